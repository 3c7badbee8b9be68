"""What a template says that goes wrong with some data, in a browser or on paper; found by reading it, not by running it."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.check.papers.context import HOLE, Element, Reader, State
from briefgen.check.papers.mail import element_faults, style_faults
from briefgen.check.papers.styles import check_style
from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity, printable
from briefgen.model.layers import place_name
from briefgen.render.environment import is_markup
from briefgen.render.outline import Outline, lineage
from briefgen.render.tags import Tag
from briefgen.render.vocabulary import attributes

_SAFE = re.compile(r"\|\s*safe\b")
_SAFE_WORDS = re.compile(r"(?:\"[^\"]*\"|'[^']*')\s*\|\s*safe\b")
_COLOUR = re.compile(r"\s*palette\.(?:light|dark)\.\w+\s*")
_MADE_FOR_CODE = re.compile(rf"\s*(?:style\([^)]*\)|super\(\)|json_ld|brand_css|paper|lang|direction)\s*|{_COLOUR.pattern}")
"""What may be printed in a script or style: it is made for that place, or one of a few plain words."""
_PARTS = re.compile(r"\.(\w+)")
_OUTSIDE = re.compile(r"#|https?:|mailto:|tel:|data:", re.IGNORECASE)
_SHOWN = 80
_STYLE = ".css.j2"


@dataclass(slots=True)
class _Linter:
    """Reads one template and writes down what is wrong."""

    name: str
    numbers: frozenset[str]
    is_mail: bool = False
    found: list[Diagnostic] = field(default_factory=list)

    def tag(self, tag: Tag, state: State) -> None:
        """Judge what a tag does in the place where it stands."""
        if tag.kind == "print":
            self._printed(tag, state)
        elif tag.word == "autoescape" and "false" in tag.inner.lower():
            self._report(
                "BG415", tag.line, "`autoescape` is switched off", "take it out: what is markup already is never escaped"
            )
        safe = len(_SAFE.findall(tag.inner)) - len(_SAFE_WORDS.findall(tag.inner))
        if safe > 0:
            hint = "take the filter out; data are never markup, and what is markup already is printed as it is"
            self._report("BG415", tag.line, f"`|safe` on what is not the template's own words: {_shown(tag)}", hint)

    def _printed(self, tag: Tag, state: State) -> None:
        if state.mode in ("tag", "unquoted"):
            where = f"the attribute `{state.attribute}`" if state.mode == "unquoted" else f"the tag <{state.element}>"
            message = f"{_shown(tag)} stands without quotation marks in {where}"
            self._report("BG413", tag.line, message, 'write name="{{ ... }}": else a space in the value starts another attribute')
        elif state.mode == "raw" and not _MADE_FOR_CODE.fullmatch(tag.inner):
            message = f"{_shown(tag)} stands inside <{state.element}>, where data cannot be made safe"
            hint = (
                "put it into a data- attribute and read it from there; a style is printed with style(...), JSON-LD with json_ld"
            )
            self._report("BG414", tag.line, message, hint)
        elif state.mode == "quoted" and state.attribute.startswith("on"):
            message = f"{_shown(tag)} stands inside the script of `{state.attribute}`"
            self._report("BG414", tag.line, message, "take the script out: documents are read without any")
        elif state.mode == "quoted" and state.attribute == "style" and not self._is_for_styles(tag.inner):
            message = f"{_shown(tag)} stands inside a `style` attribute and is no number"
            self._report("BG414", tag.line, message, "give the element a class, and the class a style")

    def _is_for_styles(self, expression: str) -> bool:
        """Tell whether an expression is made of the numbers that records give for drawing, or is a colour of a mail's palette."""
        named = _PARTS.findall(expression)
        is_number = bool(named) and self.numbers.issuperset(named) and "|" not in expression
        return is_number or bool(_COLOUR.fullmatch(expression))

    def element(self, element: Element) -> None:
        """Judge an element as the template writes it."""
        for name, value in element.attributes.items():
            address = value.strip()
            if address.lower().replace(" ", "").startswith("javascript:"):
                self._report(
                    "BG416", element.line, f"`{name}` of <{element.name}> is a script", "link to an address or an anchor"
                )
            elif element.name in ("a", "area") and name == "href" and address and not address.startswith(HOLE):
                self._link(element, address)
            elif name in ("opacity", "fill-opacity", "stroke-opacity") and address not in ("1", HOLE) and not self.is_mail:
                hint = "choose the lighter colour itself"
                self._report("BG419", element.line, f"`{name}` on <{element.name}> makes a PDF that is no PDF/A", hint)
        if element.name == "img" and not element.attributes.get("alt", "").strip():
            what = "an empty `alt`" if "alt" in element.attributes else "no `alt`"
            hint = "say what it shows; a mere ornament is a background of the style"
            self._report("BG418", element.line, f"an image has {what}", hint)
        for message, hint in element_faults(element) if self.is_mail else ():
            self.found.append(Diagnostic("BG654", message, Place(place_name(self.name), element.line), hint, Severity.WARNING))
        if element.links and element.name in ("a", "data"):
            hint = "put the link inside: <data><a>...</a></data>; a printed value is a link already"
            self._report("BG421", element.line, f"<{element.name}> stands inside a link", hint)

    def _link(self, element: Element, address: str) -> None:
        if not _OUTSIDE.match(address):
            shown = printable(address.replace(HOLE, "…")[:_SHOWN])
            message = f"the link `{shown}` is relative, and a document is a file of its own"
            self._report("BG417", element.line, message, "write the whole address, or an anchor of the document: #...")

    def _report(self, code: str, line: int, message: str, hint: str) -> None:
        self.found.append(Diagnostic(code, message, Place(place_name(self.name), line), hint))


