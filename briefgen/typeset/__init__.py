"""The typeset stage: a page and its faces -> an archival, accessible PDF, and where each anchored element stands in it.

Alone in importing weasyprint and pydyf, and that only when a document is set: `briefgen check` never waits for them.
"""

from __future__ import annotations

from briefgen.typeset.document import typeset
from briefgen.typeset.rehearsal import rehearse

__all__ = ["rehearse", "typeset"]
