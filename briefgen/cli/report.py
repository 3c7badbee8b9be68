"""Findings as people and machines read them: text, JSON, SARIF, GitHub workflow commands."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any

import click

from briefgen import __version__
from briefgen.model.diagnostic import Diagnostic, Exit, Problems, Severity, exit_status

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def plain_stream(stream: IO[str]) -> bool:
    """Tell whether a stream takes neither colour nor a progress bar: no terminal, or NO_COLOR is set (no-color.org)."""
    return not stream.isatty() or bool(os.environ.get("NO_COLOR"))


def show_problems(problems: Problems, report: str = "text", *, quiet: bool = False, verbose: bool = False) -> Exit:
    """Print the findings of a run that could not go on, and give its exit status."""
    show(problems.diagnostics, report, quiet=quiet, verbose=verbose)
    return exit_status(problems.diagnostics)


def show(diagnostics: Iterable[Diagnostic], report: str = "text", *, quiet: bool = False, verbose: bool = False) -> None:
    """Print findings: text to standard error, what machines read to standard output."""
    found = sorted(diagnostics, key=lambda item: (item.place, item.code, item.message))
    if report == "text":
        shown = [item for item in found if _matters(item, quiet=quiet, verbose=verbose)]
        for item in shown:
            click.echo(_text(item), err=True)
        return
    click.echo(_FORMS[report](found))


def _matters(item: Diagnostic, *, quiet: bool, verbose: bool) -> bool:
    if quiet:
        return item.is_error
    return verbose or item.severity is not Severity.NOTE


def _text(item: Diagnostic) -> str:
    severity = str(item.severity)
    if not plain_stream(sys.stderr):
        severity = click.style(severity, fg=_COLOURS[item.severity], bold=True)
    place = f" {item.place}" if item.place.file else ""
    hint = f"\n  {item.hint}" if item.hint else ""
    return f"{severity} {item.code}{place}: {item.message}{hint}"


def _json(found: list[Diagnostic]) -> str:
    return json.dumps([_record(item) for item in found], ensure_ascii=False, indent=1)


def _record(item: Diagnostic) -> Mapping[str, Any]:
    return {
        "severity": str(item.severity),
        "code": item.code,
        "file": item.place.file,
        "line": item.place.line,
        "column": item.place.column,
        **({"cell": item.place.cell} if item.place.cell else {}),
        "message": item.message,
        "hint": item.hint,
    }


def _github(found: list[Diagnostic]) -> str:
    """Write GitHub workflow commands, whose data and properties are escaped as its runner expects."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    lines = []
    for item in found:
        properties = {"file": item.place.file, "line": item.place.line, "col": item.place.column, "title": item.code}
        given = ",".join(f"{name}={_escape(str(value), ':,')}" for name, value in properties.items() if value)
        lines.append(f"::{kinds[item.severity]} {given}::{_escape(item.message)}")
    return "\n".join(lines)


def _escape(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _sarif(found: list[Diagnostic]) -> str:
    """Write a SARIF 2.1.0 log (OASIS)."""
    from briefgen.model.codes import CODES

    rules = sorted({item.code for item in found})
    driver = {
        "name": "briefgen",
        "version": __version__,
        "rules": [
            {"id": code, "shortDescription": {"text": CODES[code].title}, "help": {"text": CODES[code].fix}} for code in rules
        ],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_sarif_result(item) for item in found]}],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def _sarif_result(item: Diagnostic) -> Mapping[str, Any]:
    result: dict[str, Any] = {
        "ruleId": item.code,
        "level": str(item.severity),
        "message": {"text": f"{item.message}\n{item.hint}".strip()},
    }
    if item.place.file:
        location: dict[str, Any] = {"artifactLocation": {"uri": item.place.file}}
        if item.place.line:
            location["region"] = {"startLine": item.place.line} | (
                {"startColumn": item.place.column} if item.place.column else {}
            )
        result["locations"] = [{"physicalLocation": location}]
    return result


_FORMS: Mapping[str, Callable[[list[Diagnostic]], str]] = {"json": _json, "sarif": _sarif, "github": _github}
