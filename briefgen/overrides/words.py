"""The words that templates may use: briefgen's vocabulary, and the blocks of the papers that the project's audiences have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.model.diagnostic import WRONG_NAME, Diagnostic, Problems, did_you_mean
from briefgen.overrides.effective import effective
from briefgen.overrides.shelf import Shelf
from briefgen.render.vocabulary import BLOCKS, MAIL_FILTERS, MAIL_NAMES, Term, terms

_MAILS = "mails"
_HEADING = re.compile(r"_\(\s*(?:\"([^\"]+)\"|'([^']+)')")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with what it is part of: names, filters, blocks, the blocks of an audience's paper, or a type of record."""

    group: str
    term: Term

    @property
    def path(self) -> str:
        """By what it is asked for: `fact.statement`, `press.quotation`, `date`."""
        return self.term.name if self.group in ("names", "filters", "blocks") else f"{self.group}.{self.term.name}"


def words(shelf: Shelf, wanted: Sequence[str] = ()) -> tuple[Word, ...]:
    """Give the words that templates may use: all, or those that are named by word, by group, or by both ("fact.statement").

    Raises Problems (BG006) for a word that there is none of.
    """
    known = tuple(_known(shelf))
    if not wanted:
        return known
    found: dict[str, Word] = {}
    for name in wanted:
        named = [word for word in known if name in (word.group, word.path, word.term.name)]
        if not named:
            hint = did_you_mean(name, dict.fromkeys((*(word.path for word in known), *(word.group for word in known))))
            message = f"templates have no word `{name}`"
            raise Problems(Diagnostic(WRONG_NAME, message, hint=hint or "`briefgen templates vars` lists those there are"))
        found.update((f"{word.group} {word.path}", word) for word in named)
    return tuple(found.values())


def _known(shelf: Shelf) -> Iterator[Word]:
    groups = {"name": "names", "filter": "filters", "block": "blocks"}
    yield from (Word(groups.get(kind, kind), term) for kind, term in terms())
    yield from (Word("names of mails", term) for term in MAIL_NAMES)
    yield from (Word("filters of mails", term) for term in MAIL_FILTERS)
    base = {term.name for term in BLOCKS}
    for audience, template in (*shelf.audiences.items(), (_MAILS, "email/message.html.j2")):
        try:
            blocks = effective(shelf.family(template))
        except Problems:
            continue  # `briefgen check` says what is wrong with it
        for block in blocks:
            if block.name not in base:
                is_mail = audience == _MAILS
                heading = None if is_mail else _HEADING.search(block.source)
                sentence = f"the part with the heading “{heading[1] or heading[2]}”" if heading else "a part of the paper"
                sentence = "a part of mails" if is_mail else sentence
                example = f"{{% block {block.name} %}}{{{{ super() }}}}{{% endblock %}}"
                yield Word(f"blocks of {audience}", Term(block.name, "words", f"{sentence} ({block.place})", example))
