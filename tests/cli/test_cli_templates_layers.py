"""`briefgen templates`: list, show, vars, new, override and status as they are typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from briefgen.gate.paper import read_pdf
from briefgen.stock import stock_templates
from tests.builders import briefgen
from tests.cli_project import GOOD, files, replace_in, set_template
from tests.projects import write_project
from tests.shipped import lend_fonts

PRESS = "audiences/press.html.j2"


@pytest.fixture
def papers(tmp_path: Path, font_cache: Path) -> Path:
    """A project with the package's papers for the press and a minister."""
    settings = "title: T\npublisher: {name: Unit}\nbriefs:\n  - {id: summit, title: The summit, audiences: [press, minister]}\n"
    folder = write_project(tmp_path / "papers", settings=settings)
    lend_fonts(font_cache, folder)
    return folder


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package's templates in its stead, which can be upgraded."""
    folder = tmp_path / "package"
    shutil.copytree(stock_templates(), folder)
    monkeypatch.setattr("briefgen.stock.stock_templates", lambda: folder)
    return folder


def test_an_override_is_written_changed_and_seen_in_the_pdf(papers: Path) -> None:
    ran = briefgen("templates", "override", "press", "quotation", at=papers)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == f"wrote templates/{PRESS} with the block `quotation`\n"
    replace_in(papers / "templates" / PRESS, "{% endblock %}", "<p>Ask the unit for a quotation.</p>{% endblock %}")
    assert briefgen("build", "--audience", "press", "--jobs", "1", at=papers).status == 0
    pdf = papers / "output/summit/press/summit-press-en.pdf"
    words = " ".join(line.text for page in read_pdf(pdf.read_bytes()).pages for line in page.content)
    assert "Ask the unit for a quotation." in words


def test_an_untouched_override_builds_the_same_document(papers: Path) -> None:
    build = ("build", "--audience", "press", "--format", "html", "--jobs", "1")
    page = papers / "output/summit/press/summit-press-en.html"
    assert briefgen(*build, at=papers).status == 0
    before = page.read_bytes()
    for block in ("quotation", "notes", "heading"):
        assert briefgen("templates", "override", "press", block, at=papers).status == 0
    assert briefgen(*build, at=papers).status == 0
    assert page.read_bytes() == before


def test_the_manifest_knows_the_package_s_file_by_its_name(papers: Path) -> None:
    briefgen("templates", "override", "press", "quotation", at=papers)
    assert briefgen("build", "--audience", "press", "--format", "html", "--jobs", "1", at=papers).status == 0
    inputs = json.loads((papers / "output/manifest.json").read_bytes())["inputs"]
    assert {f"templates/{PRESS}", f"stock:{PRESS}", "templates/base.html.j2"} <= set(inputs)


def test_an_override_that_is_there_is_refused(papers: Path) -> None:
    briefgen("templates", "override", "press", "quotation", at=papers)
    before = files(papers)
    ran = briefgen("templates", "override", "press", "quotation", at=papers)
    assert ran.status == 4
    assert f"error BG422 templates/{PRESS}:4: " in ran.err
    assert files(papers) == before


def test_a_new_audience_builds(papers: Path) -> None:
    for words in (("regional",), ("board", "--from", "press", "--title", "The board")):
        ran = briefgen("templates", "new", *words, at=papers)
        assert ran.status == 0, ran.err
    assert briefgen("check", "--strict", at=papers).status == 0
    ran = briefgen("build", "--audience", "regional", "--audience", "board", "--jobs", "1", at=papers)
    assert ran.status == 0, ran.err
    assert (papers / "output/summit/regional/summit-regional-en.pdf").read_bytes().startswith(b"%PDF")
    assert briefgen("templates", "new", "board", at=papers).status == 4


def test_a_brief_can_be_named_and_a_wrong_one_is_wrong_usage(papers: Path) -> None:
    ran = briefgen("templates", "new", "regional", "--brief", "sumit", at=papers)
    assert (ran.status, "did you mean `summit`?" in ran.err) == (2, True)
    assert not (papers / "templates").exists(), "nothing is written"


