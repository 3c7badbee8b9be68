"""The wheel carries all that a user needs who has nothing but their own data."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from briefgen.cli.init import EXAMPLES
from briefgen.stock import example_files
from tests.pdf_checks import assert_valid_pdf
from tests.projects import SETTINGS, write_project
from tests.shipped import AS_AT, ROOT, lend_fonts

AUDIENCES = ("minister", "policymaker", "press", "public", "analyst", "diplomat", "sector")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the build system that is installed here: nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of a fresh environment into which the wheel is installed; its dependencies are those of this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True, with_pip=False)
    scheme = {"base": str(folder), "platbase": str(folder)}
    packages, scripts = (Path(sysconfig.get_path(name, "venv", scheme)) for name in ("purelib", "scripts"))
    target = folder / "wheel"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    (packages / "here.pth").write_text(f"{target}\n{sysconfig.get_path('purelib')}\n")
    path = scripts / "briefgen"
    path.write_text(f"#!{scripts / 'python'}\nfrom briefgen.__main__ import main\nmain()\n")
    path.chmod(0o755)
    return path


def run(program: Path, *words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed program far from the checkout, where no name of a host can be looked up."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "ALL_PROXY"), "http://127.0.0.1:9")
    command = [str(program), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)


def test_the_wheel_carries_templates_audiences_schemas_and_the_mark_that_it_is_typed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    stock = {
        f"briefgen/stock/templates/{path.relative_to(ROOT / 'templates').as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    assert {f"briefgen/stock/templates/audiences/{name}.html.j2" for name in AUDIENCES} <= stock
    assert stock <= names
    assert {"briefgen/py.typed", "briefgen/stock/audiences.yaml"} <= names
    assert {f"briefgen/stock/schema/{path.name}" for path in (ROOT / "briefgen/stock/schema").glob("*.json")} <= names
    examples = {f"briefgen/stock/examples/{name}/{path}" for name in EXAMPLES for path in example_files(name)}
    assert examples - {f"briefgen/stock/examples/{name}/.gitignore" for name in ("paris", "arabic")} <= names
    personal = ("data/recipients", "data/sources/", "output/")
    assert not [name for name in names if any(f"/{part}" in name for part in personal)]
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "briefgen").rglob("*.py")}
    assert modules <= names
    strangers = [name for name in names if not name.startswith(("briefgen/", "briefgen-"))]
    assert strangers == []
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".face"))]


def test_a_user_with_nothing_but_data_gets_good_briefs_from_the_installed_wheel(
    program: Path, tmp_path: Path, font_cache: Path
) -> None:
    settings = SETTINGS.replace("[minister, public]", f"[{', '.join(AUDIENCES)}]")
    project = write_project(tmp_path / "mine", settings=settings, entities="", facts=FACTS)
    assert sorted(path.name for path in project.rglob("*.yaml")) == ["briefgen.yaml", "first.yaml", "sources.yaml", "topics.yaml"]
    lend_fonts(font_cache, project)
    assert run(program, "--version", cwd=tmp_path).stdout.startswith("briefgen, version ")
    checked = run(program, "check", "--strict", "--as-at", AS_AT, cwd=project)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    built = run(program, "build", "--as-at", AS_AT, cwd=project)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "error" not in built.stderr
    for audience in AUDIENCES:
        folder = project / "output" / "summit" / audience
        html = (folder / f"summit-{audience}-en.html").read_text(encoding="utf-8")
        assert "€109 billion" in html, audience
        assert html.rstrip().endswith("</html>")
        assert_valid_pdf((folder / f"summit-{audience}-en.pdf").read_bytes())


def test_the_installed_wheel_begins_new_projects_that_are_clean(program: Path, tmp_path: Path) -> None:
    for example in EXAMPLES:
        made = run(program, "init", example, "--example", example, cwd=tmp_path)
        assert (made.returncode, made.stderr) == (0, ""), example
        assert (tmp_path / example / ".gitignore").is_file()
        checked = run(program, "check", "--strict", "--as-at", AS_AT, cwd=tmp_path / example)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_installed_package_is_the_wheel_s_and_not_the_checkout_s(program: Path, tmp_path: Path) -> None:
    script = "import briefgen, briefgen.stock as s; print(briefgen.__file__); print(s.stock_templates())"
    done = subprocess.run(
        [str(program.parent / "python"), "-c", script], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    for line in done.stdout.splitlines():
        assert Path(line).is_relative_to(program.parent.parent), line


FACTS = """\
- id: money
  type: figure
  topic: investment
  statement: "{value} of private investment was announced"
  value: 109_000_000_000
  unit: EUR
  as_of: 2025-02-09
  sources: [{source: overview, locator: {paragraph: 18, quote: "109 billion"}}]
- id: opening
  type: event
  topic: health
  statement: The summit opened on {value}
  value: 2025-02-10
  sources: [{source: overview}]
"""
