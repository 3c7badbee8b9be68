"""Documents that are set for a test, as a screen and as paper show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from briefgen.fonts import faces
from briefgen.gate.paper import Paper, read_pdf
from briefgen.gate.reading import Reading, read
from briefgen.model.briefing import Briefing, Face, Page
from briefgen.render import Environment, render
from briefgen.stock import stock_templates
from briefgen.tailor import plan, tailor
from briefgen.typeset import typeset
from tests.projects import opened
from tests.shipped import AS_AT
from tests.typeset.torture import document

Setter = Callable[..., tuple[Reading, Paper]]
Maker = Callable[..., "Finished"]


@dataclass(frozen=True)
class Finished:
    """A document of a project, with what it was made of."""

    briefing: Briefing
    page: Page
    reading: Reading
    paper: Paper


@pytest.fixture(scope="session")
def made_faces(font_cache: Path) -> tuple[Face, ...]:
    return faces(font_cache)


@pytest.fixture
def setting(made_faces: tuple[Face, ...]) -> Setter:
    """Set some content under a title: `setting("<p>...", style="...")`; without content the torture document."""

    def set_content(content: str = "", style: str = "", **page: str) -> tuple[Reading, Paper]:
        made = document(f'<h1 id="top">Title</h1>{content}' if content else "", style, **page)
        return read(made.html, made.language), read_pdf(typeset(made, made_faces, ()).pdf)

    return set_content


@pytest.fixture
def make(made_faces: tuple[Face, ...]) -> Maker:
    """Make the document of a project for one audience: `make(folder, "minister")`; `changed` changes its page."""

    def make_document(folder: Path, audience: str, changed: Callable[[str], str] = str) -> Finished:
        work = opened(folder).work
        folders = (folder / "templates", stock_templates())
        identity = next(item for item in plan(work) if item.audience == audience)
        briefing = tailor(work, identity, datetime.fromisoformat(AS_AT))
        page = render(briefing, Environment(folders))
        page = replace(page, html=changed(page.html), marked=changed(page.marked))
        paper = read_pdf(typeset(page, made_faces, folders).pdf)
        return Finished(briefing, page, read(page.marked, page.language), paper)

    return make_document