def test_status_tells_what_changed_underneath_and_nothing_else(papers: Path, package: Path) -> None:
    for block in ("quotation", "contact"):
        assert briefgen("templates", "override", "press", block, at=papers).status == 0
    ran = briefgen("templates", "status", at=papers)
    assert (ran.status, ran.out) == (0, "2 overrides, 0 changed underneath\n")
    replace_in(papers / "templates" / PRESS, '_("Quotation")', '_("In their words")')
    replace_in(package / PRESS, '<h2>{{ _("Quotation") }}</h2>', '<h2 class="said">{{ _("Quotation") }}</h2>')
    ran = briefgen("templates", "status", at=papers)
    assert ran.status == 1
    assert f"templates/{PRESS}:4: block `quotation` has changed underneath, in stock:{PRESS}:" in ran.out
    assert "contact" not in ran.out
    lines = [line.strip() for line in ran.out.splitlines()]
    assert 'was  | <h2>{{ _("Quotation") }}</h2>' in lines
    assert 'now  | <h2 class="said">{{ _("Quotation") }}</h2>' in lines
    assert 'mine | <h2>{{ _("In their words") }}</h2>' in lines
    (found,) = json.loads(briefgen("templates", "status", "--report", "json", at=papers).out)
    assert (found["state"], found["block"], found["regions"][0]["who"]) == ("changed", "quotation", "both")
    assert briefgen("templates", "status", "--accept", at=papers).status == 0
    assert briefgen("templates", "status", at=papers).status == 0


def test_an_override_by_hand_is_no_failure_until_its_parent_changes(papers: Path, package: Path) -> None:
    path = papers / "templates" / PRESS
    path.parent.mkdir(parents=True)
    path.write_text(f'{{% extends "stock:{PRESS}" %}}{{% block contact %}}<p>us</p>{{{{ super() }}}}{{% endblock %}}')
    ran = briefgen("templates", "status", at=papers)
    assert (ran.status, "origin unknown" in ran.out) == (0, True)
    assert briefgen("templates", "status", "--accept", at=papers).status == 0
    replace_in(package / PRESS, '_("Contact")', '_("Contacts")')
    ran = briefgen("templates", "status", at=papers)
    assert (ran.status, "the change is in it already" in ran.out) == (1, True)


def test_a_block_that_the_package_no_longer_has_is_gone_for_check_and_status(papers: Path, package: Path) -> None:
    briefgen("templates", "override", "press", "quotation", at=papers)
    replace_in(package / PRESS, "block quotation", "block said")
    ran = briefgen("templates", "status", at=papers)
    assert (ran.status, "is gone from the package" in ran.out) == (1, True)
    ran = briefgen("check", at=papers)
    assert ran.status == 4
    assert "error BG411 templates/audiences/press.html.j2:4: " in ran.err


def test_list_and_show_tell_where_each_block_comes_from(papers: Path) -> None:
    briefgen("templates", "override", "press", "quotation", at=papers)
    listed = briefgen("templates", "list", "--own", at=papers).out
    assert "project over package" in listed
    assert "quotation" in listed
    rows = {row["name"]: row for row in json.loads(briefgen("templates", "list", "--json", at=papers).out)}
    assert rows[PRESS]["overrides"] == ["quotation"]
    shown = briefgen("templates", "show", "press", at=papers).out
    assert f"templates/{PRESS}:4 " in shown
    assert f"over stock:{PRESS}:" in shown
    assert "extends templates/base.html.j2 (package)" in shown
    block = briefgen("templates", "show", "press", "--block", "contact", at=papers).out
    assert block.startswith("{% if publisher.name")
    assert "macro" in briefgen("templates", "show", "partials/evidence.html.j2", at=papers).out
    assert ".release" in briefgen("templates", "show", "styles/press.css", at=papers).out


