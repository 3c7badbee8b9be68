"""The studio: everything that the templates of one document stand among: names, filters, record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from babel.support import NullTranslations
from jinja2 import TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from briefgen.model.briefing import Briefing, Text
from briefgen.model.chart import Draw, undrawn
from briefgen.model.dataset import Entity, Topic
from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.model.fact import Fact
from briefgen.model.layers import STOCK, place_name
from briefgen.render.answers import Answers
from briefgen.render.arguments import unfit
from briefgen.render.brand import brand_css
from briefgen.render.desk import Desk
from briefgen.render.environment import Environment, printable
from briefgen.render.errors import calls, diagnose, no_template
from briefgen.render.evidence import DateView
from briefgen.render.explain import Explainer
from briefgen.render.filters import filters
from briefgen.render.gallery import Gallery, figures
from briefgen.render.outline import family_faults, lineage
from briefgen.render.record import JSON_TOKEN, Word
from briefgen.render.section_views import SectionView
from briefgen.render.texts import to_html
from briefgen.render.typed import FILTER, finalizer, remaining, typed_filter
from briefgen.render.views import FactView


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
        self.environment.asked = {}
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
            return self.environment.text_template(words, place).render(self.names)
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
        answers = Answers(briefing, self.desk)
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
            "sections": {
                name: SectionView(section, self.desk, briefing.audience.sections.get(name), self.text_html, self._medium)
                for name, section in briefing.sections.items()
            },
            "fact": answers.fact,
            "facts": answers.facts,
            "used_facts": answers.used_facts,
            "unsourced_facts": answers.unsourced_facts,
            "sources_of": answers.sources_of,
            "wholes": answers.wholes,
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

    def _medium(self) -> str:
        """Name what charts are printed by where it stands now: on a page, in a mail or in its plain text."""
        return self.gallery.medium.figure

    def _item(self, item: Entity | Topic) -> str:
        kind, field = ("topic", "title") if isinstance(item, Topic) else ("entity", "name")
        return self.desk.words(kind, item.id, field, item.title, needed=True)

    def _style(self, name: object) -> Markup:
        if not isinstance(name, str):
            raise unfit("style", "the name of a file, in quotation marks", name)
        text, path, _ = self.environment.folders.get_source(self.environment, name)
        self.files[path if self.files.get(path, name) == name else name] = name
        return Markup(text)  # noqa: S704 -- a file of the project or the package
