"""Where a finding about a finished file comes from: the line of a template or text that says what it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from briefgen.model.briefing import Briefing, Page
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.model.layers import place_name

OF_THE_MACHINE = frozenset({"BG501", "BG502"})
"""Findings that are about the machine and not about a document."""
_QUOTED = re.compile(r"[“'`]([^”'`]+)[”'`]|((?:https?|file|data):\S+|\b[\w./-]+\.\w{2,4})\b")


def texts_of(briefing: Briefing, page: Page, read: Callable[[str], str]) -> Mapping[str, str]:
    """Give the texts that went into a document by their files, each on its own lines; `read` gives those of templates."""
    found = {place_name(name): read(name) for name in page.ledger.templates if not name.startswith("data/")}
    lines: dict[str, dict[int, str]] = {}
    for section in briefing.sections.values():
        if section.text:
            body = enumerate(section.text.body.split("\n"), section.text.place.line)
            lines.setdefault(section.text.place.file, {}).update(body)
    for file, numbered in lines.items():
        found[file] = "\n".join(numbered.get(number, "") for number in range(1, max(numbered) + 1))
    return {**found, "briefgen.yaml": f"{briefing.brief.title}\n{briefing.brief.subtitle}"}


def placed(findings: Iterable[Diagnostic], texts: Callable[[], Mapping[str, str]], briefing: Briefing) -> Iterator[Diagnostic]:
    """Give each finding without a place the line in which something that it names stands, or the document's template."""
    for item in findings:
        if item.place.file or item.code in OF_THE_MACHINE:
            yield item
        else:
            yield replace(item, place=_place(item.message, texts()) or Place(f"templates/{briefing.audience.template}"))


def _place(message: str, texts: Mapping[str, str]) -> Place | None:
    for quoted, bare in _QUOTED.findall(message):
        for file, text in texts.items():
            before, found, _ = text.partition(quoted or bare.rpartition("/")[2])
            if found:
                return Place(file, before.count("\n") + 1)
    return None
