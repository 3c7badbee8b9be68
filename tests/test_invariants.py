"""The architecture's invariants, held against every module by walking its syntax tree, and against the running program."""

from __future__ import annotations

import ast
import copy
import importlib
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from briefgen import Project
from briefgen.build.ingredients import ENGINE
from briefgen.cache import version
from briefgen.model.codes import CODES
from tests.projects import write_project
from tests.shipped import AS_AT, ROOT, lend_fonts

PACKAGE = ROOT / "briefgen"
STAGES = ("load", "validate", "tailor", "render", "typeset", "publish", "deliver")
LIBRARIES = {
    "PIL": {"charts"},
    "babel": {"validate", "render", "language"},
    "click": {"cli"},
    "css_inline": {"render"},
    "cssselect2": {"gate"},
    "distributed": {"build"},
    "fontTools": {"fonts"},
    "fontpkg": {"fonts"},
    "idna": {"validate"},
    "jinja2": {"render"},
    "keyring": {"deliver"},
    "lxml": {"check", "gate", "tabular"},
    "markdown_it": {"render"},
    "markupsafe": {"render"},
    "nh3": {"render"},
    "pikepdf": {"gate"},
    "pydantic": {"validate"},
    "pydantic_core": {"model"},  # inside a hook that only pydantic calls (decisions, 1)
    "pydyf": {"typeset"},
    "pypdfium2": {"check", "gate", "preview"},
    "rapidfuzz": {"check"},
    "rich": {"cli"},
    "starlette": {"preview"},
    "tinycss2": {"check", "gate", "validate"},
    "tinyhtml5": {"typeset"},
    "uharfbuzz": {"fonts"},
    "uvicorn": {"preview"},
    "vl_convert": {"charts"},
    "watchfiles": {"preview"},
    "weasyprint": {"typeset"},
    "xlsxwriter": {"tabular"},
    "yaml": {"load"},
}
"""Which rooms may import which outside library."""
RESTRICTED = {
    "asyncio": {"preview"},
    "ctypes": {"native", "processes", "typeset"},  # the system's libraries
    "email": {"deliver"},
    "fcntl": {"deliver", "output"},
    "imaplib": {"deliver"},
    "multiprocessing": {"build", "preview", "typesetter"},
    "smtplib": {"deliver"},
    "socket": {"deliver", "preview"},  # the preview's is bound to loopback
    "sqlite3": {"deliver"},
    "ssl": {"deliver"},
    "pickle": {"build"},  # a cluster's workers run what their client sends
    "subprocess": {"build", "deliver"},
    "webbrowser": {"cli"},
    **{name: set() for name in ("ftplib", "http", "random", "uuid")},
}
"""Parts of the standard library that open a door to the outside, and the rooms that may."""
BESIDE = {"publish": {"output"}, "render": {"language"}, "typeset": {"collector", "fonts", "native"}}
"""What a stage may import beside the model and the package's version."""
OUTSIDE = {
    "project.py": {"datetime.now"},  # where its caller leaves it out
    "processes.py": {"os.sched_getaffinity", "os.cpu_count"},  # where nobody says how many processes there may be
    "build/crew.py": {"time.monotonic"},  # how long a process may go on; the time is in no document
    "build/cluster/dispatch.py": {"time.monotonic"},  # how long to wait for workers
    "build/workshop.py": {"time.perf_counter"},  # a stopwatch: how long a document took, for the table alone
}
"""The written exceptions: what modules below cli take from their surroundings."""
SURROUNDINGS = re.compile(
    r"""print|input|exit|quit|breakpoint|os\.(?:environ|environb|getenv|getcwd|getcwdb|chdir|getlogin|_exit|sched_getaffinity|cpu_count)
    |Path\.(?:cwd|home)|.*expanduser|(?:datetime|date)\.(?:now|utcnow|today)
    |time\.(?:time|time_ns|monotonic|perf_counter|localtime|gmtime|sleep)
    |sys\.(?:exit|argv|stdin|stdout|stderr|__stdout__|__stderr__)|locale\.(?:setlocale|getlocale|getdefaultlocale|getpreferredencoding)|platform\.\w+|getpass\.\w+|tempfile\.gettempdir
    |logging\.basicConfig""",
    re.VERBOSE,
)
MUTATORS = frozenset(
    {"add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault", "sort", "update"}
)


