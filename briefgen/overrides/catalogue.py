"""The catalogue: every template and style with its layer, what it overrides, and the audiences whose papers it goes into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from briefgen.model.diagnostic import Problems
from briefgen.model.layers import STOCK, bare
from briefgen.overrides.effective import defined
from briefgen.overrides.shelf import Shelf
from briefgen.render import general
from briefgen.render.outline import reached

Layer = Literal["package", "project", "project over package"]


@dataclass(frozen=True, slots=True)
class Row:
    """One template or style: whose it is, what of the package's it overrides, and who uses it."""

    name: str
    layer: Layer
    overrides: tuple[str, ...]
    """Blocks that it overrides; `whole file` where it stands in the place of one of the package's."""
    audiences: tuple[str, ...]


WHOLE = "whole file"


def catalogue(shelf: Shelf) -> tuple[Row, ...]:
    """Turn both layers into a row for each name."""
    own, stock = set(shelf.own_names), set(shelf.stock_names)
    users = _users(shelf)
    rows = []
    for name in shelf.names:
        layer: Layer = "package" if name not in own else "project over package" if name in stock else "project"
        found = overridden_blocks(shelf, name) if name in own else ()
        whole = (WHOLE,) if layer == "project over package" and replaces(shelf, name) else ()
        rows.append(Row(name, layer, (*whole, *found), users.get(name, ())))
    return tuple(rows)


def overridden_blocks(shelf: Shelf, name: str) -> tuple[str, ...]:
    """Give the blocks of a project's template that override one of the package's."""
    if not name.endswith(".j2"):
        return ()
    try:
        chain = shelf.family(name)
    except Problems:
        return ()  # `briefgen check` says what is wrong with it
    blocks = chain[0].blocks
    return tuple(block.name for block in blocks if any(not shelf.is_own(above) for above, _ in defined(chain[1:], block.name)))


def replaces(shelf: Shelf, name: str) -> bool:
    """Tell whether a project's file stands in the place of the whole of the package's, and does not build upon it."""
    if not name.endswith(".j2"):
        return True
    try:
        outlines = shelf.family(name)
    except Problems:
        return True
    return all(wanted != f"{STOCK}{name}" for outline in outlines for wanted, _, _ in outline.references)


def _users(shelf: Shelf) -> Mapping[str, tuple[str, ...]]:
    """Give the audiences into whose papers and letters each template and style goes, by its name."""
    users: dict[str, list[str]] = {}
    for audience, template in shelf.audiences.items():
        roots = (template, *(name for name in shelf.names if general(name, audience)))
        for name in reached(roots, shelf.environment.outline_or_problems):
            if audience not in users.setdefault(bare(name), []):
                users[bare(name)].append(audience)
    return {name: tuple(listed) for name, listed in users.items()}
