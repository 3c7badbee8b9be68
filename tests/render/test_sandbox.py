"""The sandbox: templates cannot reach the program, files outside their folders, or all of the memory."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound

from briefgen.model.diagnostic import Place
from briefgen.render import Environment
from briefgen.render.environment import Folders
from tests.builders import make_fact, refused, rendered, show


@pytest.mark.parametrize(
    "expression",
    [
        "fact.__globals__",
        "fact('money').__class__.__mro__",
        "''.__class__",
        "fact('money')._fact",
        "fact('money')._desk.dataset.facts",
        "sections._studio",
        "sections.all._studio",
        "brief.__class__",
        "cycler.__init__.__globals__.os.popen('id').read()",
        "self.__init__",
        "lipsum.__globals__",
        "(fact('money')|attr('_fact'))",
        "'{0.__class__}'.format(fact('money'))",
        "fact('money').words()",
        "fact('money').words",
        "fact('money').spoken",
        "fact('money').citations[0].source._source.abstract",
        "fact('money').as_of.formatted('short')",
        "sections.update({'a': 1})",
        "brief.clear()",
    ],
)
def test_a_template_cannot_look_behind_what_it_is_given(tmp_path: Path, expression: str) -> None:
    (found,) = refused(tmp_path, "\n" + show(expression), make_fact(as_of=None))
    assert found.code in ("BG402", "BG404", "BG407")
    assert found.place == Place("templates/paper.html.j2", 2)


@pytest.mark.parametrize(
    "expression",
    [
        "'a' * 10**8",
        "10**8 * 'a'",
        "[1] * 10**8",
        "10 ** 10 ** 8",
        "2 ** 100001",
        "(10 ** 10000) * (10 ** 30000)",
        "'%100000001d' % 1",
        "range(10**9) | list",
        "'a' * 99999 * 99999",
    ],
)
def test_a_template_cannot_fill_the_memory_with_one_expression(tmp_path: Path, expression: str) -> None:
    (found,) = refused(tmp_path, "\n" + show(f"({expression}) | length"))
    assert (found.code, found.place) == ("BG404", Place("templates/paper.html.j2", 2))


def test_ordinary_arithmetic_is_allowed(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ 6 * 7 }} {{ '-' * 3 }} {{ 2 ** 10 }} {{ 7 % 4 }} {{ '%s of %03d' % (1, 2) }}").html == (
        "42 --- 1024 3 1 of 002"
    )


@pytest.mark.parametrize(
    "expression", ["fact", "sections.all", "facts()", "item", "fact('money').confidence", "sections.all.facts"]
)
def test_what_is_no_text_cannot_be_printed_as_it_is(tmp_path: Path, expression: str) -> None:
    (found,) = refused(tmp_path, "\n\n" + show(expression))
    assert (found.code, found.place.line) == ("BG407", 3)
    assert "0x" not in found.message


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A project's templates and the package's, with a secret beside them."""
    ours, stock = tmp_path / "templates", tmp_path / "stock"
    for folder in (ours, stock):
        (folder / "partials").mkdir(parents=True)
        (folder / "partials" / "both.html").write_text(folder.name)
    (stock / "base.html").write_text("base")
    (tmp_path / "secret.txt").write_text("CANARY")
    return ours, stock


def test_a_projects_template_stands_before_the_packages(folders: tuple[Path, Path]) -> None:
    found = Folders(folders)
    assert found.read("partials/both.html") == b"templates"
    assert found.read("base.html") == b"base"
    assert found.list_templates() == ["base.html", "partials/both.html"]


@pytest.mark.parametrize(
    "name",
    ["../secret.txt", "partials/../../secret.txt", "/etc/passwd", "partials", "", ".", "a\0b", "link.txt", "away/secret.txt"],
)
def test_no_name_leads_out_of_the_folders(folders: tuple[Path, Path], name: str) -> None:
    ours, _ = folders
    (ours / "link.txt").symlink_to(ours.parent / "secret.txt")
    (ours / "away").symlink_to(ours.parent)
    with pytest.raises(TemplateNotFound):
        Folders(folders).path(name)
    absolute = str((ours.parent / "secret.txt").resolve())
    assert Folders(folders).read(absolute) is None


def test_an_include_through_a_link_is_told_as_missing(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("CANARY")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "link.html").symlink_to(tmp_path / "secret.txt")
    (found,) = refused(tmp_path, "\n{% include 'link.html' %}")
    assert (found.code, found.place.line) == ("BG405", 2)


def test_each_template_is_compiled_once_for_all_documents(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    environment = Environment(folders)
    compiled: list[str] = []
    monkeypatch.setattr(Environment, "_generate", _counting(Environment._generate, compiled))
    for _ in range(3):
        assert environment.overlay().get_template("base.html").render() == "base"
    (folders[1] / "base.html").write_text("changed")
    assert environment.overlay().get_template("base.html").render() == "changed"
    assert compiled == ["base.html", "base.html"]


def test_a_project_s_file_that_appears_is_found_before_the_package_s(folders: tuple[Path, Path]) -> None:
    environment = Environment(folders)
    assert environment.overlay().get_template("base.html").render() == "base"
    (folders[0] / "base.html").write_text("ours")
    seen = (folders[1] / "base.html").stat()
    os.utime(folders[0] / "base.html", ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert environment.overlay().get_template("base.html").render() == "ours"
    (folders[0] / "base.html").unlink()
    assert environment.overlay().get_template("base.html").render() == "base"


def _counting(generate, compiled):  # type: ignore[no-untyped-def]
    def counted(self, source, name, filename, defer_init=False):  # type: ignore[no-untyped-def]
        compiled.append(name)
        return generate(self, source, name, filename, defer_init=defer_init)

    return counted


def test_a_template_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "latin.html").write_bytes(b"caf\xe9")
    (found,) = refused(tmp_path, "{% include 'latin.html' %}")
    assert (found.code, found.place) == ("BG003", Place("templates/latin.html"))
    assert "UTF-8" in found.message
    shutil.rmtree(tmp_path / "templates")