def modules() -> Iterator[tuple[Path, str, ast.Module]]:
    """Give each module's path in the package, its room and its tree."""
    found = sorted(PACKAGE.rglob("*.py"))
    assert len(found) > 40, "the search found too few modules to be trusted"
    for path in found:
        inside = path.relative_to(PACKAGE)
        yield inside, inside.parts[0].removesuffix(".py"), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """Give the dotted names that a module imports, also those that it imports by a call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func).rpartition(".")[2]
            if called in {"import_module", "__import__", "load"} and isinstance(node.args[0].value, str):
                yield node.args[0].value


def rooms_of(names: set[str] | None = None) -> dict[str, set[str]]:
    """Give for each outside library (or each of some names) the rooms that import it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for _, room, tree in modules():
        for name in imported(tree):
            top = name.partition(".")[0]
            wanted = top in names if names is not None else top not in {*sys.stdlib_module_names, "briefgen"}
            if wanted:
                found[top].add(room)
    return dict(found)


def test_outside_libraries_are_imported_by_the_rooms_of_the_table_and_no_others() -> None:
    assert rooms_of() == LIBRARIES


def test_every_library_that_has_a_part_in_documents_is_among_their_ingredients() -> None:
    rooms = {"model", "load", "validate", "language", "charts", "fonts", "render", "typeset", "publish", "gate"}
    apart = {"css_inline", "idna", "fontpkg"}  # letters' styles; addresses that are looked at; fonts, which count by their bytes
    known = {name.lower().replace("_", "-") for name in ENGINE}
    packages = packages_distributions()
    used = {name: packages[name][0].lower() for name, importers in LIBRARIES.items() if importers & rooms and name not in apart}
    assert len(used) > 15, "the search saw too little to be trusted"
    assert {name: package for name, package in used.items() if package.replace("_", "-") not in known} == {}
    assert [name for name in ENGINE if not version(name)] == [], "not installed under this name"


def test_doors_to_the_outside_are_opened_by_the_rooms_of_the_table_and_no_others() -> None:
    assert rooms_of(set(RESTRICTED)) == {name: rooms for name, rooms in RESTRICTED.items() if rooms}


def test_stages_import_the_model_and_not_each_other() -> None:
    seen = defaultdict(set)
    for _, room, tree in modules():
        for name in imported(tree):
            top, *rest = name.split(".")
            if top == "briefgen" and rest[0] != room:
                seen[room].add(rest[0])
    assert set(STAGES[:6]) <= set(seen), "the search saw too little to be trusted"
    for stage in STAGES:
        assert seen[stage] <= {"model", "__version__", *BESIDE.get(stage, set())}, stage
    assert seen["model"] == set()
    assert {room for room, others in seen.items() if "cli" in others} == {"__main__"}


def surroundings(tree: ast.Module) -> Iterator[str]:
    """Give what a module takes from its surroundings, as `module.name` or the name of a built-in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield ".".join(ast.unparse(node).split(".")[-2:])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_below_cli_nothing_prints_exits_or_reads_clock_environment_or_working_directory() -> None:
    found: dict[str, set[str]] = {}
    in_cli = set()
    for path, room, tree in modules():
        taken = {name for name in surroundings(tree) if SURROUNDINGS.fullmatch(name)}
        if room in {"cli", "__main__"}:
            in_cli |= taken
        elif taken:
            found[path.as_posix()] = taken
    assert {"sys.exit", "os.environ", "Path.cwd"} <= in_cli, "the search saw too little to be trusted"
    assert found == OUTSIDE


def mutations(tree: ast.Module) -> Iterator[str]:
    """Give the module-level names that something within a module's functions changes, and every `global`."""
    top = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)):
        for node in ast.walk(function):
            changed: ast.AST | None = None
            if isinstance(node, ast.Global):
                yield from node.names
            elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
                changed = node.value
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
                changed = node.func.value
            if isinstance(changed, ast.Name) and changed.id in top:
                yield changed.id


