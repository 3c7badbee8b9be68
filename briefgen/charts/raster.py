"""Pictures as pixels, for mail: its readers' programs show no SVG."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from briefgen.charts.reserve import reserve
from briefgen.model.briefing import Face
from briefgen.model.chart import WIDTH

_FAMILY = re.compile(r'font-family="([^"]*)"')
_RTL = re.compile(r'text-anchor="(start|middle|end)"([^>]*) direction="rtl"([^>]*)>([^<]*)<')
_OTHER = {"start": "end", "middle": "middle", "end": "start"}


def png(svg: str, width: int, faces: Iterable[Face], folder: Path, ground: str = "#ffffff") -> bytes:
    """Turn a finished picture into a PNG of so many pixels across on a ground of one colour: mail is read on dark screens, too.

    Its words are set in the documents' own faces, which are put into `folder` since the library takes them from files; those of
    other scripts are left to the machine, since the library takes the first face of a name for all of its letters.
    """
    import vl_convert

    families = set(map(unescape, _FAMILY.findall(svg)))
    latin = [face for face in faces if face.family in families and face.unicode_range.startswith("U+20")]
    folder.mkdir(parents=True, exist_ok=True)
    for face in latin:
        path = folder / f"{hashlib.sha256(face.ttf).hexdigest()[:40]}.ttf"
        if not path.exists():
            path.write_bytes(face.ttf)
    with reserve():
        vl_convert.register_font_directory(str(folder))
        head, end, rest = _from_the_right(svg).partition(">")
        painted = f'{head}{end}<rect width="100%" height="100%" fill="{ground}"/>{rest}'
        return bytes(vl_convert.svg_to_png(painted, scale=width / WIDTH))


def _from_the_right(svg: str) -> str:
    """Say of words from the right where they begin, and that they are one run, to a library that does not know `direction`."""
    return _RTL.sub(lambda found: f'text-anchor="{_OTHER[found[1]]}"{found[2]}{found[3]}>\u2067{found[4]}\u2069<', svg)
