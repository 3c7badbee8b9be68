"""Names of a finished page: entities by their full name before an alias, where the audience wants it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefgen.gate.reading import Block, Reading
from briefgen.gate.sentences import EVIDENCE
from briefgen.gate.whereabouts import place_of
from briefgen.language.sentences import sentences
from briefgen.model.briefing import Briefing, Page
from briefgen.model.dataset import Entity
from briefgen.model.diagnostic import Diagnostic, Severity

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")
_ARTICLE = "the "
_Called = tuple[str, str, tuple[str, ...]]
"""Id, full name and aliases of an entity."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name or alias of an entity in a text, from `start` to `end`."""

    entity: str
    start: int
    end: int
    is_full: bool


def check_names(reading: Reading, page: Page, briefing: Briefing) -> tuple[Diagnostic, ...]:
    """Find entities that a page calls by an alias before it has said their full name, for an audience with `full_names`.

    Titles of sources and quotations are the words of others; a name within a longer one is none.
    """
    if not briefing.audience.full_names:
        return ()
    entities = briefing.dataset.entities
    called = tuple((item.id, item.name, item.aliases) for item in entities.values())
    titles = tuple(text for source in briefing.dataset.sources.values() for text in (source.title, source.short))
    known: set[str] = set()
    findings = []
    for block in reading.own:
        for mention in _mentions(block, called, titles):
            if not mention.is_full and mention.entity not in known:
                findings.append(_finding(block, mention, entities[mention.entity], page, briefing))
            known.add(mention.entity)
    return tuple(findings)


def _finding(block: Block, mention: _Mention, entity: Entity, page: Page, briefing: Briefing) -> Diagnostic:
    around = (extent for extent in sentences(block.text, page.language) if extent[0] <= mention.start < extent[1])
    place = place_of(block, next(around, (mention.start, mention.end)), page, briefing)
    alias = block.text[mention.start : mention.end]
    message = f"“{alias}” is an alias of `{entity.id}`, whose full name does not stand before it: {entity.name}"
    return Diagnostic("BG240", message, place, f"write “{entity.name}”, here or before", Severity.WARNING)


def _mentions(block: Block, called: tuple[_Called, ...], titles: Iterable[str]) -> tuple[_Mention, ...]:
    """Give the entities that a block names in its own words, in order."""
    if block.classes & EVIDENCE:
        return ()
    found = tuple(_find(block.text, called))
    if all(mention.is_full for mention in found):
        return found
    text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), block.text)
    for title in titles:
        text = text.replace(title, " " * len(title)) if title else text
    return tuple(_find(text, called))


def _find(text: str, called: tuple[_Called, ...]) -> Iterator[_Mention]:
    pattern, full, aliases = _expression(called)
    for found in pattern.finditer(text) if full else ():
        words = found[0]
        if (entity := full.get(words.casefold())) is not None:
            yield _Mention(entity, *found.span(), is_full=True)
        else:
            yield _Mention(aliases[words.casefold()], *found.span(), is_full=False)


@lru_cache(maxsize=16)
def _expression(called: tuple[_Called, ...]) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """Build one expression of all names and aliases, the longest first, and tell whose each is.

    A full name is known in capitals and small letters alike, an alias as it is written; one that holds the full name is as good.
    """
    called = tuple(item for item in called if item[1])  # one that is not translated has no name
    full = {name.casefold(): entity for entity, name, _ in reversed(called)}
    aliases: dict[str, str] = {}
    choices = [(len(name), f"(?i:{re.escape(name)})") for _, name, _ in called]
    for entity, name, others in called:
        for alias in others:
            if name.casefold() in alias.casefold():
                full.setdefault(alias.casefold(), entity)
            else:
                aliases.setdefault(alias.casefold(), entity)
            choices.append((len(alias), _alias(alias)))
    ordered = "|".join(choice for _, choice in sorted(choices, key=lambda item: -item[0]))
    return re.compile(rf"(?<![\w-])(?:{ordered})(?![\w-])"), full, aliases


def _alias(alias: str) -> str:
    """Write an alias as an expression; an article at its head may begin a sentence."""
    if alias.startswith(_ARTICLE):
        return f"[Tt]he {re.escape(alias.removeprefix(_ARTICLE))}"
    return re.escape(alias)
