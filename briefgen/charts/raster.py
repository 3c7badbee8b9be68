"""Pictures as pixels, for mail: its readers' programs show no SVG."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from unicodedata import bidirectional

from briefgen.charts.reserve import reserve
from briefgen.model.briefing import Face
from briefgen.model.chart import WIDTH

_RTL = re.compile(r'text-anchor="(start|middle|end)"([^>]*) direction="rtl"([^>]*)>([^<]*)<')
_OTHER = {"start": "end", "middle": "middle", "end": "start"}
_STEP = re.compile(r'font-family="(?P<family>[^"]*)"|>(?P<words>[^<]+)<')
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST = 256
"""Colours that a palette has room for."""


def png(svg: str, width: int, faces: Iterable[Face], folder: Path, ground: str = "#ffffff") -> bytes:
    """Turn a finished picture into a PNG of so many pixels across on a ground of one colour: mail is read on dark screens, too.

    Its words are set in the documents' own faces, whatever fonts the machine has; they are put into `folder`, since the library
    takes them from files.
    """
    import vl_convert

    dressed, fonts = _dressed(_from_the_right(svg), tuple(faces))
    own = folder / hashlib.sha256("".join(fonts).encode()).hexdigest()[:40]  # no font of an earlier brand beside them
    own.mkdir(parents=True, exist_ok=True)
    for name, content in fonts.items():
        path = own / f"{name}.ttf"
        if not path.exists():
            path.write_bytes(content)
    with reserve():
        vl_convert.register_font_directory(str(own))
        head, end, rest = dressed.partition(">")
        painted = f'{head}{end}<rect width="100%" height="100%" fill="{ground}"/>{rest}'
        return small(bytes(vl_convert.svg_to_png(painted, scale=width / WIDTH)))


def _from_the_right(svg: str) -> str:
    """Say of words from the right where they begin, and that they are one run, to a library that does not know `direction`."""
    return _RTL.sub(lambda found: f'text-anchor="{_OTHER[found[1]]}"{found[2]}{found[3]}>\u2067{found[4]}\u2069<', svg)


def _dressed(svg: str, faces: Sequence[Face]) -> tuple[str, Mapping[str, bytes]]:
    """Name in a picture the very face that each stretch of words is set in; give also the fonts, under names of their own.

    The library takes the first font of a name, the machine's before ours, for all letters of an element: so every face goes by a
    name that no other font has, and letters of another script stand in an element of their own.
    """
    fonts: dict[str, bytes] = {}
    cuts: defaultdict[tuple[str, str], list[Face]] = defaultdict(list)
    for face in faces:
        cuts[face.family, face.unicode_range].append(face)
    named: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (family, characters), group in cuts.items():
        name = named[family][characters] = _name(family, group)
        if f'font-family="{escape(family)}"' in svg:
            fonts |= {_hash(face.ttf + name.encode()): _renamed(face.ttf, family, name) for face in group}
    scripts: Mapping[str, str] = {}

    def step(found: re.Match[str]) -> str:
        nonlocal scripts
        if found["words"]:
            return f">{_parted(found['words'], scripts)}<"
        scripts = dict(named[unescape(found["family"])])
        latin = next((characters for characters in scripts if characters.startswith(_LATIN)), "")
        return f'font-family="{scripts.pop(latin)}"' if latin else found[0]

    return _STEP.sub(step, svg), dict(sorted(fonts.items()))


_LATIN = "U+20"
"""How the characters of a face of Latin letters begin: with the space."""


def _name(family: str, faces: Iterable[Face]) -> str:
    """Make a name as long as a family's of the bytes of its faces."""
    digest = _hash(b"".join(face.ttf for face in faces))
    return f"F{digest * (len(family) // len(digest) + 1)}"[: len(family)]


def _renamed(font: bytes, family: str, name: str) -> bytes:
    """Put a name as long into the place of a font's own, so that nothing in it moves; it is UTF-16 there (OpenType, `name`)."""
    return font.replace(family.encode("utf-16-be"), name.encode("utf-16-be"))


def _parted(words: str, scripts: Mapping[str, str]) -> str:
    """Put the letters of other scripts in elements that name their face, in a line that runs in their direction."""
    found = words
    for characters, name in scripts.items():
        letters = re.sub(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?,?", _span, characters)
        run = re.compile(f"[{letters}](?:[{letters} \u00a0]*[{letters}])?")
        found = run.sub(lambda part, name=name: f'<tspan font-family="{name}">{part[0]}</tspan>', found)  # type: ignore[misc] # bound early
    if found == words:
        return words
    strong = next((side for side in map(bidirectional, words) if side in ("L", "R", "AL")), "L")
    return _OURS_ALONE + (found if strong == "L" else f"\u202b{found}\u202c")


_OURS_ALONE = '<tspan font-size="0.001" fill="none">\U0010fffd</tspan>'
"""A letter that no font has: else the library sets the whole line in a font of the machine's that has all of its letters."""


def _span(found: re.Match[str]) -> str:
    """Turn a run of a CSS unicode-range into one of a regular expression."""
    first, last = found[1], found[2] or found[1]
    return f"\\U{first:0>8}-\\U{last:0>8}"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:40]


def small(image: bytes) -> bytes:
    """Write a PNG of few colours with a palette, a seventh as long and with the same pixels; one of many stays as it is.

    PNG specification, section 11.2.1: colour type 3, a byte for each pixel. Equal pixels give equal bytes.
    """
    from PIL import Image

    with Image.open(BytesIO(image)) as opened:
        pixels = opened.convert("RGB")
    colours = pixels.getcolors(_MOST)
    if colours is None:
        return image
    indexed = pixels.quantize(len(colours))  # as many as there are: none is changed
    if indexed.convert("RGB").tobytes() != pixels.tobytes():
        return image
    found = bytes(indexed.getpalette() or ())
    taken = [found[start : start + 3] for start in range(0, len(found), 3)][: len(colours)]
    palette = sorted(taken)
    places = bytes(palette.index(colour) for colour in taken)
    numbers = indexed.tobytes().translate(places + bytes(_MOST - len(places)))
    width, height = indexed.size
    lines = b"".join(b"\0" + numbers[start : start + width] for start in range(0, len(numbers), width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunks(parts))


def _chunks(parts: Iterable[tuple[bytes, bytes]]) -> Iterator[bytes]:
    for kind, content in parts:
        yield struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
