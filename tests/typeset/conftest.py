"""The faces that the typeset tests are set in, and a short way to set something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.fonts import faces
from briefgen.model.briefing import Face, Typeset
from briefgen.typeset import typeset
from tests.typeset.torture import document

Setter = Callable[..., Typeset]


@pytest.fixture(scope="session")
def made_faces(font_cache: Path) -> tuple[Face, ...]:
    return faces(font_cache)


@pytest.fixture(scope="session")
def torture(made_faces: tuple[Face, ...]) -> Typeset:
    return typeset(document(), made_faces, ())


@pytest.fixture
def setting(made_faces: tuple[Face, ...]) -> Setter:
    """Set some content under a title: `setting("<p>...", style="...", folders=(...))`."""

    def set_content(content: str, style: str = "", folders: tuple[Path, ...] = (), **page: str) -> Typeset:
        return typeset(document(f'<h1 id="top">Title</h1>{content}', style, **page), made_faces, folders)

    return set_content
