"""How a brand file says things: a record as one text, a weight by its name, a size in any of its units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from briefgen.model.fields import STRICT
from briefgen.model.value import FromText, from_text

_WEIGHTS = {
    "thin": 100,
    "extra-light": 200,
    "ultra-light": 200,
    "light": 300,
    "normal": 400,
    "regular": 400,
    "medium": 500,
    "semi-bold": 600,
    "demi-bold": 600,
    "bold": 700,
    "extra-bold": 800,
    "ultra-bold": 800,
    "black": 900,
}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(px|pt|rem|em|%)", re.ASCII)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "rem": 16.0, "em": 16.0, "%": 0.16}
_USUAL_SIZE = 16.0


def _key(field_name: str) -> str:
    return field_name.replace("_", "-")


HYPHENATED: Mapping[str, Any] = {**STRICT, "alias_generator": _key}
"""For sections whose every key is known; names of several words are written with hyphens."""
OPEN: Mapping[str, Any] = {**HYPHENATED, "extra": "ignore"}
"""For sections that the form leaves open to other programs."""


@dataclass(frozen=True, slots=True)
class Short:
    """Lets a record of fields be written as the text of one of them: `base: Georgia` for `base: {family: Georgia}`.

    The validating library finds the two methods by name; it is imported only when it asks for them.
    """

    field: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Tell the validator to put a text into its field first."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self._whole, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Tell editors that both may be written."""
        return {"anyOf": [handler(schema), {"type": "string"}]}

    def _whole(self, found: Any) -> Any:
        return {self.field: found} if isinstance(found, str) else found


def _weight(text: str) -> int:
    """Read a weight; 0 for `auto`, and for a range such as 300..700, which a variable font states itself."""
    if text == "auto" or re.fullmatch(r"\S+\s*\.\.\.?\s*\S+", text):
        return 0
    number = _WEIGHTS.get(text) or (int(text) if re.fullmatch(r"[1-9]\d{0,2}", text, re.ASCII) else 0)
    if not number:
        raise ValueError(f"`{text}` is no weight: write a number from 1 to 999, or one of {', '.join(_WEIGHTS)}")
    return number


def _size(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    scale = float(found[1]) * _PIXELS[found[2]] / _USUAL_SIZE if found else 0.0
    if not 0.5 <= scale <= 2:
        raise ValueError(f"`{text}` is no size of text: write it as 1rem, 17px, 12pt or 110%, from half to twice the usual one")
    return scale


def _leading(text: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(%?)", text, re.ASCII)
    leading = float(found[1]) / (100 if found[2] else 1) if found else 0.0
    if not 1 <= leading <= 2.5:
        raise ValueError(f"`{text}` is no line height: write a number from 1 to 2.5")
    return leading


Weight = Annotated[int, from_text(_weight, examples=["400", "semi-bold", "auto"])]
Size = Annotated[float, from_text(_size, examples=["1rem", "17px"])]
Leading = Annotated[float, from_text(_leading, examples=["1.4"])]
Anything = Annotated[object, FromText(lambda found: found, {})]
"""A part of the form that other programs use."""
