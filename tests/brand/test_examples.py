"""The example projects that `briefgen init` makes are whole, clean and plainly examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.new_project import new_project
from briefgen.project import Project
from briefgen.stock import example_files
from tests.pdf_checks import assert_valid_pdf
from tests.shipped import AS_AT, ROOT, Shipped, briefgen, build, lend_fonts


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Shipped:
    """A new project, built as it is."""
    folder = tmp_path_factory.mktemp("starter") / "mine"
    new_project(folder, "starter")
    lend_fonts(font_cache, folder)
    return build(folder, folder / "output", "--strict")


def test_a_new_project_checks_and_builds_without_a_finding(starter: Shipped) -> None:
    checked = briefgen("check", "--strict", "--project", starter.project, "--as-at", AS_AT)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert (starter.run.returncode, starter.run.stderr) == (0, "")
    assert "waivers" not in (starter.project / "briefgen.yaml").read_text(encoding="utf-8")


def test_a_new_project_makes_three_papers_that_are_valid_and_keep_to_their_pages(starter: Shipped) -> None:
    assert [document.audience for document in starter.documents] == ["minister", "policymaker", "public"]
    for document in starter.documents:
        assert document.entry["pages"] <= document.entry["page_limit"]
        assert_valid_pdf(document.path(".pdf").read_bytes())
        assert 'alt="Exampletown Policy Unit"' in document.html


def test_a_new_project_has_ten_facts_that_are_all_printed_and_plainly_an_example(starter: Shipped) -> None:
    dataset = Project.open(starter.project).dataset
    assert len(dataset.facts) == 10
    assert {name for document in starter.documents for name in document.entry["facts"]} == set(dataset.facts)
    assert all(source.title.startswith("Example") for source in dataset.sources.values())
    assert all("example.org" in word for word in everything(starter.project).split() if "http" in word and "w3.org" not in word)


def test_a_new_project_s_readme_names_files_that_are_there(starter: Shipped) -> None:
    names = set(example_files("starter"))
    readme = (starter.project / "README.md").read_text(encoding="utf-8")
    assert {name for name in names if f"`{name}`" in readme} == names - {".gitignore", "README.md", "logo.svg", "logo-dark.svg"}


def test_the_paris_example_is_the_shipped_project_and_holds_no_personal_data(tmp_path: Path) -> None:
    made = new_project(tmp_path / "paris", "paris")
    assert {"briefgen.yaml", ".gitignore", "data/sources.yaml", "data/facts/summit.yaml"} <= set(made)
    assert (
        not [name for name in made if name.startswith(("data/recipients", "data/sources/", "output", "."))]
        or made[0] == ".gitignore"
    )
    own, shipped = Project.open(tmp_path / "paris").work, Project.open(ROOT).work
    assert own.dataset.facts == shipped.dataset.facts
    assert own.settings == shipped.settings
    assert {key: {name: text.body for name, text in sections.items()} for key, sections in own.texts.items()} == {
        key: {name: text.body for name, text in sections.items()} for key, sections in shipped.texts.items()
    }


def everything(folder: Path) -> str:
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in example_files("starter"))
