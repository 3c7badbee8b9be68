"""Facts of a project to a file: as they are, or as one audience may see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from briefgen.model.briefing import Work
from briefgen.model.diagnostic import WRONG_NAME, Diagnostic, Place, Problems, Severity, did_you_mean, finding
from briefgen.model.fact import Fact
from briefgen.model.loaded import Plain
from briefgen.model.plain import plain, reader_record
from briefgen.tabular.flat import csv_text, flat, json_lines, json_text
from briefgen.tabular.workbook import workbook
from briefgen.tabular.yaml_text import yaml_text
from briefgen.tailor.readers import facts_for

Form = Literal["csv", "json", "jsonl", "yaml", "xlsx"]
FORMS: tuple[Form, ...] = ("csv", "json", "jsonl", "yaml", "xlsx")
_ENDINGS: dict[str, Form] = {"yml": "yaml"}
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of facts, and what is to be said of it."""

    content: bytes
    facts: int
    marking: str
    """The most restricted of their markings."""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Readers:
    """For whom facts leave a project, and when; `leaks` finds in a file's plain text what they may not see."""

    audience: str
    as_at: datetime
    leaks: Callable[[bytes], tuple[Diagnostic, ...]]


def form_of(ending: str) -> Form | None:
    """Choose the form by the ending of a file's name."""
    name = ending.removeprefix(".").lower()
    return next((form for form in FORMS if form == _ENDINGS.get(name, name)), None)


def export_facts(work: Work, facts: Sequence[Fact], form: Form, readers: Readers | None = None) -> Exported:
    """Turn facts into a file. Raises Problems (BG006) for an audience that is not there, (BG304) for a file that says too much.

    Without readers the records are whole, and `facts import`, or the project where they are put into data/facts/, reads the same
    facts again; the file says where a table cannot carry one exactly (BG165). With readers only what they may see leaves, in
    their words; the file states its marking.
    """
    if readers is None:
        marking = work.scheme.highest(tuple(fact.marking for fact in facts))
        records = [_texts(plain(fact)) for fact in facts]
        content, lost = _written(records, form, _Head(marking))
        return Exported(content, len(records), marking, tuple(_told(lost)))
    if readers.audience not in work.audiences:
        hint = did_you_mean(readers.audience, work.audiences) or f"there are: {', '.join(work.audiences)}"
        raise Problems(Diagnostic(WRONG_NAME, f"no audience `{readers.audience}`", hint=hint))
    admitted = facts_for(work, readers.audience, facts, readers.as_at)
    marking = work.scheme.highest(tuple(fact.marking for fact in admitted))
    ids = {fact.id for fact in admitted}
    records = [_texts(reader_record(fact, fact.statement, ids)) for fact in admitted]
    if leaks := readers.leaks(json_text(records).encode()):
        raise Problems(*leaks)
    content, lost = _written(records, form, _Head(marking, readers.audience, work.audiences[readers.audience].title))
    return Exported(content, len(records), marking, tuple(_told(lost)))


@dataclass(frozen=True, slots=True)
class _Head:
    """What is said above the facts."""

    marking: str
    audience: str = ""
    title: str = ""

    def __str__(self) -> str:
        return f"{self.marking} – {self.title}" if self.title else self.marking

    @property
    def plain(self) -> dict[str, Plain]:
        """The same for programs."""
        return {"marking": self.marking, "audience": self.audience}


def _written(records: list[dict[str, Plain]], form: Form, head: _Head) -> tuple[bytes, tuple[str, ...]]:
    """Write records in a form; give the ids of those that it cannot carry exactly, too.

    What is for the project's own use and read from data/facts/ has no head where that would be no record.
    """
    match form:
        case "csv":
            table = flat(records)
            return csv_text(table, str(head) if head.audience else "").encode(), table.lost
        case "xlsx":
            table = flat(records)
            return workbook(table, "Facts", str(head)), table.lost
        case "json":
            return json_text({**head.plain, "facts": records} if head.audience else records).encode(), ()
        case "jsonl":
            return json_lines([head.plain, *records] if head.audience else records).encode(), ()
        case "yaml":
            short = [record | {"topic": _one(record["topic"])} for record in records]
            return (yaml_text(short, [str(head)]) if records else "[]\n").encode(), ()


def _one(topic: Plain) -> Plain:
    return topic[0] if isinstance(topic, list) and len(topic) == 1 else topic


def _texts(value: Any) -> Any:
    """Turn plain values into those of a file, where every one is text."""
    match value:
        case dict():
            return {key: _texts(item) for key, item in value.items()}
        case list():
            return [_texts(item) for item in value]
        case _:
            return value if isinstance(value, str) else str(value)


def _told(lost: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    if not lost:
        return ()
    more = f" and {len(lost) - _MOST_NAMED} more" if len(lost) > _MOST_NAMED else ""
    message = f"a table cannot carry these facts exactly: {', '.join(lost[:_MOST_NAMED])}{more}"
    return (finding("BG165", message, Place(), severity=Severity.WARNING),)
