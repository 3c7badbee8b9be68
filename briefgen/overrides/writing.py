"""New overrides as texts of files: a block of the package's, brought into the project as it is, to be changed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.model.layers import STOCK, bare, place_name
from briefgen.overrides.effective import defined, effective_block
from briefgen.overrides.records import FILE, Records, Taken, written
from briefgen.overrides.shelf import OWN_ONLY, Shelf
from briefgen.render.outline import Outline

_NOTE = "{{# `{block}` as {source} has it, to be changed; {{{{ super() }}}} in it prints what stands there. #}}"


@dataclass(frozen=True, slots=True)
class Written:
    """Files to write, by their paths in the project, with what each is to be told as."""

    files: Mapping[str, bytes]
    told: tuple[str, ...]


def override(shelf: Shelf, wanted: str, block: str, records: Records) -> Written:
    """Bring one block of a template into the project's file of that name, with what stands in it now.

    `wanted` is an audience, which stands for its paper, or a template. Raises Problems: BG006 where there is no such one or
    block, BG422 where the project has the block already, BG425 where the project's templates are the package's own.
    """
    name, above = shelf.overridden(wanted)
    if not shelf.is_layered:
        raise Problems(Diagnostic("BG425", OWN_ONLY, Place(place_name(name))))
    chain = shelf.family(above)
    found = effective_block(chain, block)
    mine = chain[0] if name == above and shelf.is_own(chain[0]) else None
    if mine and (part := mine.block(block)):
        hint = "change it there, or take it out first"
        place = Place(place_name(name), part.line)
        raise Problems(Diagnostic("BG422", f"the project overrides the block `{block}` already", place, hint))
    source, part = defined(chain, block)[0]
    taken = Taken(f"{'' if shelf.is_own(source) else STOCK}{bare(source.name)}", source.text_of(part))
    text = f"{_NOTE.format(block=block, source=taken.source)}\n{{% block {block} %}}{found.source}{{% endblock %}}\n"
    parent = f"{STOCK}{name}" if name == above else above
    files = {place_name(name): _file(mine, parent, text).encode()}
    if not shelf.is_own(source):
        files[FILE] = written({**records, (name, block): taken})
    told = f"added the block `{block}` to {place_name(name)}" if mine else f"wrote {place_name(name)} with the block `{block}`"
    return Written(files, (told,))


def _file(mine: Outline | None, parent: str, block: str) -> str:
    if mine is None:
        return f'{{% extends "{parent}" %}}\n\n{block}'
    return f"{mine.source.rstrip()}\n\n{block}"
