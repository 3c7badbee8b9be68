"""Charts in a letter: what was drawn becomes a PNG within the mail; its words stand in the plain text and in what is judged."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator

from markupsafe import escape

from briefgen.model.briefing import Briefing
from briefgen.model.chart import Paint
from briefgen.model.delivery import Picture
from briefgen.render.gallery import PAGE, Medium

_WIDTH, _DENSITY = 400, 2
"""Pixels across of a picture in a mail, and how many of its own stand in each: its letters have 14 on a desk, 11 on a phone."""
_START, _END = "\ue008", "\ue009"
_DRAWING = re.compile(f"{_START}(?P<svg>(?P<head><svg[^>]*>)<title>(?P<alt>.*?)</title>(?P<rest>.*?)){_END}", re.DOTALL)
_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_FIRST = ("mail_figures", "mail")
"""Sections of mails alone: their charts come before those that stand in the document, too."""


def _paragraphs(figure: str) -> Iterator[str]:
    """Turn plain text into paragraphs of HTML, which `as_text` turns back."""
    for block in figure.split("\n\n"):
        if block.strip():
            yield f"<p>{'<br>'.join(map(str, map(escape, block.splitlines())))}</p>"


HTML = Medium("email/chart.html.j2", lambda svg, alt: f"{_START}{PAGE.hang(svg, alt)}{_END}")
"""The HTML of a letter: a drawing between marks, in whose place comes the picture."""
TEXT = Medium("email/chart.txt.j2", lambda _svg, _alt: "", lambda figure: "".join(_paragraphs(figure)))
"""Its plain text: the words of charts alone."""


def drawn(skeleton: str) -> str:
    """Leave the drawings in a skeleton, for those who judge the letter."""
    return _DRAWING.sub(lambda found: found["svg"], skeleton)


def painted(skeleton: str, finish: Callable[[str], str], paint: Paint) -> tuple[str, tuple[Picture, ...]]:
    """Put images in the place of the drawings in a skeleton; give it and the pictures that they name.

    `finish` puts the words into a drawing.
    """
    pictures: dict[str, Picture] = {}

    def put(found: re.Match[str]) -> str:
        content = paint(finish(f"{found['head']}{found['rest']}"), _WIDTH * _DENSITY)
        cid = f"{hashlib.sha256(content).hexdigest()[:24]}@briefgen"
        pictures.setdefault(cid, Picture(f"chart-{len(pictures) + 1}.png", cid, content))
        across, down = map(float, view.groups()) if (view := _VIEW.search(found["head"])) else (1, 1)
        size = f'width="{_WIDTH}" height="{round(_WIDTH * down / across)}"'
        return f'<img class="picture" src="cid:{cid}" alt="{found["alt"]}" {size}>'

    return _DRAWING.sub(put, skeleton), tuple(pictures.values())


def declared(briefing: Briefing) -> tuple[str, ...]:
    """Give the charts that stand in the sections of a document, each once, in the order in which a letter may want them."""
    names = (*_FIRST, *(name for name in briefing.sections if name not in _FIRST))
    found: dict[str, None] = {}
    for section in (briefing.sections[name] for name in names if name in briefing.sections):
        found.update(dict.fromkeys(section.charts))
        found.update(dict.fromkeys(name for group in section.groups for name in group.charts))
    return tuple(found)
