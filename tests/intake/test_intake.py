"""Intake: what is taken from the cache is what the files say, whatever happens to the cache or to the files."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from briefgen.intake import intake
from briefgen.intake.entries import Origin, made
from briefgen.load import load
from briefgen.model.briefing import Work
from briefgen.model.diagnostic import Problems
from briefgen.model.rows import Facts
from briefgen.stock import stock_folder
from briefgen.validate import validate
from tests.projects import write_project

MANY = 60
NOTE = "note that says nothing at all, " * 12


def _fact(number: int, **fields: str) -> str:
    said = {
        "id": f"spent-{number}",
        "type": "figure",
        "topic": "investment",
        "statement": "'{value} was spent'",
        "value": f"{number}.50",
        "unit": "EUR",
        "note": f"'{NOTE}'",
        "sources": "[{source: overview}]",
    } | fields
    return "- {" + ", ".join(f"{name}: {value}" for name, value in said.items()) + "}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two files that are worth keeping."""
    root = write_project(tmp_path / "p")
    for part in (0, 1):
        text = "".join(_fact(number) for number in range(part * MANY, (part + 1) * MANY))
        (root / f"data/facts/many-{part}.yaml").write_text(text, encoding="utf-8")
    return root


def read(project: Path, jobs: int = 1) -> Work:
    return intake(project, stock_folder(), project / "kept", jobs).work


def eager(project: Path) -> Work:
    return validate(load(project, stock_folder())).work


def same(one: Work, other: Work) -> bool:
    first, second = one.dataset, other.dataset
    return (dict(first.facts), dict(first.places), dict(first.rows)) == (
        dict(second.facts),
        dict(second.places),
        dict(second.rows),
    ) and list(first.facts) == list(second.facts)


def entries(project: Path, ending: str = "*") -> list[Path]:
    return sorted((project / "kept").glob(f"*.{ending}"))


def test_facts_from_the_cache_are_those_of_the_files(project: Path) -> None:
    expected = eager(project)
    assert same(read(project), expected)
    assert len(entries(project)) == 6
    assert same(read(project), expected)
    assert same(read(project, jobs=2), expected)


