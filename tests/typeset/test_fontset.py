"""Documents of the same faces share what is read of them, and nothing else; no file of a font is left on any disk."""

from __future__ import annotations

import base64
import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from weasyprint.text import fonts as engine

from briefgen.model.briefing import Face
from briefgen.typeset import fontset, typeset
from tests.typeset.conftest import Setter
from tests.typeset.torture import document

BODY = "<p>Some words, <b>bold</b> <i>and</i> slanted; 58 of 64.</p>"
IN_ANOTHER = "<p style=\"font-family:Another, 'Brief Serif'\">Some words.</p>"


@pytest.fixture(autouse=True)
def nothing_shared() -> Iterator[None]:
    fontset._shared.cache_clear()
    yield
    fontset._shared.cache_clear()


def test_documents_of_the_same_faces_share_them(setting: Setter) -> None:
    first, second = setting(BODY), setting(BODY)
    assert fontset._shared.cache_info().hits == 1
    fontset._shared.cache_clear()
    assert first.pdf == second.pdf == setting(BODY).pdf


@pytest.mark.parametrize("rule", ["@font-face", "@FONT-face", "@f\\6f nt-face", "@\\66ont-face"])
def test_a_document_s_own_fonts_are_its_own(setting: Setter, made_faces: tuple[Face, ...], rule: str) -> None:
    font = base64.b64encode(next(face.ttf for face in made_faces if face.weight > 500)).decode()
    plain = setting(IN_ANOTHER)
    own = setting(IN_ANOTHER, f"{rule}{{font-family:Another; src:url(data:font/ttf;base64,{font})}}")
    assert own.pdf != plain.pdf
    assert setting(IN_ANOTHER).pdf == plain.pdf


@pytest.fixture
def in_a_drawing(made_faces: tuple[Face, ...]) -> str:
    """A drawing whose styles declare a font, a letter of the rule's name by its number: there they are read as text is."""
    font = base64.b64encode(next(face.ttf for face in made_faces if face.weight > 500)).decode()
    rule = f"@font&#45;face{{font-family:Another; src:url(data:font/ttf;base64,{font})}}"
    return f'<svg width="9" height="9"><title>t</title><style>{rule}</style></svg>'


def test_a_font_of_a_drawing_is_not_shared(setting: Setter, in_a_drawing: str) -> None:
    plain = setting(IN_ANOTHER)
    setting(in_a_drawing + IN_ANOTHER)
    assert setting(IN_ANOTHER).pdf == plain.pdf
    assert fontset._shared.cache_info().currsize == 1
    assert fontset._shared.cache_info().hits == 1


def test_each_document_hears_of_a_face_that_cannot_be_loaded(made_faces: tuple[Face, ...]) -> None:
    faces = (replace(made_faces[0], ttf=b"no font"), *made_faces[1:])
    first, second = (typeset(document(), faces, ()).diagnostics for _ in range(2))
    assert first == second
    assert "BG504" in {item.code for item in first}


def test_no_folder_is_made_for_fonts(setting: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(engine, "mkdtemp")
    setting(BODY)


def refused(_name: str) -> int:
    raise PermissionError


@pytest.mark.parametrize("lack", ["memfd_create", "leave", "/proc"])
def test_fonts_are_written_to_a_folder_where_files_need_a_name(
    setting: Setter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lack: str
) -> None:
    usual = setting(BODY)
    if lack == "/proc":
        monkeypatch.setattr(fontset, "_OPEN_FILES", tmp_path / "none")
    elif lack == "leave":
        monkeypatch.setattr(os, "memfd_create", refused)
    else:
        monkeypatch.delattr(os, "memfd_create")
    made: list[str] = []
    monkeypatch.setattr(engine, "mkdtemp", lambda prefix: made.append(prefix) or str(tmp_path))
    assert setting(BODY).pdf == usual.pdf
    assert made
    assert fontset._shared.cache_info().hits == 0


def test_few_sets_of_faces_are_held_and_files_are_closed(made_faces: tuple[Face, ...]) -> None:
    def files() -> int:
        gc.collect()
        return len(list(Path("/proc/self/fd").iterdir()))

    before = files()
    for number in range(fontset._MOST + 2):
        faces = tuple(replace(face, unicode_range=f"{face.unicode_range},U+{0xE000 + number:X}") for face in made_faces)
        typeset(document(), faces, ())
    assert fontset._shared.cache_info().currsize == fontset._MOST
    assert files() > before
    fontset._shared.cache_clear()
    assert files() == before