def test_no_function_changes_what_stands_at_the_top_of_its_module() -> None:
    example = ast.parse("A = {}\ndef f():\n    A['x'] = 1\ndef g():\n    A.update()\ndef h():\n    global B")
    assert list(mutations(example)) == ["A", "A", "B"], "the search is blind"
    assert {path.as_posix(): found for path, _, tree in modules() if (found := list(mutations(tree)))} == {}


def test_a_check_and_a_build_leave_every_module_as_it_was(tmp_path: Path, font_cache: Path) -> None:
    def state() -> dict[str, object]:
        return {
            f"{module.__name__}.{name}": copy.deepcopy(value)
            for module in loaded
            for name, value in vars(module).items()
            if isinstance(value, dict | list | set | bytearray) and not name.startswith("__")
        }

    names = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path, _, _ in modules()]
    loaded = [importlib.import_module(f"briefgen.{name}") for name in names if not name.startswith("__")]
    before = state()
    assert before, "the search saw too little to be trusted"
    lend_fonts(font_cache, write_project(tmp_path))
    project = Project.open(tmp_path)
    project.check()
    assert project.build(jobs=1).documents
    assert state() == before


def test_no_module_has_a_name_that_says_nothing_or_one_of_the_standard_library() -> None:
    for path, room, _ in modules():
        for part in path.with_suffix("").parts:
            assert not re.fullmatch(r"utils?|helpers?|common|manager|misc|tools|base|core|stuff", part), path
        assert room not in sys.stdlib_module_names or room.startswith("__"), path


def modules_after(*words: str) -> set[str]:
    """Run the program and give the modules that it has imported when it ends."""
    code = (
        "import json, sys, contextlib, io\nfrom briefgen.cli import main\n"
        f"sys.argv = {['briefgen', *words]!r}\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): main()\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_help_waits_for_no_heavy_library() -> None:
    for words in (("--help",), ("build", "--help"), ("--version",)):
        found = modules_after(*words)
        assert "briefgen.cli.main" in found
        heavy = {"weasyprint", "jinja2", "pydantic", "babel", "yaml", "markdown_it", "fontTools", "pypdfium2", "multiprocessing"}
        assert not found & heavy, words


def test_check_sets_no_type(tmp_path: Path) -> None:
    found = modules_after("check", "--project", str(write_project(tmp_path)), "--as-at", AS_AT)
    assert {"briefgen.check", "jinja2"} <= found
    assert not found & {"weasyprint", "pydyf", "briefgen.typeset.document", "fontTools", "uharfbuzz"}


def test_the_architecture_page_names_exactly_the_modules_that_exist_with_their_libraries() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", page, re.MULTILINE)
    existing = {
        path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert {name for name, _ in rows} == {name for name in existing if not name.startswith("__")}
    written = {(library.strip(), name) for name, libraries in rows for library in libraries.split(",") if library.strip()}
    assert written == {(library, room) for library, rooms in LIBRARIES.items() for room in rooms if library != "pydantic_core"}
    for path in re.findall(r"`([\w/]+/\w+\.py)`", page):
        assert (PACKAGE / path).is_file() or (ROOT / path).is_file(), path


def test_every_diagnostic_code_that_is_used_is_described_and_every_one_described_is_used() -> None:
    used = {
        node.value
        for path, _, tree in modules()
        if "model/codes" not in path.as_posix()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"BG\d{3}", node.value)
    }
    assert len(used) > 40, "the search saw too little to be trusted"
    assert used - set(CODES) == set(), "used and not described in model/codes/"
    assert set(CODES) - used == set(), "described and never used"
    for code, text in CODES.items():
        assert re.fullmatch(r"BG[0-6]\d\d", code)
        assert all((text.title, text.cause, text.fix)), code


def test_no_folder_of_tests_has_a_name_that_is_passed_over(pytestconfig: pytest.Config) -> None:
    left_out = pytestconfig.getini("norecursedirs")
    folders = {path.parent.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert {"build", "cli"} <= folders
    assert not [name for name in folders if any(fnmatch(name, pattern) for pattern in left_out)]
