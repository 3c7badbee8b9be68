"""The record of one document: every fact that its templates read and every piece of data that they print.

What a template prints from a record is an opaque token; `resolve` puts the text in its place when the page is done. So the
ledger knows each printed value in reading order, data can stand in HTML, in attributes, in Markdown and in plain text alike
without being taken for markup, and what is left between the tokens is the template's own prose.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from types import FrameType
from typing import Literal

from briefgen.model.criteria import Criteria
from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.model.layers import place_name

Kind = Literal["value", "statement", "words", "note", "anchor", "late", "prose"]
TOKEN = re.compile("\ue000(?P<token>\\d+)\ue001")
JSON_TOKEN = re.compile(r"\\ue000(\d+)\\ue001")
ENCODED_TOKEN = re.compile(r"%EE%80%80(\d+)%EE%80%81")


class Word(str):
    """A word of a record that templates compare with, such as an id; printed, it is the record's and no figure that they type."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What a printed value rests on beside its fact."""

    alternative: int = 0
    """Which of the fact's alternatives it is, from 1; 0 for the fact's own value."""
    also: tuple[str, ...] = ()
    """Ids of the further facts of a total."""


_ALONE = Basis()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A piece of data that a template printed, and where."""

    kind: Kind
    text: str
    place: Place
    fact: str = ""
    role: str = ""
    formatter: str = ""
    raw: str = ""
    basis: Basis = _ALONE
    language: str = ""
    """BCP 47 tag of its words where these are not in the document's language."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts that stand behind it."""
        return (self.fact, *self.basis.also) if self.fact else ()