def lint_templates(
    names: Sequence[str], get: Callable[[str], Outline], read: Callable[[str], bytes | None], *, is_mail: bool = False
) -> Iterator[Diagnostic]:
    """Read templates and styles, each once, and tell what will go wrong.

    `get` gives the outline of a template that is known to be readable, `read` the bytes of a style. Those of mails are held to
    what mail programs keep, and not to paper.
    """
    numbers = frozenset(term.name for terms in attributes().values() for term in terms if term.gives == "number")
    starts: dict[str, Mapping[str, State]] = {}
    for name in names:
        if name.endswith(".css"):
            yield from check_style((read(name) or b"").decode(errors="replace"), place_name(name))
            continue
        try:
            family = lineage(name, get)
        except Problems:
            continue  # what it extends cannot be read, which is told of the documents and letters that need it
        for outline in reversed(family):  # where a block stands is told by the template that it overrides
            if outline.name not in starts:
                starts[outline.name] = yield from _linted(outline, _Linter(outline.name, numbers, is_mail), starts)


def _linted(
    outline: Outline, linter: _Linter, starts: Mapping[str, Mapping[str, State]]
) -> Generator[Diagnostic, None, Mapping[str, State]]:
    """Read one template and tell what will go wrong; give where its blocks start."""
    reader = Reader(outline.source, linter.tag, linter.element, dict(starts.get(outline.parent, {})))
    place = place_name(outline.name)
    is_style = outline.name.endswith(_STYLE)
    if is_style:
        reader.begin_in_style()
    if is_markup(outline.name):
        reader.read()
    yield from linter.found
    styles = outline.source if is_style else _only(outline.source, reader.styles)
    yield from style_faults(styles, place) if linter.is_mail else check_style(styles, place)
    yield from _stray(outline)
    return reader.blocks


def _stray(outline: Outline) -> Iterator[Diagnostic]:
    if outline.stray and outline.parent:
        message = "these words stand outside of every block of a template that extends another, so they are not printed"
        place = Place(place_name(outline.name), outline.stray)
        yield Diagnostic("BG412", message, place, "put them into a block, or into a comment: {# ... #}", Severity.WARNING)


def _only(source: str, stretches: Sequence[tuple[int, int]]) -> str:
    """Keep some stretches of a source, each on its own lines, and blank the rest."""
    letters = ["\n" if letter == "\n" else " " for letter in source]
    for start, end in stretches:
        letters[start:end] = source[start:end]
    return "".join(letters) if stretches else ""


def _shown(tag: Tag) -> str:
    text = " ".join(tag.inner.split())
    return f"`{{{{ {printable(text[:_SHOWN])} }}}}`"
