"""Waivers: findings that a project lives with, with a reason and a last day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase

from briefgen.model.diagnostic import Diagnostic, Place, Severity
from briefgen.model.settings import Waiver

_MARKINGS = "BG3"
"""How the codes begin that are about who may see what: no project can live with those."""


def waive(diagnostics: Iterable[Diagnostic], waivers: tuple[Waiver, ...], today: date) -> tuple[Diagnostic, ...]:
    """Turn waived findings into notes that give the reason; a waiver past its last day waives nothing and warns."""
    markings = tuple(waiver for waiver in waivers if waiver.code.startswith(_MARKINGS))
    refused = tuple(
        Diagnostic(
            "BG013",
            f"{waiver.code} cannot be waived",
            Place("briefgen.yaml"),
            "what a reader may not see is decided by markings, embargoes and audiences alone",
        )
        for waiver in markings
    )
    valid = tuple(waiver for waiver in waivers if today <= waiver.expires and waiver not in markings)
    expired = tuple(
        Diagnostic(
            "BG012",
            f"the waiver of {waiver.code} ended on {waiver.expires.isoformat()}",
            Place("briefgen.yaml"),
            "mend the finding, or renew the waiver with its reason",
            Severity.WARNING,
        )
        for waiver in waivers
        if today > waiver.expires
    )
    return (*(_waived(item, valid) for item in diagnostics), *expired, *refused)


def _waived(item: Diagnostic, waivers: tuple[Waiver, ...]) -> Diagnostic:
    for waiver in waivers:
        if waiver.code == item.code and (not waiver.where or fnmatchcase(item.place.file, waiver.where)):
            return replace(item, severity=Severity.NOTE, hint=f"waived until {waiver.expires.isoformat()}: {waiver.reason}")
    return item
