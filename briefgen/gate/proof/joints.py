"""The surroundings of joints: places where something invisible parts what is read as one word."""

from __future__ import annotations

import re
from collections.abc import Iterator

_REACH = 240
_BLANK = re.compile(r"[ \n\r\t]")


def joints(text: str, joint: str, instead: str = "") -> Iterator[str]:
    """Give what stands around each joint within a word, with something `instead` of joints; overlapping surroundings as one."""
    begin, end = 0, -1
    mark = re.escape(joint)
    for found in re.finditer(rf"(?<=[^\s{mark}]){mark}+(?=[^\s{mark}])", text):
        if found.start() > end:
            if end > 0:
                yield text[begin:end].replace(joint, instead)
            begin = _blank_before(text, found.start())
        end = _blank_after(text, found.end())
    if end > 0:
        yield text[begin:end].replace(joint, instead)


def _blank_before(text: str, position: int) -> int:
    """Find a blank at some distance before a position, so that no word is cut."""
    far = max(0, position - _REACH)
    if far == 0:
        return 0
    found = _BLANK.search(text, far, position)
    return found.start() if found else far


def _blank_after(text: str, position: int) -> int:
    near = max((text.rfind(blank, position, position + _REACH) for blank in " \n\r\t"), default=-1)
    return near if near > 0 and position + _REACH < len(text) else min(len(text), position + _REACH)
