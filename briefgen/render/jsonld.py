"""JSON-LD: a schema.org description of the report and its claims, for search engines and catalogues."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from briefgen.model.briefing import Briefing
from briefgen.model.fact import Fact
from briefgen.model.source import Source


def json_ld(briefing: Briefing, facts: Iterable[tuple[Fact, str]], marking: str) -> str:
    """Turn a briefing and the facts that it used, each with its statement, into JSON that may stand in a script element."""
    settings, brief = briefing.settings, briefing.brief
    report: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": briefing.title,
        "inLanguage": briefing.id.language,
        "version": str(brief.edition),
        "audience": {"@type": "Audience", "audienceType": briefing.audience.title},
        "publisher": {"@type": "Organization", "name": settings.publisher.name},
        "conditionsOfAccess": marking,
        "hasPart": [_claim(fact, statement, briefing) for fact, statement in facts],
    }
    if brief.date is not None:
        report["datePublished"] = brief.date.iso
    if settings.publisher.url:
        report["publisher"]["url"] = settings.publisher.url
    return json.dumps(report, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c").replace("&", "\\u0026")


def _claim(fact: Fact, statement: str, briefing: Briefing) -> dict[str, Any]:
    sources = briefing.dataset.sources
    return {
        "@type": "Claim",
        "@id": f"#e-{fact.id}",
        **({"text": statement} if statement else {}),
        "appearance": [_work(sources[item]) for item in dict.fromkeys(evidence.source for evidence in fact.sources)],
    }


def _work(source: Source) -> dict[str, Any]:
    work: dict[str, Any] = {"@type": "CreativeWork", "name": source.title}
    if source.issued is not None:
        work["datePublished"] = source.issued.iso
    return work | ({"url": source.url} if source.url else {})
