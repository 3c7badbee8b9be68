"""What lies underneath the overrides: which parents have changed since an override was taken from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from briefgen.model.diagnostic import Place
from briefgen.model.layers import STOCK, bare, place_name
from briefgen.overrides.catalogue import replaces
from briefgen.overrides.effective import calls_super_in, defined
from briefgen.overrides.records import WHOLE_FILE, Key, Records, Taken
from briefgen.overrides.shelf import Shelf
from briefgen.overrides.three_way import Region, regions
from briefgen.render.outline import Outline
from briefgen.render.tags import Part

State = Literal["untouched", "changed", "gone", "unknown"]


@dataclass(frozen=True, slots=True)
class Override:
    """A block, or a whole file, of the project that stands in the place of one of the package's."""

    name: str
    block: str
    """`*` for the whole file."""
    place: Place
    mine: str
    parent: Taken
    parent_place: Place
    calls_super: bool = False

    @property
    def key(self) -> Key:
        """What it is recorded under."""
        return self.name, self.block


@dataclass(frozen=True, slots=True)
class Status:
    """How an override stands to what it was taken from."""

    state: State
    name: str
    block: str
    place: Place
    parent_place: Place | None
    """Where the package has what it overrides; nothing where it is gone."""
    was: str = ""
    now: str = ""
    mine: str = ""
    calls_super: bool = False

    @property
    def regions(self) -> tuple[Region, ...]:
        """The three-way difference of a changed one."""
        return regions(self.was, self.now, self.mine) if self.state == "changed" else ()


def overrides(shelf: Shelf) -> Iterator[Override]:
    """Find every block and file of the project that stands in the place of one of the package's.

    Problems (BG4xx) where a template cannot be read.
    """
    stock = set(shelf.stock_names)
    for name in shelf.own_names:
        if name in stock and replaces(shelf, name):
            mine, now = ((shelf.environment.folders.read(found) or b"").decode() for found in (name, f"{STOCK}{name}"))
            source = f"{STOCK}{name}"
            yield Override(name, WHOLE_FILE, Place(place_name(name)), mine, Taken(source, now), Place(source))
        if name.endswith(".j2"):
            yield from _blocks(shelf, shelf.family(name))


def _blocks(shelf: Shelf, chain: tuple[Outline, ...]) -> Iterator[Override]:
    """Give the blocks of a template whose nearest parent is the package's; one within another that is listed goes with it."""
    template = chain[0]
    parents: dict[str, Outline] = {}
    for block in template.blocks:
        above = defined(chain[1:], block.name)
        if not above or shelf.is_own(above[0][0]):
            continue
        outline, parent = above[0]
        parents[block.name] = outline
        if block.outer == parent.outer and parents.get(block.outer) is outline:
            continue
        yield _override(template, block, outline, parent)


def _override(template: Outline, block: Part, outline: Outline, parent: Part) -> Override:
    source = f"{STOCK}{bare(outline.name)}"
    text = template.text_of(block)
    return Override(
        name=template.name,
        block=block.name,
        place=Place(place_name(template.name), block.line),
        mine=text,
        parent=Taken(source, outline.text_of(parent)),
        parent_place=Place(source, parent.line),
        calls_super=calls_super_in(text),
    )


def status(shelf: Shelf, records: Records) -> tuple[Status, ...]:
    """Hold every override against what it was taken from."""
    found = tuple(overrides(shelf))
    listed = [_status(item, records.get(item.key)) for item in found]
    known = {item.key for item in found}
    return (*listed, *(item for key, taken in records.items() if key not in known for item in _gone(shelf, key, taken)))


def _status(item: Override, taken: Taken | None) -> Status:
    was = taken.text if taken else ""
    state: State = "untouched"
    if taken is None:
        is_nothing = item.block != WHOLE_FILE and not item.parent.text.strip()  # an empty block is there to be filled
        state = "untouched" if is_nothing else "unknown"
    elif was != item.parent.text:
        state = "changed"
    return Status(state, item.name, item.block, item.place, item.parent_place, was, item.parent.text, item.mine, item.calls_super)


def _gone(shelf: Shelf, key: Key, taken: Taken) -> Iterator[Status]:
    """Tell of an override that is still there and whose parent is not."""
    name, block = key
    if name not in shelf.own_names:
        return
    place = Place(place_name(name))
    mine = (shelf.environment.folders.read(name) or b"").decode()
    if block == WHOLE_FILE:
        if name not in shelf.stock_names:
            yield Status("gone", name, block, place, None, taken.text, "", mine)
    elif name.endswith(".j2"):
        chain = shelf.family(name)
        part = chain[0].block(block)
        if part and not part.outer and not defined(chain[1:], block):
            yield Status("gone", name, block, Place(place.file, part.line), None, taken.text, "", chain[0].text_of(part))


def accepted(shelf: Shelf) -> Mapping[Key, Taken]:
    """Give the records of the overrides that there are, as the package is now."""
    return {item.key: item.parent for item in overrides(shelf)}
