"""Sections and groups as templates see them."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from briefgen.model.briefing import Group, Section, Text
from briefgen.model.settings import SectionRule
from briefgen.render.desk import Desk
from briefgen.render.record import Word
from briefgen.render.texts import inline
from briefgen.render.views import FactView, said


class SectionView:
    """A section as templates see it: false where it has neither text nor facts."""

    def __init__(
        self,
        section: Section,
        desk: Desk,
        rule: SectionRule | None,
        rendered: Callable[[Text], Markup],
        medium: Callable[[], str],
    ) -> None:
        self._section, self._rendered, self._medium_of = section, rendered, medium
        self._text = Markup("")
        self._medium: object = None
        self.id = Word(section.id)
        is_listed = bool(rule and rule.facts and "refuted" in rule.facts.statuses)
        self._facts = tuple(FactView(fact, desk, is_listed=is_listed) for fact in section.facts)
        self._groups = tuple(GroupView(group, desk, is_listed=is_listed) for group in section.groups)
        self.charts = tuple(map(Word, section.charts))

    @property
    def facts(self) -> tuple[FactView, ...]:
        """Its facts that can be said in the document's language; the others are written down when a template asks for them."""
        return said(self._facts)

    @property
    def groups(self) -> tuple[GroupView, ...]:
        """Its groups that have a fact left."""
        return tuple(group for group in self._groups if group.facts)

    @property
    def text(self) -> Markup:
        """The editor's words as HTML, rendered when a template first asks for them, with charts as they stand in its medium."""
        found, medium = self._section.text, self._medium_of()
        if found and self._medium != medium:
            self._text, self._medium = self._rendered(found), medium
        return self._text

    @property
    def inline(self) -> Markup:
        """The editor's words without the paragraph around them."""
        return inline(self.text)

    def __bool__(self) -> bool:
        has_facts = any(not view.is_mute for view in self._facts) or self.facts
        return bool(self._section.text or self._section.charts or has_facts)


class GroupView:
    """Some facts of a section under a heading of their own."""

    def __init__(self, group: Group, desk: Desk, *, is_listed: bool) -> None:
        self.id = Word(group.id)
        self._group, self._desk = group, desk
        self.charts = tuple(map(Word, group.charts))
        self._facts = tuple(FactView(fact, desk, is_listed=is_listed) for fact in group.facts)

    @property
    def facts(self) -> tuple[FactView, ...]:
        """Its facts that can be said in the document's language."""
        return said(self._facts)

    @property
    def title(self) -> str:
        """What its facts have in common."""
        kind, field = ("topic", "title") if self._group.id in self._desk.dataset.topics else ("entity", "name")
        return self._desk.words(kind, self._group.id, field, self._group.title, needed=True)
