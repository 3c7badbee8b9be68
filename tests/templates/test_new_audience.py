"""A new audience: a template, an entry and a place in the briefs, added to people's files without changing a letter of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.load import load
from briefgen.load.edit_yaml import with_item
from briefgen.model.diagnostic import Problems
from briefgen.overrides.audience import Wanted, new_audience
from briefgen.overrides.shelf import Shelf
from briefgen.overrides.skeleton import from_nothing
from briefgen.overrides.writing import Written
from briefgen.project import Project
from briefgen.stock import stock_folder, stock_templates
from tests.projects import SETTINGS, opened, write_project

AUDIENCES = "# ours\nminister:  # first\n  title: Minister's page  # é\n"


def make(root: Path, name: str = "regional", **wanted: object) -> Written:
    shelf = Shelf.of(root, stock_templates(), {key: item.template for key, item in opened(root).work.audiences.items()})
    files = {path: root / path for path in ("briefgen.yaml", "data/audiences.yaml")}
    texts = {path: file.read_text(encoding="utf-8") for path, file in files.items() if file.is_file()}
    return new_audience(Wanted(name, **wanted), shelf, load(root, stock_folder()), texts)  # type: ignore[arg-type]


def written(root: Path, made: Written) -> Project:
    for name, content in made.files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return Project.open(root)


def codes(problems: Problems) -> list[str]:
    return [item.code for item in problems.diagnostics]


def test_a_new_audience_is_made_and_works(tmp_path: Path) -> None:
    root = write_project(tmp_path, audiences=AUDIENCES)
    project = written(root, make(root))
    assert project.work.settings.briefs[0].audiences == ("minister", "public", "regional")
    assert project.work.audiences["regional"].title == "Regional"
    assert project.check().diagnostics == Project.open(root).check().diagnostics
    assert not [item for item in project.check().diagnostics if item.is_error or item.severity == "warning"]


def test_every_letter_of_what_was_there_stays(tmp_path: Path) -> None:
    settings = SETTINGS.replace("audiences: [minister, public]", "audiences: [minister, public]  # é: who reads\n    edition: 2")
    root = write_project(tmp_path, audiences=AUDIENCES, settings=settings)
    made = make(root, title='The "Board": all')
    assert made.files["data/audiences.yaml"].decode().startswith(AUDIENCES)
    assert made.files["briefgen.yaml"].decode() == settings.replace("[minister, public]", "[minister, public, regional]")
    assert written(root, made).work.audiences["regional"].title == 'The "Board": all'


def test_the_template_comes_first_and_the_briefs_last(tmp_path: Path) -> None:
    made = make(write_project(tmp_path))
    assert list(made.files) == ["templates/audiences/regional.html.j2", "data/audiences.yaml", "briefgen.yaml"]


def test_an_audience_made_from_another_has_its_paper_sections_and_limits_and_not_its_addresses(tmp_path: Path) -> None:
    own = "press:\n  limits: {pages: 3}\n  recipients: recipients/press.csv\n"
    root = write_project(tmp_path, {"data/recipients/press.csv": "email\n"}, audiences=own)
    made = make(root, model="press")
    project = written(root, made)
    new, old = (project.work.audiences[name] for name in ("regional", "press"))
    assert (new.limits, new.sections, new.evidence) == (old.limits, old.sections, old.evidence)
    assert new.recipients == ""
    template = made.files["templates/audiences/regional.html.j2"].decode()
    assert '{% extends "audiences/press.html.j2" %}' in template
    assert "quotation" in template
    assert "templates/overrides.json" in made.files


def test_the_class_for_which_its_styles_are_written_goes_along(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    project = written(root, make(root, model="minister"))
    page = project.build(formats=("html",), jobs=1, output=tmp_path / "out")
    (path,) = (path for row in page.documents if "regional" in row.name for path in row.paths if path.endswith(".html"))
    assert '<body class="regional short minister"' in (tmp_path / "out" / path).read_text(encoding="utf-8")


def test_a_rule_for_a_tag_that_no_fact_has_waits_as_a_comment(tmp_path: Path) -> None:
    made = make(write_project(tmp_path), model="minister")
    assert (
        "risks: {}  # {facts: {tags: [risk]}, take: 1}, once a fact has the tag\n" in made.files["data/audiences.yaml"].decode()
    )


def test_it_reads_what_its_model_reads_or_all_that_is_one_document(tmp_path: Path) -> None:
    more = (
        "  - {id: other, title: Other, audiences: [press]}\n"
        "  - {id: each, title: '{item.title}', for_each: {topic: [health]}, audiences: [sector]}\n"
    )
    root = write_project(tmp_path, settings=SETTINGS + more)
    assert "[press, regional]" in make(root, model="press").files["briefgen.yaml"].decode()
    assert make(root, model="press").files["briefgen.yaml"].decode().count("regional") == 1
    assert make(root).files["briefgen.yaml"].decode().count("regional") == 2
    assert "[sector, regional]" in make(root, briefs=("each",)).files["briefgen.yaml"].decode()


def test_a_raised_ceiling_is_told(tmp_path: Path) -> None:
    root = write_project(tmp_path, audiences="minister:\n  admits: {marking: TLP:AMBER}\n")
    assert any("may see TLP:AMBER" in line for line in make(root, model="minister").told)


@pytest.mark.parametrize(
    ("name", "wanted", "code"),
    [
        ("minister", {}, "BG422"),
        ("press", {}, "BG422"),
        ("there", {}, "BG422"),
        ("B x", {}, "BG006"),
        ("../x", {}, "BG006"),
        ("regional", {"model": "pres"}, "BG006"),
        ("regional", {"briefs": ("sumit",)}, "BG006"),
    ],
)
def test_what_cannot_be_made_is_told(tmp_path: Path, name: str, wanted: dict[str, object], code: str) -> None:
    root = write_project(tmp_path, {"templates/audiences/there.html.j2": "mine"}, audiences=AUDIENCES)
    with pytest.raises(Problems) as caught:
        make(root, name, **wanted)
    assert codes(caught.value) == [code]


@pytest.mark.parametrize("audiences", ["{minister: {title: Minister}}\n", "minister: {title: x}\n...\n"])
def test_a_file_that_cannot_be_changed_safely_is_left_with_the_lines_to_add(tmp_path: Path, audiences: str) -> None:
    root = write_project(tmp_path, audiences=audiences)
    with pytest.raises(Problems) as caught:
        make(root)
    (found,) = caught.value.diagnostics
    assert found.code == "BG423"
    assert "template: audiences/regional.html.j2" in found.hint
    assert "audiences` of summit" in found.hint


@pytest.mark.parametrize("lost", ["data/audiences.yaml", "briefgen.yaml"])
def test_a_change_that_is_not_what_was_meant_is_not_written(tmp_path: Path, lost: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_project(tmp_path, audiences=AUDIENCES)
    if lost == "briefgen.yaml":
        monkeypatch.setattr("briefgen.overrides.audience.with_item", lambda text, _path, _item: text)
    else:
        monkeypatch.setattr("briefgen.overrides.audience.with_record", lambda text, _entry: text)
    with pytest.raises(Problems) as caught:
        make(root)
    assert codes(caught.value) == ["BG423"]


LISTS = {
    "on one line": ("a: [x, y]  # z\n", "a: [x, y, new]  # z\n"),
    "on several lines": ("a: [\n  x,  # first\n  y\n]\n", "a: [\n  x,  # first\n  y, new\n]\n"),
    "with a comma at its end": ("a: [x, y, ]\n", "a: [x, y, new, ]\n"),
    "as items": ("a:\n  - x  # first\n  - y  # é\nb: 1\n", "a:\n  - x  # first\n  - y  # é\n  - new\nb: 1\n"),
    "as items not set in": ("a:\n- x\n- y\nb: 1\n", "a:\n- x\n- y\n- new\nb: 1\n"),
    "as items without an end": ("a:\n  - x", "a:\n  - x\n  - new"),
    "in quotation marks": ("a: ['x', \"y\"]\n", "a: ['x', \"y\", new]\n"),
    "after what is not Latin": ("é: 'مثال'\na: [x]\n", "é: 'مثال'\na: [x, new]\n"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_word_is_added_at_the_end_of_a_list_as_it_is_written(name: str) -> None:
    text, expected = LISTS[name]
    assert with_item(text, ("a",), "new") == expected


@pytest.mark.parametrize("text", ["a: []\n", "a: x\n", "b: [x]\n", "a: [[x]]\n"])
def test_what_is_no_list_of_words_is_left(text: str) -> None:
    assert with_item(text, ("a",), "new") is None


def test_the_words_of_a_plain_paper_are_in_every_catalogue_that_is_shipped() -> None:
    said = re.findall(r'_\("([^"]+)"\)', from_nothing("Title", "name"))
    assert len(said) > 3
    for catalogue in stock_templates().glob("locale/*/LC_MESSAGES/briefgen.po"):
        for words in said:
            assert f'msgid "{words}"' in catalogue.read_text(encoding="utf-8"), (words, catalogue)
