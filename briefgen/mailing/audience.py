"""One audience of a mailing: its recipients, its pre-release list and its letters, held against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.load.tables import Table, load_table
from briefgen.mailing.letters import Ready
from briefgen.model.briefing import Work
from briefgen.model.delivery import Recipient, columns_of
from briefgen.model.diagnostic import Diagnostic, Problems, did_you_mean, finding
from briefgen.validate.recipients import Roster, prerelease_list

_OWN = frozenset({"email", "name", "language"})
"""Columns that briefgen itself reads."""


@dataclass(frozen=True, slots=True)
class Readers:
    """The recipients of one audience, with those who may have a document before its embargo is over."""

    audience: str
    table: Table
    roster: Roster
    reasons: Mapping[str, str]
    """Why an address, in small letters, is on the pre-release list."""
    diagnostics: tuple[Diagnostic, ...]

    def read(self) -> Iterator[Recipient | tuple[Diagnostic, ...]]:
        """Give each recipient, or what is wrong with a row. Problems (BG602) where the file is no CSV from some line on."""
        return self.roster.read(self.table.rows())


def readers_of(root: Path, work: Work, audience: str, ready: Sequence[Ready], *, is_whole: bool) -> Readers:
    """Read the files of an audience's recipients and hold their columns against what its letters print.

    `is_whole` says that all letters of the audience are there: only then it is known which columns none of them prints.
    Raises Problems (BG002, BG003, BG005, BG602) where a file cannot be read.
    """
    settings = work.audiences[audience]
    table = load_table(root, f"data/{settings.recipients}", ("email", "name"))
    reasons, found = _prerelease(root, settings.prerelease)
    in_addresses = {name.strip().lower() for address in work.settings.email.unsubscribe.addresses for name in columns_of(address)}
    needed: dict[str, frozenset[str]] = {}
    for item in ready:
        language = item.document.language
        needed[language] = needed.get(language, frozenset(in_addresses)) | item.letter.needed
    printed = frozenset().union(*(item.letter.columns for item in ready), in_addresses, _OWN)
    roster = Roster(
        headings=table.headings,
        languages=settings.languages or (work.settings.language,),
        wanted=frozenset(needed),
        needed=needed,
    )
    return Readers(audience, table, roster, reasons, (*found, *_columns(table, printed, needed, is_whole=is_whole)))


def _columns(
    table: Table, printed: frozenset[str], needed: Mapping[str, frozenset[str]], *, is_whole: bool
) -> Iterator[Diagnostic]:
    """Find columns that letters print and the file has not, and the reverse."""
    for name in sorted(frozenset().union(*needed.values()) - set(table.headings)):
        hint = did_you_mean(name, table.headings) or f"add the column, or do not print `recipient.{name}`"
        yield finding("BG606", f"the letters print `{name}`, which is no column here", table.place, hint)
    for name in table.headings if is_whole else ():
        if name not in printed:
            hint = (
                did_you_mean(name, printed) or f"delete the column, or print {{{{ recipient.{name} }}}} in a template of email/"
            )
            yield finding("BG617", f"no letter of this audience prints the column `{name}`", table.place, hint)


def _prerelease(root: Path, name: str) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    if not name:
        return {}, ()
    try:
        table = load_table(root, f"data/{name}", ("email", "reason"))
        return prerelease_list(table.headings, table.rows())
    except Problems as problems:
        return {}, problems.diagnostics
