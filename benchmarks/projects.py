"""Projects that the benchmarks generate: many countries, each with the same number of facts, of which a tenth are forbidden."""

from __future__ import annotations

from pathlib import Path

SETTINGS = """\
title: Benchmark
publisher: {name: Benchmark}
briefs:
  - {id: profile, title: "{item.name}: profile", date: 2026-01-31, for_each: {entity: country}, audiences: [AUDIENCE]}
"""
WORDS = ("harbour", "rail", "school", "clinic", "forest", "river", "market", "energy", "housing", "water", "road", "bridge")
REASON = (
    " that serves people far from the coast, and its neighbours plan to share what it costs "
    "to keep it open in the years that follow"
)


def write_project(folder: Path, countries: int, facts: int, audience: str = "policymaker") -> None:
    """Write a project with a document for each of some countries, from as many facts each; a minister's have short sentences."""
    (folder / "data/facts").mkdir(parents=True, exist_ok=True)
    (folder / "briefgen.yaml").write_text(SETTINGS.replace("AUDIENCE", audience), encoding="utf-8")
    topics = "".join(f"- {{id: {word}, title: {word.title()}}}\n" for word in WORDS[:8])
    (folder / "data/topics.yaml").write_text(topics, encoding="utf-8")
    (folder / "data/sources.yaml").write_text(
        "- {id: survey, type: report, title: National survey, issued: 2025}\n", encoding="utf-8"
    )
    entities = "".join(f"- {{id: land-{n}, type: country, name: Land {n}}}\n" for n in range(countries))
    (folder / "data/entities.yaml").write_text(entities, encoding="utf-8")
    for land in range(countries):
        text = "".join(_fact(land, number, "" if audience == "minister" else REASON) for number in range(facts))
        (folder / f"data/facts/land-{land}.yaml").write_text(text, encoding="utf-8")


def _fact(land: int, number: int, reason: str) -> str:
    word, other = WORDS[number % len(WORDS)], WORDS[(number * 7 + land) % len(WORDS)]
    kind = "recommendation" if number % 5 == 0 else "figure"
    value = "" if kind == "recommendation" else f"  value: {1_000_003 * (number + 1) + land * 17}\n  unit: EUR\n"
    slot = "spend more on the" if kind == "recommendation" else "{value} was spent on each"
    return (
        f"- id: land-{land}-{number}\n  type: {kind}\n  topic: {WORDS[number % 8]}\n  entity: land-{land}\n"
        f'  statement: "In the district of {other}-{number} {slot} {word}{reason}"\n{value}'
        f"  priority: {1 + number % 9}\n  marking: {'TLP:RED' if number % 10 == 9 else 'TLP:CLEAR'}\n"
        f'  sources: [{{source: survey, locator: {{page: "{number}", quote: "spent on each {word} in {other}"}}}}]\n'
        + ('  actor: "the district council"\n' if kind == "recommendation" else "")
    )
