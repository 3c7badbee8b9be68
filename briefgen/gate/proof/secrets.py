"""What would betray the facts that an audience may not see, and the search for it in a finished file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import pikepdf
import pypdfium2

from briefgen.gate.proof.admitted import Admitted, Known
from briefgen.gate.proof.forms import Writer
from briefgen.gate.proof.phrases import Clue, Found, Phrases
from briefgen.gate.proof.portions import Memory, Portion, Share, alone
from briefgen.gate.proof.telling import is_long
from briefgen.gate.proof.turned import Turned, by_letters
from briefgen.gate.proof.views import Kind, Piece, View, views
from briefgen.gate.proof.words import Words, without_invisible, words
from briefgen.model.diagnostic import printable
from briefgen.model.fact import Fact
from briefgen.model.source import Source
from briefgen.render.format import Formatter

_WORD = 3
_REPEATED = 32
"""Texts that are remembered at most."""
_ID = "id"
_SOURCE = "HTML source"
_TEXTS = ("HTML text", "hidden text")


@dataclass(frozen=True, slots=True)
class Leak:
    """A forbidden fact in a finished file: the field that was found, the words there, the file and the place in it."""

    fact: str
    field: str
    found: str
    file: str
    where: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was searched in one file, and what came of it; names no forbidden fact but in its leaks."""

    file: str
    forbidden: int
    """How many facts were forbidden."""
    searched: tuple[str, ...]
    """Names of the views that were searched: none where nothing was forbidden."""
    leaks: tuple[Leak, ...] = ()

    @property
    def entry(self) -> Mapping[str, object]:
        """What the manifest says of it."""
        return {"forbidden": self.forbidden, "searched": list(self.searched), "leaks": len(self.leaks)}


