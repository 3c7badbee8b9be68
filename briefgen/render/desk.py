"""The desk of one document: its record, formatter, audience and data, with which every view works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from briefgen.model.briefing import Briefing, Lack
from briefgen.model.dataset import Dataset
from briefgen.model.diagnostic import Place, finding
from briefgen.model.value import Value, raw
from briefgen.render.format import Formatter
from briefgen.render.record import Record, here

_FILES: Mapping[str, str] = {
    "topic": "data/topics.yaml",
    "entity": "data/entities.yaml",
    "source": "data/sources.yaml",
    "audience": "data/audiences.yaml",
    "brief": "briefgen.yaml",
}
_ALTERNATIVE = "alternatives."


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every view of one document works with: its record, its formatter, its audience and language, its data."""

    record: Record
    formatter: Formatter
    audience: str
    dataset: Dataset
    original: Formatter
    """Writes the values in quotations, which stay in the project's own language."""
    lacks: AbstractSet[Lack] = frozenset()
    """What has no words in the document's language."""
    exact: Callable[[str, Value, int], str] = lambda _fact, value, _number: raw(value)
    """Gives the exact form of a value of a fact, or of its alternative of some number from 1: free of language."""

    @classmethod
    def of(cls, briefing: Briefing, record: Record, formatter: Formatter, original: Formatter) -> Desk:
        """Lay out the desk for one document."""
        return cls(
            record=record,
            formatter=formatter,
            audience=briefing.id.audience,
            dataset=briefing.dataset,
            original=original,
            lacks=briefing.lacks,
            exact=briefing.exact,
        )

    @property
    def is_own_language(self) -> bool:
        """Whether the document is in the language in which the project's records are written."""
        return self.original is self.formatter

    def ask(self, kind: str, name: str, field: str, *, needed: bool = False) -> None:
        """Write down that words are asked for which the document's language does not have, where they are lacking.

        What cannot be left out (`needed`, and all that an editor's text asks for) fails the document; else it is only left out.
        """
        if not self.lacks or (kind, name, field) not in self.lacks:
            return
        language = self.formatter.language_name
        asking = here()
        what = f"{kind} `{name}`: `{field}` has no words in {language}"
        if needed or asking.file.startswith("data/"):
            found = finding(
                "BG261",
                f"{what}, and {asking if asking.file else self.audience} asks for it",
                self._place(kind, name),
                self._hint(field),
            )
        else:
            found = finding("BG260", f"{what}, and is left out", self._place(kind, name), self._hint(field))
        self.record.diagnostics.append(found)

    def words(self, kind: str, name: str, field: str, text: str, *, needed: bool = False) -> str:
        """Give the token of words of a record that the document's language may lack."""
        self.ask(kind, name, field, needed=needed)
        return self.record.words(text, name if kind == "fact" else "")

    def _place(self, kind: str, name: str) -> Place:
        if kind == "fact":
            return self.dataset.places.get(name, Place())
        return self.dataset.record_places.get((kind, name), Place(_FILES[kind]))

    def _hint(self, field: str) -> str:
        language = self.formatter.locale.language
        first, _, rest = field.partition(".")
        if field.startswith(_ALTERNATIVE):
            number, _, inner = rest.partition(".")
            return f"add `{inner}` to item {int(number) + 1} of `alternatives` under its `translations.{language}`"
        inner = f"{first}: {{{rest}: ...}}" if rest else f"{first}: ..."
        return f"add translations: {{{language}: {{{inner}}}}} to it"
