"""What may be said: the words of admitted facts, of the sources that they cite, and of the brief itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields

from briefgen.gate.proof.forms import Writer, raw_texts
from briefgen.gate.proof.phrases import Phrases
from briefgen.gate.proof.portions import Memory, Portion, dates, key_text
from briefgen.gate.proof.views import SEPARATOR
from briefgen.gate.proof.words import Words, digits, words
from briefgen.model.fact import Fact
from briefgen.model.rows import rows_of
from briefgen.model.source import Name, Source
from briefgen.model.value import DateValue, parse_date

_GENERAL = ""
"""Stands among the facts that were read for what is known apart from them."""
_SPELT = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What betrays nothing although no admitted fact says it: titles, names and dates of the briefs, topics and entities."""

    texts: tuple[str, ...] = ()
    dates: tuple[DateValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """What some sources say: each of their texts, and their dates."""

    texts: tuple[str, ...] = ()
    dates: tuple[DateValue, ...] = ()

    @classmethod
    def of(cls, source: Source) -> Sources:
        """Take apart one source."""
        return cls(tuple(_strings(source)), _of_source(source))


@dataclass(frozen=True, slots=True)
class Admitted:
    """The facts that an audience may see, to be asked whether they say something as well.

    Facts are taken apart only when they are needed, and once: those that a document prints first, the others, portion by
    portion, only if something in it is not theirs either.
    """

    portions: tuple[Portion, ...]
    facts: Mapping[str, Fact]
    """The open facts of all portions."""
    writer: Writer
    known: Known
    sources: Mapping[str, Source]
    _open: set[Words] = field(default_factory=set, repr=False)
    _read: set[str] = field(default_factory=set, repr=False)
    _through: set[int] = field(default_factory=set, repr=False)
    _keys: set[str] = field(default_factory=set, repr=False)
    _by_digits: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _answers: dict[Words, bool] = field(default_factory=dict, repr=False)
    _small: set[str] = field(default_factory=set, repr=False)
    _asked: set[str] = field(default_factory=set, repr=False)

    def published(self) -> set[str]:
        """Give each amount and date that is open, as `key_text` writes them: values, days that they held, dates of sources."""
        if not self._keys:
            found = {key for portion in self.portions for key in portion.published()}
            self._keys.update(("", *found, *(key_text(date) for source in self._cited() for date in _of_source(source))))
        return self._keys

    def writes_small(self, word: str) -> bool:
        """Tell whether an admitted fact or what else is known writes a word in small letters."""
        self._asked.add(word)
        return word in self.small()

    def small(self) -> AbstractSet[str]:
        """Give the words that admitted facts, or what else is known, write in small letters."""
        if not self._small:
            known = (found for text in self.known.texts for found in _SPELT.findall(text) if found[0].islower())
            self._small.update(("", *known))
            for portion in self.portions:
                self._small.update(portion.small())
        return self._small

    def unsaid(self, phrases: Phrases, found: set[Words], used: Iterable[str]) -> set[Words]:
        """Leave out of some phrases what an admitted fact says; `used` are the facts that the document prints."""
        left = found - self._open
        if left:
            self._read_some(phrases, used)
            left = {phrase for phrase in left - self._open if not self._says(phrase)}
        if left:
            self._read_all(phrases, left)
        return left - self._open

    def misses(self, old: Sequence[Fact], new: Sequence[Fact], phrases: Phrases, keys: AbstractSet[str]) -> bool:
        """Tell whether facts, as they were before, said something that tells now, since no open fact says it any more.

        `new` are the same as they are, `phrases` and `keys` what betrays the secrets. It counts, too, if a word was written
        small that makes a name of others now.
        """
        was = Portion({}, {fact.id: fact for fact in old}, Memory().remember)
        if (was.published() - self.published()) & keys:
            return True
        if any(word in self._asked and not self.writes_small(word) for word in was.small()):
            return True
        lost = self._all_said(old, phrases) - self._all_said(new, phrases)
        return bool(lost and self.unsaid(phrases, lost, ()))

    def forgets(self, old: Known, sources: Sources, phrases: Phrases, keys: AbstractSet[str]) -> bool:
        """Tell whether what was known beside the facts said something that tells now, since nothing open says it any more.

        `old` and `sources` are what has gone of that; `phrases` and `keys` are as for `misses`.
        """
        if ({key_text(date) for date in sources.dates} - self.published()) & keys:
            return True
        small = (word for text in old.texts for word in _SPELT.findall(text) if word[0].islower())
        if any(word in self._asked and not self.writes_small(word) for word in small):
            return True
        texts = (*old.texts, *sources.texts, *self._written((*old.dates, *sources.dates)))
        said = phrases.said(words(SEPARATOR.join(texts)))
        return bool(said and self.unsaid(phrases, said, ()))

    def _all_said(self, facts: Sequence[Fact], phrases: Phrases) -> set[Words]:
        """Give the phrases that some facts say in their texts, or in any form in which they are printed."""
        found = phrases.said(words(SEPARATOR.join(text for fact in facts for text in raw_texts(fact))))
        for fact in facts:
            forms = [*(text.words for text in self.writer.texts(fact)), *(form for _, form, _ in self.writer.values(fact))]
            found.update(*(phrases.said(form) for form in (*forms, *(words(text) for text in self._written(dates(fact))))))
        return found

    def _read_some(self, phrases: Phrases, names: Iterable[str]) -> None:
        """Note which phrases stand in the texts of some facts and of the sources that they cite, and in what else is known."""
        texts: dict[str, None] = {} if _GENERAL in self._read else dict.fromkeys(self._general())
        facts = [self.facts[name] for name in names if name in self.facts and name not in self._read]
        for fact in facts:
            texts |= dict.fromkeys(raw_texts(fact))
        cited = dict.fromkeys(source for fact in facts for source in fact.cites)
        for source in (self.sources[name] for name in cited if name in self.sources):
            texts |= dict.fromkeys((*_strings(source), *self._written(_of_source(source))))
        texts |= dict.fromkeys(self._written({date for fact in facts for date in dates(fact)}))
        self._open.update(phrases.said(words(SEPARATOR.join(texts))))
        self._read.update((_GENERAL, *(fact.id for fact in facts)))

    def _read_all(self, phrases: Phrases, left: set[Words]) -> None:
        """Note which phrases stand in any source that is cited, in any date that is open, and in the facts that may say these."""
        if not self._through:
            texts = dict.fromkeys(text for source in self._cited() for text in _strings(source))
            texts |= dict.fromkeys(self._written(parse_date(key) for key in sorted(self.published()) if key and " " not in key))
            self._open.update(phrases.said(words(SEPARATOR.join(texts))))
            self._through.add(-1)
        for number, portion in enumerate(self.portions):
            left = left - self._open
            if not left:
                return
            if number not in self._through and any(map(portion.may_say, left)):
                texts = dict.fromkeys(text for fact in portion.open.values() for text in raw_texts(fact))
                self._open.update(phrases.said(words(SEPARATOR.join(texts))))
                self._through.add(number)

    def _general(self) -> Iterator[str]:
        yield from self.known.texts
        yield from self._written(self.known.dates)

    def _written(self, found: Iterable[DateValue]) -> Iterator[str]:
        yield from (" ".join(form) for date in found for form in (*self.writer.date(date), *self.writer.months(date)))

    def _cited(self) -> Iterator[Source]:
        """Give the sources that any admitted fact cites."""
        cited = dict.fromkeys(source for row in rows_of(self.facts).values() for source in row.cites)
        yield from (self.sources[name] for name in cited if name in self.sources)

    def _says(self, phrase: Words) -> bool:
        """Tell whether an admitted fact prints a phrase that has a number in it."""
        if phrase not in self._answers:
            self._answers[phrase] = any(self._prints(fact, phrase) for fact in self._with_digits(phrase))
        return self._answers[phrase]

    def _with_digits(self, phrase: Words) -> Iterator[Fact]:
        wanted = dict.fromkeys(found for word in phrase if (found := digits(word)))
        if not wanted:
            return
        if not self._by_digits:
            for portion in self.portions:
                for number, names in portion.with_digits().items():
                    self._by_digits[number] = (*self._by_digits.get(number, ()), *names)
        for number in wanted:
            yield from (self.facts[name] for name in self._by_digits.get(number, ()))

    def _prints(self, fact: Fact, phrase: Words) -> bool:
        forms = (*(text.words for text in self.writer.texts(fact)), *(form for _, form, _ in self.writer.values(fact)))
        return any(_contains(form, phrase) for form in forms)


def _contains(form: Words, phrase: Words) -> bool:
    return any(form[start : start + len(phrase)] == phrase for start in range(len(form) - len(phrase) + 1))


def _of_source(source: Source) -> tuple[DateValue, ...]:
    return tuple(date for date in (source.issued, source.accessed) if date is not None)


def _strings(source: Source) -> Iterator[str]:
    for item in fields(source):
        found = getattr(source, item.name)
        if isinstance(found, str):
            yield found
        elif isinstance(found, tuple):
            yield from (str(name) for name in found if isinstance(name, Name))
    for said in source.translations.values():
        yield from (getattr(said, item.name) for item in fields(said))