@dataclass(frozen=True, slots=True)
class Secrets:
    """All that would betray some facts, less what admitted facts say as well. Made once for an audience, used for every file."""

    count: int
    """How many facts are forbidden."""
    phrases: Phrases
    ids: Phrases
    """The ids that are distinctive, as words."""
    names: frozenset[str]
    turned: Turned
    admitted: Admitted = field(repr=False)
    keys: frozenset[str] = frozenset()
    """The amounts and dates among what betrays them, as `key_text` writes them."""
    _silent: set[str] = field(default_factory=set, repr=False, compare=False)
    """Texts that many files have, and that betray nothing."""

    @classmethod
    def of(
        cls,
        forbidden: Iterable[Fact],
        admitted: Iterable[Fact],
        sources: Mapping[str, Source],
        formatters: tuple[Formatter, ...],
        known: Known | None = None,
    ) -> Secrets:
        """Collect what betrays the forbidden facts to readers of some languages.

        Left out is what an admitted fact, a source that it cites or what else is `known` says too.
        """
        facts = {fact.id: fact for fact in admitted}
        portion = Portion({fact.id: fact for fact in forbidden}, facts, Memory().remember)
        return cls.gathered((portion,), facts, sources, formatters, known)

    @classmethod
    def gathered(
        cls,
        portions: Iterable[Portion],
        admitted: Mapping[str, Fact],
        sources: Mapping[str, Source],
        formatters: tuple[Formatter, ...],
        known: Known | None = None,
        share: Share = alone,
    ) -> Secrets:
        """Collect what betrays the secret facts of some portions; `admitted` are the open facts of all of them.

        Texts count as `telling` says; a number with its unit, among two neighbouring words, or alone where it has many digits; a
        whole date. `share` may let other processes gather what is kept of each portion, before it is asked for here.
        """
        parts = tuple(portions)
        names = frozenset(name for portion in parts for name in portion.secret)
        writer = Writer(formatters)
        ground = Admitted(parts if names else (), admitted if names else {}, writer, known or Known(), sources)
        share(ground.portions, Portion.published)
        ground.published(), ground.small()  # once, for all who share
        share(ground.portions, lambda portion: any(portion.clues(writer, ground.writes_small)))
        keys: set[str] = set()
        said: dict[str, Clue] = {}
        for portion in parts:
            for phrase, clue, key in portion.clues(writer, ground.writes_small):
                if phrase and phrase not in said and not (key and key in ground.published()):
                    keys.add(key)
                    said[phrase] = clue
        phrases, turned = Turned.beside(said)
        spelt = ((name, tuple(words(name))) for name in sorted(names))
        ids = Phrases.of((its, Clue(name, _ID)) for name, its in spelt if "-" in name or is_long(its))
        return cls(len(names), phrases, ids, names, turned, ground, frozenset(keys - {""}))

    def search(self, name: str, kind: Kind, content: bytes, used: Sequence[str] = ()) -> Proof:
        """Search one finished file, of HTML, PDF or ledger, or the name of a file; `name` is what its leaks call it.

        `used` are the ids of the facts that the document prints; the search is quicker where it knows them.
        """
        if not self.count:
            return Proof(name, 0, ())
        searched: dict[str, None] = {}
        leaks: dict[Leak, None] = {}
        for found in views(kind, content):
            searched[found.name] = None
            leaks |= dict.fromkeys(self._leaks(found, name, used))
        return Proof(name, self.count, tuple(searched), tuple(_told_once(leaks)))

    def holds_secrets(self, kind: Kind, content: bytes) -> bool:
        """Tell whether an earlier file, of which nothing else is known, holds a forbidden fact; one that cannot be read may."""
        try:
            return bool(self.search("", kind, content).leaks)
        except (pikepdf.PdfError, pypdfium2.PdfiumError):
            return True

    def _leaks(self, view: View, file: str, used: Sequence[str]) -> Iterator[Leak]:
        for name in sorted(view.names & self.names):
            yield Leak(name, _ID, name, file, next((piece.where for piece in view.pieces() if name in piece.text), view.name))
        if view.is_repeated and view.text in self._silent:
            return
        text = words(view.text)
        telling = self._telling(text, used, is_code=view.is_code)
        turned = self._turned(text, used) if view.is_drawn else set()
        if telling or turned or any(self._ids_in(text, view.text)):
            for piece in view.pieces():
                yield from self._in_piece(piece, file, telling, turned)
        elif view.is_repeated and len(self._silent) < _REPEATED:
            self._silent.add(view.text)

    def _telling(self, text: Sequence[str], used: Sequence[str], *, is_code: bool) -> set[Words]:
        """Give the phrases in a text that only forbidden facts say; in code only what has a word in it."""
        found = self.phrases.said(text)
        if is_code:
            found = {phrase for phrase in found if _has_word(phrase)}
        return self.admitted.unsaid(self.phrases, found, used)

    def _turned(self, text: Sequence[str], used: Sequence[str]) -> set[Words]:
        """Give the phrases in drawn text, by the letters of their words, that only forbidden facts say."""
        found = self.turned.said(text)
        unsaid = self.admitted.unsaid(self.phrases, {phrase for spelt in found.values() for phrase in spelt}, used)
        return {letters for letters, spelt in found.items() if unsaid.issuperset(spelt)}

    def _in_piece(self, piece: Piece, file: str, telling: AbstractSet[Words], turned: AbstractSet[Words]) -> Iterator[Leak]:
        """Give the leaks in a piece of text, each field's longest stretch of words once."""
        text = words(piece.text)
        hits = [hit for hit in self.phrases.find(text) if tuple(text[hit.start : hit.end]) in telling]
        if turned:
            letters = by_letters(text)
            hits += [hit for hit in self.turned.phrases.find(letters) if letters[hit.start : hit.end] in turned]
        ids = (hit for hit in self._ids_in(text, piece.text) if not _is_prose(piece) or is_long(words(hit.clue.fact)))
        stretches: dict[Clue, list[tuple[int, int]]] = {}
        for hit in sorted((*hits, *ids), key=lambda hit: (hit.start, -hit.end)):
            spans = stretches.setdefault(hit.clue, [])
            if spans and hit.start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(spans[-1][1], hit.end))
            else:
                spans.append((hit.start, hit.end))
        for clue, spans in stretches.items():
            start, end = max(spans, key=lambda span: span[1] - span[0])
            yield Leak(clue.fact, clue.field, excerpt(piece.text, start, end), file, piece.where)

    def _ids_in(self, text: Sequence[str], spelled: str) -> Iterator[Found]:
        """Give the ids that stand in a text as they are written, also after the letter and hyphen of an anchor."""
        for hit in self.ids.find(text):
            name = re.escape(hit.clue.fact)
            if re.search(rf"(?i)(?<![a-z0-9])(?<![a-z0-9]{{2}}-){name}(?![a-z0-9]|-[a-z0-9])", spelled):
                yield hit


def _is_prose(piece: Piece) -> bool:
    """Tell whether a piece is running text, in which two hyphenated words may be no more than that."""
    return piece.where.endswith(_TEXTS) or piece.where.startswith("PDF text")


def excerpt(text: str, start: int, end: int) -> str:
    """Give the part of a text that some of its words were made of, on one line."""
    count, kept = 0, []
    for part in without_invisible(text).split():
        first, count = count, count + len(words(part))
        if count > start and first < end:
            kept.append(part)
    return printable(" ".join(kept))


def _told_once(leaks: Iterable[Leak]) -> Iterator[Leak]:
    """Leave out what the HTML's source shows only because another view shows it, and words of a title in the text around it."""
    elsewhere = {(leak.fact, leak.field) for leak in leaks if not leak.where.endswith(_SOURCE)}
    seen: set[tuple[str, str, str]] = set()
    for leak in leaks:
        key = (leak.fact, leak.field, leak.found)
        is_known = (leak.fact, leak.field) in elsewhere if leak.where.endswith(_SOURCE) else key in seen
        if not (is_known and leak.where.endswith((_SOURCE, *_TEXTS))):
            seen.add(key)
            yield leak


def _has_word(phrase: Words) -> bool:
    return any(len(word) >= _WORD and word.isalpha() for word in phrase)
