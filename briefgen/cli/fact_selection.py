"""Which facts a command is about: options that `facts list` and `facts export` share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from briefgen.model.diagnostic import WRONG_NAME, Diagnostic, Problems, did_you_mean

if TYPE_CHECKING:
    from briefgen.model.dataset import Dataset
    from briefgen.model.fact import Fact

F = TypeVar("F", bound=Callable[..., Any])
_OPTIONS = (
    ("--topic", "topics", "Only facts of this topic; may be given again."),
    ("--type", "types", "Only facts of this type; may be given again."),
    ("--status", "statuses", "Only facts of this status; may be given again."),
    ("--tag", "tags", "Only facts with this tag; may be given again."),
    ("--ids", "ids", "Only these facts, parted by commas; may be given again."),
)


def selection(command: F) -> F:
    """Give a command the options that choose facts."""
    for option, name, text in reversed(_OPTIONS):
        command = click.option(option, name, multiple=True, help=text)(command)
    return command


def chosen(dataset: Dataset, wanted: Mapping[str, Any]) -> list[Fact]:
    """Choose the facts that meet every option that was given, in reading order.

    Problems (BG006) for a topic, type, status or id that is none; a tag is any word.
    """
    from briefgen.model.fact import FactType, Status

    ids = [name.strip() for given in wanted["ids"] for name in given.split(",") if name.strip()]
    unknown = (
        *_unknown("topic", wanted["topics"], dataset.topics),
        *_unknown("type", wanted["types"], get_args(FactType)),
        *_unknown("status", wanted["statuses"], get_args(Status)),
        *(_no_fact(name, dataset) for name in ids if name not in dataset.facts),
    )
    if unknown:
        raise Problems(*unknown)
    return [
        fact
        for fact in dataset.facts.values()
        if _among(fact.topic, wanted["topics"])
        and _among((fact.type,), wanted["types"])
        and _among((fact.status,), wanted["statuses"])
        and _among(fact.tags, wanted["tags"])
        and _among((fact.id,), ids)
    ]


def _among(found: tuple[str, ...], wanted: tuple[str, ...] | list[str]) -> bool:
    return not wanted or any(value in wanted for value in found)


def _unknown(kind: str, wanted: Iterable[str], known: Collection[str]) -> Iterator[Diagnostic]:
    for name in wanted:
        if name not in known:
            hint = did_you_mean(name, known) or f"there are: {', '.join(known)}"
            yield Diagnostic(WRONG_NAME, f"no {kind} `{name}`", hint=hint)


def _no_fact(name: str, dataset: Dataset) -> Diagnostic:
    hint = did_you_mean(name, dataset.facts) or "`briefgen facts list` shows the ids there are"
    return Diagnostic(WRONG_NAME, f"no fact `{name}`", hint=hint)