@dataclass(slots=True)
class Record:
    """What one document reads and prints, written down as it happens."""

    fragments: list[Fragment] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    reads: dict[str, None] = field(default_factory=dict)
    selections: dict[Criteria, str] = field(default_factory=dict)
    """Each selection over facts, and its form that may be shown to the document's readers."""
    charts: dict[str, None] = field(default_factory=dict)
    """Ids of the charts that were asked for, also of those that there are not."""
    evidenced: set[str] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)
    callers: dict[Place, str] = field(default_factory=dict)
    """Who called the macro that a finding's line is part of."""

    def read(self, fact: str) -> None:
        """Write down that a template reads a fact."""
        self.reads.setdefault(fact)

    def select(self, criteria: Criteria, shown: str) -> None:
        """Write down a selection over facts; what it returns is read when the template reads it."""
        self.selections.setdefault(criteria, shown)

    def value(self, fact: str, text: str, *, role: str, formatter: str, raw: str, basis: Basis = _ALONE) -> str:
        """Turn the formatted value of a fact into the token that a template prints."""
        return self._token(
            Fragment(kind="value", fact=fact, text=text, role=role, formatter=formatter, raw=raw, basis=basis, place=here())
        )

    def statement(self, fact: str, text: str, language: str = "") -> str:
        """Turn the statement of a fact, which may hold tokens of values, into a token; `language` as for `words`."""
        found = Fragment(
            kind="statement", fact=fact, text=text, role="statement", formatter="statement", place=here(), language=language
        )
        return self._token(found)

    def words(self, text: str, fact: str = "", language: str = "") -> str:
        """Turn other words of a record (a name, a note, a quotation) into a token; nothing stays nothing.

        `language` is theirs where it is another than the document's.
        """
        return self._token(Fragment(kind="words", text=text, fact=fact, place=here(), language=language)) if text else ""

    def code(self, source: str) -> str:
        """Give the token of a source's short code in this document: its initials, and more letters where these are taken."""
        if source not in self.codes:
            taken = set(self.codes.values())
            self.codes[source] = next(code for code in _codes(source) if code not in taken)
        return self.words(self.codes[source])

    def note(self, fact: str) -> str:
        """Give the token of a fact's note number, which is counted in reading order when the page is done."""
        return self._token(Fragment(kind="note", fact=fact, text="", place=here()))

    def anchor(self, fact: str) -> str:
        """Give the token of the id to which a fact's values lead."""
        self.evidenced.add(fact)
        return self._token(Fragment(kind="anchor", fact=fact, text="", place=here()))

    def typed(self, text: str, place: Place | None = None) -> str:
        """Give the token of a figure that a template or text types itself, which keeps its line so."""
        return self._token(Fragment(kind="prose", text=text, place=place or here()))

    def late(self, name: str) -> str:
        """Give the token of something that is known only when the page is done: its marking, digest or JSON-LD."""
        return self._token(Fragment(kind="late", text=name, place=here()))

    def problem(self, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        """Write down a finding at the line of the template or text that is being rendered."""
        place, *callers = _stack()
        if callers:
            self.callers.setdefault(place, callers[0])
        self.diagnostics.append(Diagnostic(code, message, place, hint, severity))

    def is_whole(self, skeleton: str) -> bool:
        """Tell whether every token of a skeleton is as it was given, and none was cut or encoded."""
        known = all(int(number) < len(self.fragments) for number in TOKEN.findall(skeleton))
        rest = TOKEN.sub("", skeleton)
        return known and not any(mark in rest for mark in ("\ue000", "\ue001", "%EE%80%8"))

    def used(self, skeleton: str) -> set[str]:
        """Give the facts of which something stands in a skeleton, also within a statement or another piece of data."""
        found: set[str] = set()
        waiting = [skeleton]
        while waiting:
            for number in TOKEN.findall(waiting.pop()):
                fragment = self.fragments[int(number)]
                found.update(fragment.facts)
                waiting.append(fragment.text)
        return found

    def printed(self) -> Iterator[str]:
        """Give the facts of which something was printed so far, each once, in order."""
        seen: dict[str, None] = {}
        for fragment in self.fragments:
            if fragment.kind in ("value", "statement"):
                seen.update(dict.fromkeys(fragment.facts))
        return iter(seen)

    def spelled_out(self, text: str) -> str:
        """Give a text with the words of its tokens in their place, to be looked at and not printed."""
        return TOKEN.sub(lambda found: self.fragments[int(found["token"])].text, text)

    def noted(self) -> Iterator[str]:
        """Give the facts that were given a note so far, each once, in order."""
        return iter(dict.fromkeys(fragment.fact for fragment in self.fragments if fragment.kind == "note"))

    def _token(self, fragment: Fragment) -> str:
        for fact in fragment.facts:
            self.read(fact)
        self.fragments.append(fragment)
        return f"\ue000{len(self.fragments) - 1}\ue001"


def _codes(source: str) -> Iterator[str]:
    """Make codes of an id, the shortest first: "brussels-times" is BT, BRT, BRUT ...; the whole id is the last."""
    first, *rest = (part for part in source.upper().split("-") if part)
    initials = "".join(part[0] for part in rest)
    shortest = 1 if len(initials) > 0 else 3
    for letters in range(shortest, len(first) + 1):
        yield first[:letters] + initials
    yield source.upper()


def is_safe(address: str) -> bool:
    """Tell whether an address is whole and its scheme one that readers may follow."""
    return address.lower().startswith(("https://", "http://", "mailto:"))


def refused(address: str, place: Place) -> Diagnostic:
    """Say that an address is not one that readers may follow."""
    return Diagnostic("BG409", f"`{address}` is no address that a reader may follow", place, "use https, http or mailto")


def here() -> Place:
    """Find the line of the template or text that is being rendered, from the stack; an empty place outside of them.

    Jinja's compiled templates carry themselves in their module globals and map their lines to those of the source.
    """
    return next(_places(), (Place(), ""))[0]


def _stack() -> tuple[Place, *tuple[str, ...]]:
    """Give the line that is being rendered, and the block from which a part of another template was called there, if one was."""
    (place, _), *outer = (*_places(), (Place(), ""))
    named = (f"{block}{above}" for above, block in outer if above.file and above.file != place.file)
    return place, *list(named)[:1]


def _places() -> Iterator[tuple[Place, str]]:
    """Give the lines of templates on the stack, the innermost first, each with its block ("block `main` of ")."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 -- the documented way to the caller's line without building a traceback
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            name = frame.f_code.co_name
            block = f"block `{name.removeprefix('block_')}` of " if name.startswith("block_") else ""
            yield Place(place_name(template.name), _line(template._debug_info, frame.f_lineno)), block  # noqa: SLF001 -- parsed again at each look otherwise
        frame = frame.f_back


def _line(debug_info: str, code_line: int) -> int:
    """Turn a line of a template's code into the template's, as Jinja does."""
    found = bisect_right(_lines(debug_info), (code_line, sys.maxsize))
    return _lines(debug_info)[found - 1][1] if found else 1


@lru_cache(maxsize=256)
def _lines(debug_info: str) -> tuple[tuple[int, int], ...]:
    """Give the lines of code at which a line of the template begins, with that line (Jinja writes `line=code&line=code`)."""
    pairs = (item.split("=") for item in debug_info.split("&") if item)
    return tuple(sorted((int(code), int(line)) for line, code in pairs))
