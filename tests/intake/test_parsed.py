"""Long data files are parsed once, and told of as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.intake import parsed
from briefgen.load import project as loading
from briefgen.model.diagnostic import Problems
from tests.intake.test_intake import eager, project, read, same

__all__ = ["project"]

ENTITIES = "data/entities.yaml"


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed from now on, of files that are worth it at any length."""
    monkeypatch.setattr(parsed, "_WORTH_KEEPING", 0)
    found: list[str] = []
    original, spots = loading._FORMATS[".yaml"]

    def told(text: str, name: str) -> loading.Parsed:
        found.append(name)
        return original(text, name)

    monkeypatch.setitem(loading._FORMATS, ".yaml", (told, spots))  # type: ignore[arg-type] # a mapping that is a dictionary
    return found


def write_entities(project: Path, *names: str) -> None:
    text = "".join(f"- {{id: {name.lower()}, type: country, name: {name}}}\n" for name in names)
    (project / ENTITIES).write_text(text, encoding="utf-8")


def test_a_text_is_parsed_once(project: Path, texts: list[str]) -> None:
    write_entities(project, "France", "Spain")
    expected = eager(project)
    assert same(read(project), expected)
    texts.clear()
    work = read(project)
    assert ENTITIES not in texts
    assert dict(work.dataset.entities) == dict(expected.dataset.entities)
    assert dict(work.dataset.record_places) == dict(expected.dataset.record_places)


def test_another_text_is_parsed(project: Path, texts: list[str]) -> None:
    write_entities(project, "France", "Spain")
    read(project)
    count = len(list((project / "parsed").iterdir()))
    write_entities(project, "France", "Italy")
    texts.clear()
    assert read(project).dataset.entities["italy"].name == "Italy"
    assert ENTITIES in texts
    assert len(list((project / "parsed").iterdir())) == count, "one for each file, however often it changes"


def test_what_is_wrong_is_said_each_time(project: Path, texts: list[str]) -> None:
    (project / ENTITIES).write_text("- {id: a, id: b, type: country, name: France}\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(Problems, match="BG102"):
            read(project)
    assert texts.count(ENTITIES) == 2


def test_places_of_fields_are_found_in_the_text(project: Path, texts: list[str]) -> None:
    (project / ENTITIES).write_text("- id: a\n  type: country\n  nam: France\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(Problems) as problems:
            read(project)
        assert ["data/entities.yaml:3:3" in str(item.place) for item in problems.value.diagnostics].count(True) == 1
    assert texts.count(ENTITIES) == 1


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("damage", ["", "[]", f"{'0' * 64}\n{{}}"])
def test_a_damaged_entry_counts_as_none(project: Path, damage: str) -> None:
    write_entities(project, "France")
    read(project)
    for path in (project / "parsed").iterdir():
        path.write_text(damage)
    assert same(read(project), eager(project))


def test_short_files_are_parsed_each_time(project: Path) -> None:
    read(project)
    assert not (project / "parsed").exists()
