"""publish: finished documents become files in output/ and entries in its manifest; each file is whole at any moment."""

from __future__ import annotations

from briefgen.publish.documents import Finished, contents_of, ending_of, finish, path_of, proven, publish
from briefgen.publish.ledger import ledger_of
from briefgen.publish.manifest import Manifest

__all__ = ["Finished", "Manifest", "contents_of", "ending_of", "finish", "ledger_of", "path_of", "proven", "publish"]
