"""preview: a page on loopback that shows every document as its readers get it, and follows the project's files.

watch.py      files of the project change                       -> paths
engine.py     the project is opened and drafted again           -> exhibits of documents
urgency.py    what is to be done next
press.py      a page is typeset in a process that can be stopped -> PDF
pages.py      a PDF                                             -> pictures
follow.py     keeps the five at work, beside the server
messages.py   exhibits                                         -> JSON
guard.py, server.py, assets/                                       what a browser on this machine gets
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefgen.model.diagnostic import Exit, Problems
from briefgen.model.request import Request

__all__ = ["Wishes", "preview"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a project is to be previewed."""

    port: int | None = None
    """Of 127.0.0.1; the next free one where it is left out."""
    embargoed: bool = False
    """Whether facts under embargo stand in the documents, as in a build with `--embargoed`."""
    is_polling: bool = False
    """Whether files are looked at again and again, rather than the system telling of changes."""


def preview(root: Path, request: Request, clock: Callable[[], datetime], wishes: Wishes, told: Callable[[str], None]) -> None:
    """Serve the preview of a project's folder until it is interrupted; `told` hears the page's address.

    `clock` gives the instant that decides embargoes, anew whenever files have changed. Raises Problems where the port is taken
    (BG016) or the request names what the project does not have (BG006); an invalid project is shown with what is wrong.
    """
    from briefgen.preview.engine import Engine
    from briefgen.preview.follow import Follower
    from briefgen.preview.press import Press
    from briefgen.preview.server import bound, serve

    engine = Engine(root, request, clock, embargoed=wishes.embargoed)
    engine.open()
    if any(item.exit is Exit.USAGE for item in engine.invalid):
        raise Problems(*engine.invalid)
    serve(Follower(engine, Press()), bound(wishes.port), told, is_polling=wishes.is_polling)