def test_files_that_are_shared_among_processes_give_the_same(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.intake.reading._WORTH_SHARING", 0)
    assert same(read(project, jobs=2), eager(project))


def test_small_files_leave_nothing_behind(tmp_path: Path) -> None:
    root = write_project(tmp_path / "p")
    read(root)
    assert not (root / "kept").exists()


def test_only_a_file_that_has_changed_is_read_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(project)
    path = project / "data/facts/many-1.yaml"
    path.write_text(path.read_text().replace("value: 70.50", "value: 71.25"), encoding="utf-8")
    again: list[str] = []

    def made_and_told(origin: Origin, content: bytes) -> tuple[bytes, bytes]:
        again.append(origin.path.name)
        return made(origin, content)

    monkeypatch.setattr("briefgen.intake.reading.made", made_and_told)
    work = read(project)
    assert again == ["many-1.yaml"]
    assert str(work.dataset.facts["spent-70"].value) == "71.25"
    assert same(work, eager(project))


@pytest.mark.parametrize("ending", ["rows", "records"])
@pytest.mark.parametrize("damage", [b"", b"[]", b"0" * 64 + b"\n{}"])
def test_a_damaged_cache_counts_as_none(project: Path, ending: str, damage: bytes) -> None:
    read(project)
    for path in entries(project, ending):
        path.write_bytes(damage)
    assert same(read(project), eager(project))


def test_a_cache_that_vanishes_while_facts_lie_unread_is_no_loss(project: Path) -> None:
    read(project)
    work = read(project)
    for path in entries(project):
        path.unlink()
    assert same(work, eager(project))


def test_a_file_that_changes_while_its_facts_lie_unread_is_told_of(project: Path) -> None:
    work = read(project)
    for path in entries(project):
        path.unlink()
    path = project / "data/facts/many-1.yaml"
    path.write_text(path.read_text().replace("70.50", "71.50"), encoding="utf-8")
    with pytest.raises(Problems, match=r"BG003 data/facts/many-1.yaml: .*was changed while it was read"):
        work.dataset.facts["spent-70"]


def test_a_cache_that_cannot_be_written_is_no_hindrance(project: Path) -> None:
    (project / "kept").write_text("a file where the folder should be")
    assert same(read(project), eager(project))


def test_facts_travel_to_another_process_unread(project: Path) -> None:
    read(project)
    work = read(project)
    sent = pickle.dumps(work)
    for path in entries(project):
        path.unlink()
    (project / "data/facts/many-0.yaml").unlink()
    assert str(pickle.loads(sent).dataset.facts["spent-3"].value) == "3.50"


def test_what_is_wrong_is_found_again_at_its_place(project: Path) -> None:
    path = project / "data/facts/many-1.yaml"
    path.write_text(path.read_text().replace("id: spent-70, type: figure", "id: spent-70, type: figur"), encoding="utf-8")
    found = []
    for _ in range(2):
        with pytest.raises(Problems) as problems:
            read(project)
        found.append([(item.code, str(item.place)) for item in problems.value.diagnostics])
    assert found[0] == found[1] == [("BG113", "data/facts/many-1.yaml:11:18")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[{source: overview}]", "[{source: nowhere}]", "BG121"),
        ("topic: investment", "topic: nothing", "BG122"),
        ("type: figure", "type: figure, entity: nobody", "BG123"),
        ("type: figure", "type: figure, relations: [{type: part_of, fact: nothing}]", "BG124"),
        ("type: figure", "type: figure, relations: [{type: part_of, fact: spent-60}]", "BG128"),
        ("type: figure", "type: figure, wording: {nobody: '{value} spent'}", "BG125"),
        ("type: figure", "type: figure, marking: SECRET", "BG126"),
        ("id: spent-60", "id: spent-3", "BG120"),
    ],
)
def test_what_a_kept_file_names_is_held_against_what_there_is(project: Path, old: str, new: str, code: str) -> None:
    path = project / "data/facts/many-1.yaml"
    path.write_text(path.read_text().replace(old, new, 1), encoding="utf-8")
    for _ in range(2):  # read from the file, then from the cache
        with pytest.raises(Problems) as problems:
            read(project)
        assert [item.code for item in problems.value.diagnostics] == [code]
        with pytest.raises(Problems) as eagerly:
            eager(project)
        assert problems.value.diagnostics == eagerly.value.diagnostics


def test_a_source_that_goes_is_missed_by_files_that_have_not_changed(project: Path) -> None:
    read(project)
    path = project / "data/sources.yaml"
    path.write_text(path.read_text().replace("id: overview", "id: other"), encoding="utf-8")
    with pytest.raises(Problems) as problems:
        read(project)
    assert sum(item.code == "BG121" for item in problems.value.diagnostics) > 2 * MANY


def test_a_default_marking_reaches_facts_from_the_cache(project: Path) -> None:
    read(project)
    path = project / "briefgen.yaml"
    path.write_text(path.read_text() + "marking: {default: 'TLP:GREEN'}\n", encoding="utf-8")
    facts = read(project).dataset
    assert facts.facts["spent-3"].marking == facts.rows["spent-3"].marking == "TLP:GREEN"


def test_the_cache_does_not_grow_without_end(project: Path) -> None:
    path = project / "data/facts/many-1.yaml"
    text = path.read_text()
    for number in range(40):
        path.write_text(text.replace("70.50", f"70.{number}"), encoding="utf-8")
        read(project)
    assert len(entries(project)) < 40


def test_a_name_is_part_of_what_an_entry_is_known_by(project: Path) -> None:
    content = b"x"
    one, other = (Origin.of(project, project / name, content) for name in ("a.yaml", "b.yaml"))
    assert one.key != other.key


def test_it_is_known_what_new_files_are_about(project: Path) -> None:
    def items() -> frozenset[str]:
        facts = read(project).dataset.facts
        assert isinstance(facts, Facts)
        return facts.items_of_new_files()

    assert "investment" in items()
    assert items() == frozenset()
    path = project / "data/facts/many-1.yaml"
    path.write_text(path.read_text().replace("topic: investment", "topic: health", 1), encoding="utf-8")
    assert items() == {"", "health", "investment"}
