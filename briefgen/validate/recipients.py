"""Rows of an audience's recipients to recipients, or to what is wrong with each row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.model.delivery import Recipient
from briefgen.model.diagnostic import Diagnostic, Place, finding
from briefgen.validate.addresses import address

_LONGEST = 2_000
# What a spreadsheet program would run as a formula; a telephone number or a plain number is none.
_FORMULA = re.compile(r"(?![+-][\d\s()./-]*$)[=+@-]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows: a name with one can make a letter read as what it is not."""
_Row = tuple[Place, tuple[str, ...]]


@dataclass(slots=True)
class Roster:
    """The recipients of one audience as they are read; remembers which addresses it has seen.

    `languages` are those in which the audience has documents, the first for rows that name none; `wanted` those that are sent;
    `needed` are the columns that its letters read and that may not be empty.
    """

    headings: tuple[str, ...]
    languages: tuple[str, ...]
    wanted: frozenset[str]
    needed: Mapping[str, frozenset[str]]
    """By language."""
    _seen: dict[str, int] = field(default_factory=dict)

    def read(self, rows: Iterable[_Row]) -> Iterator[Recipient | tuple[Diagnostic, ...]]:
        """Turn each row into a recipient or into what is wrong with it; rows of other languages are left out."""
        for place, cells in rows:
            if len(cells) != len(self.headings):
                message = f"the row has {len(cells)} cells, the headings have {len(self.headings)}"
                hint = "give each row as many cells; put a cell that contains a comma in quotation marks"
                yield (finding("BG602", message, place, hint),)
                continue
            fields = dict(zip(self.headings, cells, strict=True))
            found = tuple(self._wrong(fields, place))
            language = fields.get("language") or self.languages[0]
            if found:
                yield found
            elif language in self.wanted:
                yield Recipient(address=address(fields["email"]), language=language, fields=fields, place=place)

    def _wrong(self, fields: Mapping[str, str], place: Place) -> Iterator[Diagnostic]:
        for name, cell in fields.items():
            yield from _unfit(name, cell, place)
        try:
            found = address(fields["email"]).lower()
        except ValueError as error:
            yield finding("BG601", str(error), place)
        else:
            if found in self._seen:
                message = f"`{fields['email']}` stands in line {self._seen[found]} already"
                yield finding("BG604", message, place, "delete one of the two rows")
            self._seen.setdefault(found, place.line)
        language = fields.get("language") or self.languages[0]
        if language not in self.languages:
            message = f"the audience has no document in the language `{language}`"
            yield finding("BG605", message, place, f"there are: {', '.join(self.languages)}")
        for name in sorted(self.needed.get(language, frozenset())):
            if name in fields and not fields[name]:
                message = f"the letter reads `{name}`, which is empty here"
                hint = f'fill the cell, or write {{{{ recipient.{name}|otherwise("...") }}}} in the template'
                yield finding("BG606", message, place, hint)


def _unfit(name: str, cell: str, place: Place) -> Iterator[Diagnostic]:
    """Find in a cell what may not go into a letter."""
    if any(unicodedata.category(char) == "Cc" for char in cell) or "\ufffd" in cell:
        yield finding("BG603", f"`{name}` holds a line break or a character that cannot be printed", place)
    elif _BIDI.search(cell):
        yield finding("BG603", f"`{name}` holds a mark that turns the direction of the text", place)
    elif _FORMULA.match(cell):
        yield finding("BG603", f"`{name}` begins as a formula does: {cell[:20]}", place)
    elif len(cell) > _LONGEST:
        yield finding("BG603", f"`{name}` has {len(cell):,} characters; {_LONGEST:,} are allowed", place)


def prerelease_list(headings: tuple[str, ...], rows: Iterable[_Row]) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """Turn the rows of a pre-release list (`email`, `reason`) into the reasons by address in small letters, and what is wrong."""
    reasons: dict[str, str] = {}
    found: list[Diagnostic] = []
    for place, cells in rows:
        fields = dict(zip(headings, cells, strict=False))
        try:
            who = address(fields.get("email", "")).lower()
        except ValueError as error:
            found.append(finding("BG601", str(error), place))
            continue
        reason = fields.get("reason", "")
        found += _unfit("reason", reason, place)
        if not reason:
            found.append(finding("BG606", "no reason is given for this pre-release", place, "say why, such as `lead department`"))
        elif who in reasons:
            found.append(finding("BG604", f"`{fields['email']}` stands on the list twice", place, "delete one of the two rows"))
        reasons[who] = reason
    return reasons, tuple(found)
