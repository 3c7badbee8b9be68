"""The fonts room: faces that are whole, small on the web, made once, and the same bytes wherever they are made."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from briefgen.fonts import face_css, faces, faces_for, foundry
from briefgen.model.briefing import Face
from briefgen.model.diagnostic import Problems

DESIGN = {
    ("Brief Serif", 400, "normal"),
    ("Brief Serif", 400, "italic"),
    ("Brief Serif", 600, "normal"),
    ("Brief Display", 600, "normal"),
    ("Brief Sans", 400, "normal"),
    ("Brief Sans", 400, "italic"),
    ("Brief Sans", 600, "normal"),
}
ARABIC = "fontpkg-ibm-plex-sans-arabic"


def has(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


needs_arabic = pytest.mark.skipif(not has(ARABIC), reason=f"{ARABIC} is not installed")


@pytest.fixture(scope="module")
def latin(font_cache: Path) -> tuple[Face, ...]:
    return faces(font_cache, scripts=())


def names(face: Face) -> tuple[str, int, str]:
    return face.family, face.weight, face.style


def opened(data: bytes) -> Any:
    return TTFont(BytesIO(data))


def test_the_latin_faces_are_the_seven_of_the_design(latin: tuple[Face, ...]) -> None:
    assert {names(face) for face in latin} == DESIGN
    assert len(latin) == len(DESIGN)


def test_every_face_is_static_and_bears_its_own_name_and_its_licence(latin: tuple[Face, ...]) -> None:
    for face in latin:
        for data in (face.ttf, face.woff2):
            font = opened(data)
            assert "fvar" not in font, "a variable font costs a quarter of a second a document"
            assert font["OS/2"].usWeightClass == face.weight
            assert font["name"].getDebugName(1) == face.family
            assert not any("Source" in str(font["name"].getDebugName(number) or "") for number in (1, 3, 4, 6, 16))
            assert "SIL Open Font License" in str(font["name"].getDebugName(13))


def test_the_web_subset_is_small_and_its_range_is_exactly_what_it_holds(latin: tuple[Face, ...]) -> None:
    for face in latin:
        font = opened(face.woff2)
        assert font.flavor == "woff2"
        assert len(face.woff2) < 40_000
        listed = set()
        for part in face.unicode_range.split(","):
            first, _, last = part.removeprefix("U+").partition("-")
            listed |= set(range(int(first, 16), int(last or first, 16) + 1))
        assert listed <= set(font.getBestCmap()), "a browser would take a character from here and print a box"
        assert {ord(char) for char in "AÉßŒžğ–—“”’…•€£¥½×ﬁ"} <= listed


def advance(data: bytes, text: str, **features: bool) -> list[int]:
    font = uharfbuzz.Font(uharfbuzz.Face(data))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, features)
    return [position.x_advance for position in buffer.glyph_positions]


def unpacked(woff2: bytes) -> bytes:
    font = opened(woff2)
    font.flavor, output = None, BytesIO()
    font.save(output)
    return output.getvalue()


def test_the_web_subset_kerns_and_has_tabular_proportional_and_lining_figures_like_the_whole_face(
    latin: tuple[Face, ...],
) -> None:
    for face in latin:
        subset = unpacked(face.woff2)
        assert sum(advance(subset, "AVATo", kern=True)) < sum(advance(subset, "AVATo", kern=False))
        assert len(set(advance(subset, "0123456789", tnum=True))) == 1
        assert len(set(advance(subset, "0123456789", pnum=True))) > 1
        for features in ({"tnum": True}, {"pnum": True}, {"lnum": True}, {}):
            sample = "1,234.5 €109–150 Office fjord"
            assert advance(subset, sample, **features) == advance(face.ttf, sample, **features)


def test_the_display_face_is_cut_for_large_sizes(latin: tuple[Face, ...]) -> None:
    by_name = {names(face): face for face in latin}
    text, display = by_name["Brief Serif", 600, "normal"], by_name["Brief Display", 600, "normal"]
    assert sum(advance(display.ttf, "Hamburgefonts")) < sum(advance(text.ttf, "Hamburgefonts")), "it is set tighter"


def digest(made: tuple[Face, ...]) -> str:
    return hashlib.sha256(b"".join(face.ttf + face.woff2 + face.unicode_range.encode() for face in made)).hexdigest()


def test_the_same_bytes_are_made_in_another_process_another_place_and_another_hash_order(
    font_cache: Path, tmp_path: Path
) -> None:
    program = (
        "import sys, hashlib; from pathlib import Path; from briefgen.fonts import faces\n"
        "made = faces(Path(sys.argv[1]))\n"
        "print(hashlib.sha256(b''.join(f.ttf + f.woff2 + f.unicode_range.encode() for f in made)).hexdigest())"
    )
    environment = os.environ | {
        "PYTHONHASHSEED": "77",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "other")],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest(faces(font_cache))


def test_a_face_is_made_once(font_cache: Path, latin: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.fonts.foundry.make", lambda *_: pytest.fail("made again"))
    assert faces(font_cache, scripts=()) == latin


def test_a_torn_or_changed_cache_file_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only = tuple(cut for cut in foundry.LATIN_CUTS if cut.family == "Brief Sans")[:1]
    monkeypatch.setattr("briefgen.fonts.foundry.LATIN_CUTS", only)
    made = faces(tmp_path, scripts=())
    (path,) = tmp_path.glob("*.face")
    whole = path.read_bytes()
    for damage in (b"", whole[: len(whole) // 2], whole[:-1] + bytes([whole[-1] ^ 1]), b"\n" + whole, b"not a face"):
        path.write_bytes(damage)
        assert faces(tmp_path, scripts=()) == made
        assert path.read_bytes() == whole
    assert [item.name for item in tmp_path.iterdir()] == [path.name], "no temporary file is left"


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foundry, "LATIN_CUTS", foundry.LATIN_CUTS[-1:])
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert len(faces(tmp_path / "cache", scripts=())) == 1


def test_every_missing_font_package_is_named_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fontpkg

    def missing(name: str, **_: object) -> Path:
        raise fontpkg.FamilyNotInstalled(name)

    monkeypatch.setattr(fontpkg, "path", missing)
    with pytest.raises(Problems) as caught:
        faces(tmp_path)
    assert [(item.code, item.hint) for item in caught.value.diagnostics] == [
        ("BG502", "pip install fontpkg-public-sans"),
        ("BG502", "pip install fontpkg-source-serif-4"),
    ]


def test_a_font_file_that_is_no_font_is_told_and_not_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fontpkg

    (tmp_path / "broken.ttf").write_bytes(b"no font at all")
    monkeypatch.setattr(fontpkg, "path", lambda *_, **__: tmp_path / "broken.ttf")
    with pytest.raises(Problems, match="BG502"):
        faces(tmp_path / "cache")


def test_the_css_holds_every_face_and_no_address_but_data(latin: tuple[Face, ...]) -> None:
    css = face_css(latin)
    assert css.count("@font-face{") == len(latin)
    assert css.count("url(data:font/woff2;base64,") == css.count("url(") == len(latin)
    assert len(css) < 260_000
    assert "<" not in css, "it stands in a <style> element"


@needs_arabic
def test_arabic_joins_the_families_where_its_package_is_installed_and_only_documents_that_use_it_carry_it(
    font_cache: Path, latin: tuple[Face, ...]
) -> None:
    every = faces(font_cache)
    extra = [face for face in every if face not in latin]
    assert {face.family for face in extra} == {"Brief Serif", "Brief Sans", "Brief Display"}
    assert faces_for(every, "Only Latin, £5 → €6") == latin
    assert faces_for(every, "الاتحاد") == every
    for face in extra:
        assert ord("a") not in opened(face.ttf).getBestCmap(), "Latin stays with the Latin faces"
        assert len(set(advance(face.ttf, "ال"))) >= 1


@needs_arabic
def test_without_the_arabic_package_the_latin_faces_are_all_there_is(
    font_cache: Path, latin: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    import fontpkg

    real = fontpkg.path

    def path(name: str, **how: Any) -> Path:
        if "arabic" in name:
            raise fontpkg.FamilyNotInstalled(name)
        found: Path = real(name, **how)
        return found

    monkeypatch.setattr(fontpkg, "path", path)
    assert faces(font_cache) == latin


def test_the_fonts_room_imports_no_font_library_until_a_face_must_be_made() -> None:
    program = (
        "import sys, briefgen.fonts; print([m for m in ('fontTools', 'uharfbuzz', 'brotli', 'fontpkg') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
