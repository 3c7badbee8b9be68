"""Pages of a PDF as pictures: drawn before they are asked for, and not kept without end."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from briefgen.preview import pages
from briefgen.preview.exhibit import Sheets
from briefgen.preview.pages import Pictures


def sheets(version: str, count: int = 3) -> Sheets:
    document, out = pikepdf.new(), BytesIO()
    for _ in range(count):
        document.add_blank_page(page_size=(300, 400))
    document.save(out)
    return Sheets(pdf=out.getvalue(), version=version, of="", sizes=((300.0, 400.0),) * count, positions={})


def test_the_picture_of_a_page_has_the_width_that_is_asked_for_rounded_up() -> None:
    picture = Image.open(BytesIO(Pictures().picture("press", sheets("1"), 2, 550)))
    assert picture.size == (600, 800)
    with pytest.raises(IndexError):
        Pictures().picture("press", sheets("1"), 4, 550)


def test_it_is_known_which_pages_are_looked_at_and_those_that_are_drawn_ahead_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[bytes, int, float]] = []
    monkeypatch.setattr(pages, "_drawn", lambda *about: drawn.append(about) or b"picture")
    pictures = Pictures()
    for number in (3, 1):
        pictures.picture("press", sheets("1"), number, 550)
    pictures.picture("public", sheets("other"), 2, 600)
    assert pictures.asked("press") == ((1, 600), (3, 600))  # the second was not near the window
    assert not pictures.asked("minister")
    newer = sheets("2")
    pictures.draw(newer, 1, 600)
    del drawn[:]
    pictures.picture("press", newer, 1, 550)
    assert not drawn
    assert pictures.asked("press") == ((1, 600),)


def test_pictures_are_kept_up_to_a_number_of_bytes_the_latest_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_KEPT", 250)
    drawn: list[int] = []
    monkeypatch.setattr(pages, "_drawn", lambda _pdf, number, _scale: drawn.append(number) or b"x" * 100)
    pictures, of = Pictures(), sheets("1")
    for number in (1, 2, 3, 3, 2, 1):
        pictures.picture("press", of, number, 600)
    assert drawn == [1, 2, 3, 1]
    monkeypatch.setattr(pages, "_KEPT", 10)
    pictures.picture("press", of, 2, 700)
    pictures.picture("press", of, 2, 700)
    assert drawn == [1, 2, 3, 1, 2]
