"""A template as it is in the end: what it extends, and every block with the file and line that it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.diagnostic import WRONG_NAME, Diagnostic, Place, Problems, did_you_mean
from briefgen.model.layers import place_name
from briefgen.render.outline import Outline
from briefgen.render.tags import Part, tags

_SUPER = re.compile(r"\bsuper\s*\(")


@dataclass(frozen=True, slots=True)
class Effective:
    """A block as a template has it: its origin, its source, and what it stands in the place of."""

    name: str
    place: Place
    depth: int
    """In how many blocks it stands."""
    source: str
    """What stands between its first and its last tag."""
    over: tuple[Place, ...] = ()
    """Blocks of that name further up, which it overrides, the nearest first."""
    calls_super: bool = False
    """Whether it prints the one that it overrides, too."""


def effective(chain: tuple[Outline, ...]) -> tuple[Effective, ...]:
    """Turn a template and all that it extends into its blocks, in the order of the page."""
    return tuple(_within(chain, chain[-1], "", 0))


def effective_block(chain: tuple[Outline, ...], name: str) -> Effective:
    """Give one block of a template. Problems (BG006) where it has none of that name."""
    known = effective(chain)
    found = next((block for block in known if block.name == name), None)
    if found is None:
        names = [block.name for block in known]
        hint = did_you_mean(name, names) or f"there are: {', '.join(names)}"
        raise Problems(Diagnostic(WRONG_NAME, f"`{chain[0].name}` has no block `{name}`", hint=hint))
    return found


def defined(chain: tuple[Outline, ...], name: str) -> list[tuple[Outline, Part]]:
    """Give the templates that have a block of a name, with the block, the nearest first."""
    return [(item, part) for item in chain if (part := item.block(name))]


def calls_super_in(source: str) -> bool:
    """Tell whether a block's source prints the block that it overrides."""
    return any(tag.kind != "comment" and _SUPER.search(tag.inner) for tag in tags(source))


def _within(chain: tuple[Outline, ...], template: Outline, outer: str, depth: int) -> Iterator[Effective]:
    """Give the blocks of a template that stand right within another one (or at the top), each as the nearest file has it."""
    for block in (part for part in template.blocks if part.outer == outer):
        (first, part), *above = defined(chain, block.name)
        source = first.text_of(part)
        calls_super = bool(above) and calls_super_in(source)
        yield Effective(
            name=block.name,
            place=Place(place_name(first.name), part.line),
            depth=depth,
            source=source,
            over=tuple(Place(place_name(item.name), other.line) for item, other in above),
            calls_super=calls_super,
        )
        yield from _within(chain, first, block.name, depth + 1)
        if calls_super:
            yield from _within(chain, above[0][0], block.name, depth + 1)
