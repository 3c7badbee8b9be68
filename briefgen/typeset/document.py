"""Sets one page: HTML and faces in, PDF bytes and the place of each anchored element out."""

from __future__ import annotations

import warnings
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from briefgen.collector import paused
from briefgen.fonts import faces_for
from briefgen.model.briefing import Position, Typeset
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.typeset.characters import known_characters
from briefgen.typeset.columns import whole_items
from briefgen.typeset.drawn_words import words_in_one_piece
from briefgen.typeset.findings import findings, listening
from briefgen.typeset.furniture import finish_furniture
from briefgen.typeset.images import check_images, finish_images
from briefgen.typeset.kept_layouts import kept_layouts
from briefgen.typeset.known_lines import known_lines
from briefgen.typeset.known_measures import known_measures
from briefgen.typeset.known_styles import known_styles
from briefgen.typeset.library import BASE, load
from briefgen.typeset.linebreaks import hanging_spaces
from briefgen.typeset.links import admit_links, describe_links
from briefgen.typeset.lists import finish_lists, number_lists
from briefgen.typeset.metadata import CREATOR, instant, packet, stamp
from briefgen.typeset.plain_values import plain_values
from briefgen.typeset.structure import finish_headers, finish_text, state_scopes
from briefgen.typeset.unused_rules import without_notes
from briefgen.typeset.written_once import written_once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefgen.model.briefing import Face, Page

_POINTS = 0.75  # a CSS pixel is 1/96 inch, a point 1/72


def typeset(page: Page, faces: tuple[Face, ...], folders: tuple[Path, ...]) -> Typeset:
    """Turn a page into a PDF that is PDF/A-3a and PDF/UA-1 at once, equal for equal input on every run.

    Images and styles are read from files under `folders` only. What can be set but should not stand so (a missing
    image or glyph, a refused link, a warning of the typesetter) is in the result's diagnostics. Raises `Problems`
    where nothing can be set: BG501 without Pango, BG502 without a face, BG505 where the layout fails.
    """
    if not faces:
        raise Problems(Diagnostic("BG502", "there is no font face to set the document in"))
    load()
    from briefgen.typeset.fetch import Fetcher

    used = faces_for(faces, page.html)
    fetcher = Fetcher([face.ttf for face in used], folders)
    with listening() as listener, _mended(page.html), known_styles(listener.records), paused(), _profile_left_open():
        try:
            document, shown = _laid_out(page, used, fetcher)
            refusals = admit_links(document)
            pdf = _written(document, page)
        except Exception as error:  # whatever the library stumbles over in a document must not stop the others
            told = findings(listener.records, fetcher.refused)
            raise Problems(_failure(error), *told) from error
    found = findings(listener.records, fetcher.refused) + shown + refusals
    return Typeset(
        pdf=pdf, pages=len(document.pages), positions=_positions(document), fetched=tuple(fetcher.names), diagnostics=found
    )


@contextmanager
def _mended(html: str) -> Iterator[None]:
    """Let the library read, lay out, draw and write a page as its modules here say."""
    with ExitStack() as mended:
        for mend in (
            known_characters(),
            without_notes(html),
            plain_values(),
            hanging_spaces(),
            known_lines(),
            known_measures(),
            whole_items(),
            kept_layouts(),
            words_in_one_piece(),
            written_once(),
        ):
            mended.enter_context(mend)
        yield


def _laid_out(page: Page, faces: tuple[Face, ...], fetcher: Any) -> tuple[Any, tuple[Diagnostic, ...]]:
    from briefgen.typeset.fontset import own_fonts

    fonts, styles = own_fonts(faces, page.html)
    html = load().HTML(string=page.html, base_url=BASE, url_fetcher=fetcher)
    html.base_url = BASE  # a <base> in the document would lead elsewhere
    state_scopes(html.etree_element)
    number_lists(html.etree_element)
    found = check_images(html.etree_element)
    document = html.render(font_config=fonts, stylesheets=[styles], pdf_variant="pdf/a-3a")
    about = document.metadata
    about.title, about.lang, about.generator = page.title, page.language, CREATOR
    about.authors, about.keywords = [page.publisher] if page.publisher else [], []
    about.created = about.modified = stamp(page)
    return document, found


def _written(document: Any, page: Page) -> bytes:
    weasyprint, pydyf = load(), load("pydyf")
    facts = weasyprint.Attachment(
        string=page.facts_json,
        name="facts.json",
        description="The facts used in this document, with their sources",
        created=instant(page),
        modified=instant(page),
        relationship="Data",
    )

    def finish(document: Any, pdf: Any) -> None:
        describe_links(document, pydyf)
        finish_headers(document, pdf, pydyf)
        finish_lists(pdf, pydyf)
        finish_furniture(pdf)
        finish_images(pdf)
        finish_text(pdf)
        about = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
        producer = f"WeasyPrint {weasyprint.VERSION}"
        about.stream, about.compress = [packet(page, producer, document.metadata.description or "")], False

    data: bytes = document.write_pdf(finisher=finish, pdf_variant="pdf/a-3a", attachments=[facts])
    return data


def _positions(document: Any) -> dict[str, Position]:
    """Find the first place of each element with an id."""
    found: dict[str, Position] = {}
    for number, page in enumerate(document.pages, start=1):
        for name, (left, top, right, bottom) in page.anchors.items():
            edges = (left, top, right - left, bottom - top)
            found.setdefault(name, Position(number, *(round(edge * _POINTS, 2) for edge in edges)))
    return found


def _failure(error: Exception) -> Diagnostic:
    what = {RecursionError: "its elements are nested too deeply", MemoryError: "there is not enough memory for it"}
    reason = what.get(type(error), f"{type(error).__name__}: {error}")
    return Diagnostic("BG505", f"the document could not be laid out: {reason}")


def _profile_left_open() -> AbstractContextManager[None]:
    """Keep quiet about the file of a colour profile, which WeasyPrint reads and leaves to be closed by itself."""
    return warnings.catch_warnings(action="ignore", category=ResourceWarning)
