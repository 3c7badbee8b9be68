"""The studio: everything that the templates of one document stand among: names, filters, record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from babel.support import NullTranslations
from jinja2 import Template, TemplateNotFound, TemplateSyntaxError
from jinja2.environment import Template as Compiled
from markupsafe import Markup

from briefgen.model.briefing import Briefing, Group, Section, Text
from briefgen.model.chart import Draw, undrawn
from briefgen.model.criteria import FIELDS, Criteria, values
from briefgen.model.dataset import Entity, Topic
from briefgen.model.diagnostic import Diagnostic, Place, Problems, did_you_mean
from briefgen.model.fact import Fact
from briefgen.model.layers import STOCK, place_name
from briefgen.model.rows import chosen, rows_of
from briefgen.render.arguments import facts_only, unfit
from briefgen.render.brand import brand_css
from briefgen.render.desk import Desk
from briefgen.render.environment import Environment, printable
from briefgen.render.errors import calls, diagnose, no_template
from briefgen.render.evidence import DateView, SourceView
from briefgen.render.explain import Explainer
from briefgen.render.filters import filters
from briefgen.render.gallery import Gallery, figures
from briefgen.render.outline import family_faults, lineage
from briefgen.render.record import JSON_TOKEN, Word
from briefgen.render.sources import by_source
from briefgen.render.texts import inline, to_html
from briefgen.render.typed import FILTER, finalizer, remaining, typed_filter
from briefgen.render.views import FactView
from briefgen.render.wholes import WholesView, wholes


class Studio:
    """Everything that the templates of one document stand among: its names, its filters, its record."""

    def __init__(
        self, briefing: Briefing, environment: Environment, desk: Desk, translations: NullTranslations, draw: Draw = undrawn
    ) -> None:
        self.briefing, self.desk, self.record = briefing, desk, desk.record
        self.gallery = Gallery(briefing, desk, translations.gettext, draw, self._fill)
        self.hung: dict[str, Markup] | None = None
        """Figures that the text being rendered asks for, by the marks that stand for them; nothing outside of texts."""
        self.environment = environment.overlay()
        own = {**filters(translations.gettext, desk.record), FILTER: typed_filter(desk.record)}
        self.environment.filters = {**environment.filters, **own}
        self.environment.finalize = finalizer(printable, desk.record)
        self.environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined] # by the i18n extension
        self.files: dict[str, str] = {}
        self.names: dict[str, Any] = {}
        self.names.update(self._names())

    def skeleton(self, name: str = "") -> str:
        """Render a template, the document's own when none is named, to text with tokens. Problems where it cannot be."""
        name = name or self.briefing.audience.template
        try:
            self.files.update(self._files(name))
            template = self.environment.get_template(name)
            return self._whole(template.render(self.names), name)
        except Exception as error:
            raise Problems(*self.explained(self._problems(error).diagnostics)) from error

    def _whole(self, skeleton: str, name: str) -> str:
        """Pass a skeleton in which every token is still whole; one within JSON is put back, since it is escaped when resolved."""
        restored = JSON_TOKEN.sub("\ue000\\1\ue001", skeleton)
        if self.record.is_whole(restored):
            return remaining(restored, self.record, lambda words: self._line_of(words, name))
        message = "the template has cut, changed or encoded a piece of a record"
        hint = "print it as it is; styles can change its case, and the dataset its wording"
        raise Problems(Diagnostic("BG404", message, Place(place_name(name)), hint))

    def _line_of(self, words: str, template: str) -> Place:
        """Find the first line of the document's files in which some words stand; its template where they stand in none."""
        for name in dict.fromkeys((template, *self.files.values())):
            content = self.environment.folders.read(name) if not name.startswith("data/") else None
            before, found, _ = (content or b"").decode().partition(words)
            if found:
                return Place(place_name(name), before.count("\n") + 1)
        return Place(place_name(template))

    def text_html(self, text: Text) -> Markup:
        """Turn an editor's text into HTML, with the figures that it asks for each in a paragraph's place."""
        before, self.hung = self.hung, {}
        html, inside = figures(str(to_html(text, self.run_text)), self.hung)
        self.hung = before
        if inside:
            message = "a chart stands within a paragraph"
            self.record.diagnostics.append(Diagnostic("BG435", message, text.place, "put empty lines before and after it"))
        return Markup(html)  # noqa: S704 -- clean HTML and finished figures

    def run_text(self, text: Text) -> str:
        """Fill the facts into an editor's text, as a template whose lines are those of its file."""
        return self._fill(text.body, text.place).strip("\n")

    def _fill(self, words: str, place: Place) -> str:
        """Fill the facts into an editor's words, as a template whose lines are those of their file."""
        self.files[place.file] = place.file
        try:
            code = self.environment.compile("\n" * (place.line - 1) + words, place.file, place.file)
            template: Template = Compiled.from_code(self.environment, code, self.environment.globals)
            return template.render(self.names)
        except Exception as error:  # noqa: BLE001 -- as above
            self.record.diagnostics.extend(self._problems(error).diagnostics)
            return ""

    def spoken(self, ids: tuple[str, ...]) -> tuple[tuple[Fact, str], ...]:
        """Give facts with their statements as plain words, for what goes with the document."""
        facts = self.briefing.dataset.facts
        return tuple((facts[name], FactView(facts[name], self.desk).spoken()) for name in ids)

    def _problems(self, error: Exception) -> Problems:
        found = diagnose(error, self.files, self.names, self.environment)
        if found and (caller := calls(error, self.files)):
            self.record.callers.setdefault(found[-1].place, caller)
        return Problems(*dict.fromkeys((*self.record.diagnostics, *found)))

    def explained(self, items: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Tell faults of templates and texts with the expression at fault and where it stands, each once."""
        explainer = Explainer(self.briefing.sections, self.environment.folders.read, self.record.callers)
        return tuple(dict.fromkeys(map(explainer.explained, items)))

    def _files(self, name: str) -> Mapping[str, str]:
        """Follow a template's references and give the names of all files that go in by their paths.

        Raises Problems with every file that is missing or cannot be read as a template.
        """
        found: dict[str, str] = {}
        problems: dict[Diagnostic, None] = {}
        waiting = [(name, Place("data/audiences.yaml"), True)]
        while waiting:
            current, place, is_required = waiting.pop()
            try:
                outline = self.environment.outline(current)
                if current not in found.values():
                    found[current if outline.path in found else outline.path] = current  # one file may go by two names
                    waiting.extend(outline.references)
            except TemplateNotFound:
                if is_required:
                    problems.setdefault(no_template(current, place, self.environment))
            except TemplateSyntaxError as error:
                problems.update(dict.fromkeys(self._problems(error).diagnostics))
            except Problems as error:
                problems.update(dict.fromkeys(error.diagnostics))
        problems.update(dict.fromkeys(() if problems else self._family_faults(found)))
        if problems:
            raise Problems(*problems)
        return found

    def _family_faults(self, files: Mapping[str, str]) -> Iterator[Diagnostic]:
        """Find templates that extend themselves, and blocks that nothing above them has."""
        get, folders = self.environment.outline, self.environment.folders
        for name in (name for path, name in files.items() if path != name):
            yield from family_faults(lineage(name, get), get, lambda wanted: folders.has(f"{STOCK}{wanted}"))

    def _names(self) -> dict[str, Any]:
        briefing, words = self.briefing, self.record.words
        settings, brief, item = briefing.settings, briefing.brief, briefing.item
        title = self.desk.words("brief", brief.id, "title", briefing.title, needed=True)
        return {
            "title": title,
            "brief": {
                "id": Word(brief.id),
                "title": title,
                "subtitle": self.desk.words("brief", brief.id, "subtitle", brief.subtitle),
                "date": DateView(brief.date, self.desk) if brief.date else "",
                "edition": words(str(brief.edition)),
            },
            "audience": {
                "id": Word(briefing.id.audience),
                "title": self.desk.words("audience", briefing.id.audience, "title", briefing.audience.title, needed=True),
                "evidence": briefing.audience.evidence,
                "confidence": briefing.audience.confidence,
            },
            "publisher": {
                "name": words(settings.publisher.name),
                "url": words(settings.publisher.url),
                "email": words(settings.publisher.email),
                "contact": words(settings.publisher.contact),
            },
            "item": {"id": Word(item.id), "title": self._item(item)} if item else None,
            "sections": {name: SectionView(section, self) for name, section in briefing.sections.items()},
            "fact": self._fact,
            "facts": self._facts,
            "used_facts": self._used_facts,
            "unsourced_facts": self._unsourced,
            "sources_of": self._sources_of,
            "wholes": self._wholes,
            "chart": self._chart,
            "chart_facts": self._chart_facts,
            "style": self._style,
            "brand_css": brand_css(briefing.brand),
            "logo": Markup(self.record.late("logo")) if briefing.brand.logo else "",  # noqa: S704 -- a token
            "marking": self.record.late("marking"),
            "embargo": self.record.late("embargo"),
            "release": self.record.late("release"),
            "embargo_line": Markup(self.record.late("embargo_line")),  # noqa: S704 -- a token
            "digest": self.record.late("digest"),
            "json_ld": Markup(self.record.late("json_ld")),  # noqa: S704 -- a token
            "lang": self.desk.formatter.language,
            "direction": self.desk.formatter.direction,
            "paper": settings.paper,
        }

    def _chart(self, name: object, *, table: bool = True) -> Markup:
        """Give the figure of a chart; in a text a mark, in whose place it comes when the text is HTML."""
        view = self.gallery.view(str(name))
        if view is None:
            return Markup("")
        medium = self.gallery.medium
        self.files.update(self._files(medium.figure))
        figure = self.environment.get_template(medium.figure).render({**self.names, "chart": view, "table": table}).strip()
        if self.hung is None:
            return Markup(figure)  # noqa: S704 -- a finished template
        mark = f"\ue006{chr(ord('a') + len(self.hung))}\ue007"
        self.hung[mark] = Markup(medium.in_text(figure))  # noqa: S704 -- a finished template
        return Markup(mark)  # noqa: S704 -- a mark

    def _chart_facts(self, names: tuple[str, ...]) -> tuple[FactView, ...]:
        """Give the facts that some charts show in this document, each once."""
        found = {fact.id: fact for name in names for fact in self.gallery.facts(str(name))}
        return tuple(FactView(fact, self.desk) for fact in found.values())

    def _item(self, item: Entity | Topic) -> str:
        kind, field = ("topic", "title") if isinstance(item, Topic) else ("entity", "name")
        return self.desk.words(kind, item.id, field, item.title, needed=True)

    def _fact(self, name: object) -> FactView:
        """Give a fact to a template, or write down why the document may not have it."""
        if not isinstance(name, str):
            raise unfit("fact", "the id of a fact, in quotation marks", name)
        known = self.briefing.dataset.facts
        found = known.get(str(name))
        if found:
            return FactView(found, self.desk)
        reason = self.briefing.refusal(str(name))
        if reason:
            hint = f"leave it out of what {self.briefing.audience.title} read, or change what they may see"
            self.record.problem("BG301", f"`{name}` may not stand in this document: {reason}", hint)
        else:
            hint = did_you_mean(str(name), known) or "`briefgen facts list` shows the ids there are"
            self.record.problem("BG406", f"no fact `{name}`", hint)
        topic = tuple(self.briefing.dataset.topics)[:1]
        return FactView(Fact(id="missing", type="name", topic=topic, statement="?", value="?"), self.desk)

    def _facts(self, **criteria: Any) -> tuple[FactView, ...]:
        """Select facts for a template, and write the selection down."""
        unknown = [name for name in criteria if name not in FIELDS]
        if unknown:
            hint = did_you_mean(unknown[0], FIELDS) or f"there are {', '.join(FIELDS)}"
            self.record.problem("BG404", f"facts() has no criterion `{unknown[0]}`", hint)
            return ()
        for field, wanted in criteria.items():
            if isinstance(wanted, str) or not isinstance(wanted, list | tuple):
                raise unfit(f"facts({field}=...)", f"a list, such as {field}=[...]", wanted)
        self._refuse(criteria.get("ids", ()))
        wanted = Criteria.of(criteria)
        self.record.select(wanted, repr([(name, self._open(name, values)) for name, values in wanted.wanted]))
        is_listed = "refuted" in criteria.get("statuses", ())
        return said(FactView(fact, self.desk, is_listed=is_listed) for fact in chosen(self.briefing.own, wanted.meets))

    def _refuse(self, ids: Any) -> None:
        """Write down which facts a selection names that the document may not have."""
        for name in ids:
            if self.briefing.refusal(str(name)):
                self._fact(name)

    def _open(self, criterion: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Keep of a criterion what facts of the document have: what no reader may know of stands in no ledger."""
        found = {value for row in rows_of(self.briefing.own).values() for value in values(row, criterion)}
        return tuple(value for value in wanted if value in found)

    def _used_facts(self) -> tuple[FactView, ...]:
        return tuple(FactView(self.briefing.dataset.facts[name], self.desk) for name in self.record.printed())

    def _unsourced(self) -> tuple[FactView, ...]:
        """Give the facts without a place for their evidence: those with a note in the order of their numbers, then the others."""
        printed = dict.fromkeys((*self.record.noted(), *self.record.printed()))
        names = (name for name in printed if name not in self.record.evidenced)
        return tuple(
            FactView(self.briefing.dataset.facts[name], self.desk) for name in names if name in self.briefing.dataset.facts
        )

    def _sources_of(self, views: object) -> tuple[SourceView, ...]:
        return by_source(iter(facts_only("sources_of", views)), self.desk)

    def _wholes(self, views: object) -> tuple[WholesView, ...]:
        return wholes(facts_only("wholes", views), self.desk)

    def _style(self, name: object) -> Markup:
        if not isinstance(name, str):
            raise unfit("style", "the name of a file, in quotation marks", name)
        text, path, _ = self.environment.folders.get_source(self.environment, name)
        self.files[path if self.files.get(path, name) == name else name] = name
        return Markup(text)  # noqa: S704 -- a file of the project or the package


def said(views: Iterable[FactView]) -> tuple[FactView, ...]:
    """Leave out of a list what cannot be said in the document's language, and write each down."""
    found = tuple(views)
    for view in found:
        if view.is_mute:
            view.miss()
    return tuple(view for view in found if not view.is_mute)


class SectionView:
    """A section as templates see it: false where it has neither text nor facts."""

    def __init__(self, section: Section, studio: Studio) -> None:
        self._section, self._studio = section, studio
        self._texts: dict[str, Markup] = {}
        self.id = Word(section.id)
        rule = studio.briefing.audience.sections.get(section.id)
        is_listed = bool(rule and rule.facts and "refuted" in rule.facts.statuses)
        self._facts = tuple(FactView(fact, studio.desk, is_listed=is_listed) for fact in section.facts)
        self._groups = tuple(GroupView(group, studio.desk, is_listed=is_listed) for group in section.groups)
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
        medium = self._studio.gallery.medium.figure
        if medium not in self._texts:
            found = self._section.text
            self._texts[medium] = self._studio.text_html(found) if found else Markup("")
        return self._texts[medium]

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
