"""Whatever the dataset and its markings: no finished file holds a canary that its readers may not see."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen import Project
from briefgen.model.marking import TLP
from tests.builders import NOON
from tests.projects import write_project
from tests.shipped import lend_fonts

SETTINGS = """\
title: Example
publisher: {{name: Example Unit}}
briefs:
  - {{id: summit, title: The summit, date: 2025-02-14, audiences: [{audiences}]}}
"""
AUDIENCES = ("minister", "policymaker", "press", "public", "analyst", "diplomat")
TYPES = ("figure", "claim", "event", "recommendation", "quotation", "interpretation")

drawn = st.lists(
    st.tuples(st.sampled_from(TLP.labels), st.sampled_from(TYPES), st.sampled_from(("", "past", "future")), st.integers(0, 9)),
    min_size=2,
    max_size=9,
)
ceilings = st.fixed_dictionaries({name: st.sampled_from(TLP.labels) for name in AUDIENCES})


def canary(number: int) -> str:
    """Make a word that nothing else holds; numbers are written in letters."""
    return "qwyx" + "abcdefghij"[number] * 3 + "zhv"


def record(number: int, label: str, kind: str, embargo: str, other: int, count: int) -> str:
    """Write a fact of which each field carries its canary."""
    word = canary(number)
    value = "  value: 12345\n  unit: EUR\n" if kind == "figure" else ""
    slot = "{value} of " if kind == "figure" else ""
    day = {"": "", "past": "2025-02-10T12:00+01:00", "future": "2025-02-12T12:00+01:00"}[embargo]
    return (
        f'- id: {word}-id\n  type: {kind}\n  topic: investment\n  statement: "{slot}{word} is here"\n{value}'
        f"  marking: {label}\n  definition: {word} defined\n  note: {word} noted\n  tags: [{word}-tag]\n  actor: {word} acts\n"
        f"  confidence: {{level: low, why: {word} doubts}}\n  wording: {{press: '{slot}{word} for the press'}}\n"
        f"  sources: [{{source: overview, locator: {{quote: {word} said}}}}]\n"
        + (f"  embargo_until: {day}\n" if day else "")
        + (f"  relations: [{{type: contradicts, fact: {canary(other)}-id}}]\n" if other < count and other != number else "")
    )


def everything(path: Path) -> str:
    """Read all that somebody could find in a file, with tools other than those of the proof's own searching."""
    content = path.read_bytes()
    if path.suffix != ".pdf":
        return path.name + content.decode()
    with pikepdf.open(BytesIO(content)) as pdf, pypdfium2.PdfDocument(content) as pages:
        parts = [page.get_textpage().get_text_range() for page in pages]
        for item in pdf.objects:
            parts.append(str(item.unparse(resolved=True), "latin-1") if not isinstance(item, pikepdf.Stream) else "")
            if isinstance(item, pikepdf.Stream) and item.get("/Type") in ("/EmbeddedFile", "/Metadata"):
                parts.append(item.read_bytes().decode())
        parts += [str(pdf.docinfo), *(str(entry.title) for entry in pdf.open_outline().root)]
    return path.name + "\n".join(parts)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(facts=drawn, ceiling=ceilings)
def test_no_document_holds_what_its_audience_may_not_see(
    tmp_path_factory: pytest.TempPathFactory, font_cache: Path, facts: list[tuple[str, str, str, int]], ceiling: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("canary")
    audiences = "".join(
        f"{name}:\n  title: {name}\n  template: audiences/{name}.html.j2\n  admits: {{marking: {label}}}\n"
        for name, label in ceiling.items()
    )
    records = "".join(record(number, *fact, len(facts)) for number, fact in enumerate(facts))
    write_project(folder, settings=SETTINGS.format(audiences=", ".join(AUDIENCES)), audiences=audiences, facts=records)
    lend_fonts(font_cache, folder)

    report = Project.open(folder).build(as_at=NOON, jobs=1)

    assert report.withheld == ()
    manifest = json.loads((folder / "output/manifest.json").read_bytes())
    assert len(manifest["documents"]) == len(AUDIENCES)
    for document in manifest["documents"]:
        found = "".join(everything(folder / "output" / file["path"]) for file in document["files"]).casefold()
        for number, (label, _, embargo, _) in enumerate(facts):
            if not TLP.admits(ceiling[document["audience"]], label) or embargo == "future":
                assert canary(number) not in found, (document["document"], facts[number])
        for name in document["facts"]:
            assert name.removesuffix("-id") in found
