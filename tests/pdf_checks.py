"""Holds a PDF to its promises: PDF/A-3a and PDF/UA-1 by two independent validators, with failures that can be read."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import page as page_validation
import pdfua
import pikepdf

PROFILES = ("3a", "ua1")
BROKEN_RULE = "UA-14-001"
"""Empty headings: pdfua 0.1.3 stops at any heading whose /K is an array (with pikepdf 10); checked here instead."""


def assert_valid_pdf(pdf: bytes) -> None:
    """Fail with every finding of page-validation (both profiles) and of pdfua (errors, and warnings on tables)."""
    found = [*_page_failures(pdf), *_pdfua_failures(pdf), *_empty_headings(pdf)]
    assert not found, f"{len(found)} findings:\n" + "\n".join(found)


def _page_failures(pdf: bytes) -> list[str]:
    found = []
    for profile in PROFILES:
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        assert report.document.page_count, "the validator saw no page"
        failures = [failure for failure in report.failures if not is_false_length_alarm(pdf, failure)]
        assert failures or report.is_compliant or report.failures, "not compliant, and no reason given"
        found += [f"page {profile}: {_rule(failure)} {failure.message} {_where(failure)}" for failure in failures]
    return found


def is_false_length_alarm(pdf: bytes, failure: Any) -> bool:
    """Whether a finding is the known mistake: a compressed stream ends in a carriage return, and /Length is right.

    The carriage return that belongs to the data and the line feed before `endstream` look like one end of line.
    """
    if "STREAM-LENGTH-001" not in failure.rule_id:
        return False
    with pikepdf.open(BytesIO(pdf)) as document:
        if failure.object_id is None:  # then it may be about any stream
            streams = [item for item in document.objects if isinstance(item, pikepdf.Stream)]
            suspects = [item for item in streams if "/Filter" in item and item.read_raw_bytes().endswith(b"\r")]
        else:
            suspects = [document.get_object(failure.object_id.object_number, failure.object_id.generation)]
        return bool(suspects) and all(_is_right(item, pdf) for item in suspects)


def _is_right(stream: Any, pdf: bytes) -> bool:
    """Whether a compressed stream ends in a carriage return and /Length counts it."""
    if not isinstance(stream, pikepdf.Stream) or "/Filter" not in stream:
        return False
    raw = stream.read_raw_bytes()
    return len(raw) == int(stream.Length) and raw.endswith(b"\r") and b"\n" + raw + b"\nendstream" in pdf


def _pdfua_failures(pdf: bytes) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(pdf)
        report = pdfua.validate(str(path))
    skipped = [outcome for outcome in report.skipped if outcome.rule_id != BROKEN_RULE]
    assert not skipped, f"pdfua could not check: {skipped}"
    return [
        f"pdfua: {finding.rule_id} {finding.message} {finding.location.describe()}"
        for finding in report.findings
        if finding.severity is pdfua.Severity.ERROR or finding.rule_id == "UA-15-003" or "table" in finding.message.lower()
    ]


def _empty_headings(pdf: bytes) -> list[str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        elements = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        headings = [item for item in elements if str(item.S) in {f"/H{level}" for level in range(1, 7)}]
        return [f"empty heading {item.S} (object {item.objgen[0]})" for item in headings if not _has_content(item)]


def _has_content(item: Any) -> bool:
    if isinstance(item, int):
        return True
    kids = item.get("/K") if isinstance(item, pikepdf.Dictionary) else item
    return any(_has_content(kid) for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if kid is not None)


def _rule(failure: Any) -> str:
    return str(failure.rule_id).split("-", 1)[1]


def _where(failure: Any) -> str:
    return f"(object {failure.object_id.object_number})" if failure.object_id else ""