def test_vars_gives_each_word_with_type_sentence_and_example(papers: Path) -> None:
    out = briefgen("templates", "vars", "fact.statement", at=papers).out
    assert (
        out == 'a fact has\n  statement: text\n      what it says, without the full stop\n      {{ fact("money").statement }}\n'
    )
    everything = json.loads(briefgen("templates", "vars", "--json", at=papers).out)
    assert {"names", "filters", "blocks", "fact", "blocks of press"} <= {word["group"] for word in everything}
    ran = briefgen("templates", "vars", "statemnt", at=papers)
    assert (ran.status, "did you mean" in ran.err) == (2, True)


@pytest.mark.parametrize("name", ["pres", "audiences/prss.html.j2"])
def test_an_unknown_template_is_wrong_usage_with_the_nearest(papers: Path, name: str) -> None:
    ran = briefgen("templates", "show", name, at=papers)
    assert (ran.status, "did you mean" in ran.err) == (2, True)


@pytest.mark.parametrize("command", ["list", "show", "vars", "new", "override", "status"])
def test_each_command_explains_itself_with_an_example(tmp_path: Path, command: str) -> None:
    ran = briefgen("templates", command, "--help", at=tmp_path)
    assert ran.status == 0
    assert f"Examples:\n    briefgen templates {command}" in ran.out


def test_status_says_in_its_help_what_its_exit_status_means(tmp_path: Path) -> None:
    assert "exit status is 1" in " ".join(briefgen("templates", "status", "--help", at=tmp_path).out.split())


def test_check_tells_of_lints_and_tells_an_image_once(project: Path) -> None:
    more = '<img src="data:image/png;base64,iVBORw0KGgo=">\n<a href="x.html">x</a>\n</body>'
    set_template(project, "readers", GOOD.replace("</body>", more))
    ran = briefgen("check", at=project)
    assert ran.status == 4
    assert "error BG418 templates/readers.html.j2:6: " in ran.err
    assert "error BG417 templates/readers.html.j2:7: " in ran.err
    assert "BG507" not in ran.err


def test_check_names_the_documents_that_a_fault_stops(project: Path) -> None:
    set_template(project, "readers", "{{ titel }}")
    with (project / "briefgen.yaml").open("a") as settings:
        settings.write("  - {id: again, title: Again, audiences: [readers]}\n")
    ran = briefgen("check", at=project)
    assert "summit-readers-en and 1 more: `titel` is not defined, in `{{ titel }}`" in ran.err


def test_check_tries_templates_with_data_that_nobody_has_yet(project: Path) -> None:
    set_template(project, "readers", GOOD.replace("<h1>", "{{ brief.date.iso }}<h1>"))
    ran = briefgen("check", at=project)
    assert ran.status == 0
    assert "warning BG420 templates/readers.html.j2:3: the template fails with no facts" in ran.err
    assert briefgen("check", "--strict", at=project).status == 1
    assert "BG420" not in briefgen("build", "--jobs", "1", at=project).err, "a build is about the data there are"


def test_a_document_is_made_again_when_an_override_appears_or_changes(papers: Path) -> None:
    build = ("build", "--audience", "press", "--format", "html", "--jobs", "1")
    page = papers / "output/summit/press/summit-press-en.html"
    assert briefgen(*build, at=papers).status == 0
    briefgen("templates", "override", "press", "contact", at=papers)
    path = papers / "templates" / PRESS
    replace_in(path, "{% endblock %}", "<p>first</p>{% endblock %}")
    assert briefgen(*build, at=papers).status == 0
    assert "<p>first</p>" in page.read_text(encoding="utf-8")
    replace_in(path, "<p>first</p>", "<p>second</p>")
    assert briefgen(*build, at=papers).status == 0
    assert "<p>second</p>" in page.read_text(encoding="utf-8")
    (papers / "templates/base.html.j2").write_text(
        '{% extends "stock:base.html.j2" %}{% block colophon %}<p>ours</p>{% endblock %}'
    )
    assert briefgen(*build, at=papers).status == 0
    assert "<p>ours</p>" in page.read_text(encoding="utf-8")
