"""Outlines: what a template is made of, known without running it: its parent, what else it names, its blocks and macros."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from jinja2 import nodes

from briefgen.model.diagnostic import Diagnostic, Place, Problems, did_you_mean
from briefgen.model.layers import STOCK, bare, place_name
from briefgen.render.tags import Part, parts


@dataclass(frozen=True)
class Outline:
    """A template as it is written: its name, file and source, and what it says of others."""

    name: str
    path: str
    source: str
    parent: str
    """Name of the template that it extends; empty where it extends none, or one that only a run can tell."""
    is_open: bool
    """Whether only a run can tell what it extends."""
    references: tuple[tuple[str, Place, bool], ...]
    """Each template that it names outright, the place of the name, and whether it has to exist."""
    facts: tuple[str, ...]
    """Ids of the facts that it names outright."""
    styles: tuple[str, ...]
    """Styles that it names outright."""
    stray: int
    """First line with words outside of every block, which are not printed where a template extends another; 0 for none."""

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its blocks and macros in order."""
        return parts(self.source)

    @property
    def blocks(self) -> tuple[Part, ...]:
        """Its blocks in order."""
        return tuple(part for part in self.parts if part.kind == "block")

    def block(self, name: str) -> Part | None:
        """Give one of its blocks."""
        return next((part for part in self.blocks if part.name == name), None)

    def text_of(self, part: Part) -> str:
        """Give what stands between the first and the last tag of a block or macro."""
        return self.source[part.start : part.end]


def outline(tree: nodes.Template, name: str, path: str, source: str) -> Outline:
    """Turn a template's syntax tree into its outline."""
    extends = list(tree.find_all(nodes.Extends))
    parents = [node.template.value for node in extends if isinstance(node.template, nodes.Const)]
    return Outline(
        name=name,
        path=path,
        source=source,
        parent=str(parents[0]) if len(parents) == 1 == len(extends) else "",
        is_open=len(extends) != len(parents) or len(extends) > 1,
        references=tuple(_references(tree, name)),
        facts=tuple(dict.fromkeys(_passed_to("fact", tree))),
        styles=tuple(dict.fromkeys(_passed_to("style", tree))),
        stray=_stray(tree) if extends else 0,
    )


def lineage(name: str, get: Callable[[str], Outline]) -> tuple[Outline, ...]:
    """Give a template and all that it extends, one above the other; a circle is cut where it closes.

    `get` gives an outline by its name; what it raises is passed on.
    """
    found = [get(name)]
    while found[-1].parent and found[-1].parent not in {item.name for item in found}:
        above = get(found[-1].parent)
        if above.path in {item.path for item in found}:
            break
        found.append(above)
    return tuple(found)


def reached(names: Iterable[str], get: Callable[[str], Outline]) -> tuple[str, ...]:
    """Give the names of all templates and styles that some templates name outright, also by way of others, these among them.

    `get` raises Problems for a template that is missing or cannot be read; such a one is passed over.
    """
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            outline = None if name.endswith(".css") else get(name)
        except Problems:
            continue
        found[name] = None
        if outline:
            waiting.extend((*(wanted for wanted, _, _ in outline.references), *outline.styles))
    return tuple(found)


def family_faults(
    chain: tuple[Outline, ...], get: Callable[[str], Outline], stock: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    """Find a template that extends itself, also by way of others, and blocks that nothing above them has.

    `stock` tells whether the package has a template of a name.
    """
    top = chain[-1]
    if top.parent and (again := next((item for item in chain if item.path == get(top.parent).path), None)):
        if again is chain[0] and again.name == min(item.name for item in chain):  # each circle once
            yield _circle(chain, top, again, stock(bare(again.name)))
    elif not any(item.is_open for item in chain):
        for number, item in enumerate(chain[:-1]):
            known = {block.name for above in chain[number + 1 :] for block in above.blocks}
            for block in item.blocks:
                if not block.outer and block.name not in known:
                    hint = did_you_mean(block.name, known) or f"there are: {', '.join(sorted(known))}"
                    message = f"no template above has a block `{block.name}`, so it would not be printed"
                    yield Diagnostic("BG411", message, Place(place_name(item.name), block.line), hint)


def _circle(chain: tuple[Outline, ...], top: Outline, again: Outline, is_stock: bool) -> Diagnostic:
    wanted = bare(top.parent)
    place = next((place for name, place, _ in top.references if name == top.parent), Place(place_name(top.name)))
    hint = "extend another template"
    if is_stock and not top.name.startswith(STOCK) and not top.parent.startswith(STOCK):
        hint = f'to change the package\'s template of that name, write {{% extends "{STOCK}{wanted}" %}}'
    if top is again:
        return Diagnostic("BG410", f"`{top.name}` extends itself", place, hint)
    names = [f"`{item.name}`" for item in chain[chain.index(again) :]]
    return Diagnostic("BG410", f"templates extend one another in a circle: {', '.join([*names, names[0]])}", place, hint)


def _references(tree: nodes.Template, name: str) -> Iterator[tuple[str, Place, bool]]:
    for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        place = Place(place_name(name), node.lineno)
        wanted = node.template  # type: ignore[attr-defined] # each of the four has it
        if isinstance(wanted, nodes.Const) and isinstance(wanted.value, str):
            yield wanted.value, place, not getattr(node, "ignore_missing", False)
        elif isinstance(wanted, nodes.List | nodes.Tuple | nodes.Const):
            listed = wanted.value if isinstance(wanted, nodes.Const) else [getattr(item, "value", None) for item in wanted.items]
            yield from ((item, place, False) for item in listed if isinstance(item, str))


def _passed_to(function: str, tree: nodes.Template) -> Iterator[str]:
    """Give what a template passes to a function outright."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == function:
            yield from (str(item.value) for item in call.args[:1] if isinstance(item, nodes.Const))


def _stray(tree: nodes.Template) -> int:
    for node in tree.body:
        for item in node.nodes if isinstance(node, nodes.Output) else ():
            if not isinstance(item, nodes.TemplateData) or item.data.strip():
                before = item.data[: len(item.data) - len(item.data.lstrip())] if isinstance(item, nodes.TemplateData) else ""
                return item.lineno + before.count("\n")
    return 0
