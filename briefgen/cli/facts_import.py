"""`briefgen facts import`."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options
from briefgen.cli.report import show
from briefgen.collector import paused
from briefgen.model.diagnostic import Diagnostic, Exit, Problems, exit_status

if TYPE_CHECKING:
    from briefgen.tabular.importing import Imported, Mode, Wanted
    from briefgen.tabular.instructions import Instructions

_MOST_OF_A_CODE = 50
"""Findings of one code that are printed; reports for machines have all."""
_SPLITS = ("entity", "topic", "type")


class _Pair(click.ParamType[tuple[str, str]]):
    """Two words with = between them."""

    name = "pair"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Part the option's text at its last = (columns may have one in their names), or fail with the form that is wanted."""
        left, sign, right = str(value).rpartition("=") if self.at_last else str(value).partition("=")
        if not sign or not left.strip():
            self.fail(f"expected {self.form}", param, ctx)
        return left.strip(), right.strip()

    def __init__(self, form: str, *, at_last: bool) -> None:
        self.form, self.at_last = form, at_last


@click.command(
    "import",
    epilog="""
\b
Examples:
  briefgen facts import figures.xlsx --dry-run
  briefgen facts import figures.xlsx --map "Land=entity" --map "Wert=value" --set topic=investment --set type=figure
  briefgen facts import figures.ods --sheet "Table 3" --header-row 5 --mapping columns.yaml --id-from Country --id-from Year
  briefgen facts import figures.csv --number-locale de --update
  briefgen facts import countries.xlsx --split entity --skip-bad
""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.project
@click.option("--to", "target", help="File in data/facts/: .yaml, .json, .jsonl or .csv.  [default: the table's name, as .yaml]")
@click.option(
    "--map",
    "columns",
    multiple=True,
    type=_Pair("COLUMN=FIELD", at_last=True),
    metavar="COLUMN=FIELD",
    help="The field of a column, named by heading or letter; COLUMN=- leaves it out. May be given again.",
)
@click.option("--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="YAML file that says the same.")
@click.option(
    "--set",
    "fixed",
    multiple=True,
    type=_Pair("FIELD=VALUE", at_last=False),
    metavar="FIELD=VALUE",
    help="What stands in a field where a row says nothing. May be given again.",
)
@click.option("--id-from", multiple=True, metavar="COLUMN", help="Make ids of the words of this column. May be given again.")
@click.option("--sheet", default="", help="Sheet of a workbook.  [default: the first that can be seen]")
@click.option("--header-row", type=click.IntRange(1), default=None, help="Number of the row of headings.  [default: found out]")
@click.option("--number-locale", default="", metavar="L", help="How numbers in text cells are written, such as de or en-GB.")
@click.option("--split", type=click.Choice(_SPLITS), help="Write a file for each value of this field, into a folder.")
@click.option("--replace", is_flag=True, help="Write a file of facts anew where it exists.")
@click.option("--update", is_flag=True, help="Change only fields that differ in a file that an import wrote earlier.")
@click.option("--skip-bad", is_flag=True, help="Leave out rows that are at fault, and name them.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@options.reporting
def import_facts(file: Path, folder: Path, **given: Any) -> Exit:
    """Turn a table (XLSX, ODS, CSV or TSV) into facts of the project.

    Columns are matched to fields by their headings: names of fields in any case (`Statement`, `as of`, `confidence.level`),
    `Source`, `Page`, `Quote`, and for further sources `Source 2`, `Page 2`. Names of topics, entities and sources become their
    ids. Each row is validated with the whole project; where anything is wrong, nothing is written, and everything is told with
    its cell.
    """
    from briefgen.folder import find_project
    from briefgen.load import load
    from briefgen.output import OutputFolder
    from briefgen.stock import stock_folder
    from briefgen.tabular.importing import import_facts as planned

    if given["replace"] and given["update"]:
        raise click.UsageError("--replace and --update exclude each other")
    report, quiet, verbose = given["report"], given["quiet"], given["verbose"]
    try:
        root = find_project(folder.resolve())
        with paused():
            done = planned(_wanted(file, root, given), root, load(root, stock_folder()))
        if not given["dry_run"]:
            for name, text in done.texts.items():
                OutputFolder(root).write(name, text.encode())
    except Problems as problems:
        _show(problems.diagnostics, report, quiet=quiet, verbose=verbose)
        return exit_status(problems.diagnostics)
    _show(done.diagnostics, report, quiet=quiet, verbose=verbose)
    if given["dry_run"] and report == "text":
        _preview(done)
    elif report == "text" and not quiet:
        _summary(done)
    return exit_status(done.diagnostics, strict=given["strict"])


def _wanted(file: Path, root: Path, given: dict[str, Any]) -> Wanted:
    from briefgen.tabular.importing import Wanted
    from briefgen.tabular.instructions import read_mapping

    said = _said(given)
    if given["mapping"]:
        said = said.over(read_mapping(given["mapping"]))
    mode: Mode = "replace" if given["replace"] else "update" if given["update"] else "new"
    return Wanted(
        file=file,
        target=_target(file, root, given["target"], is_folder=bool(given["split"])),
        said=said,
        mode=mode,
        skip_bad=given["skip_bad"],
        split=given["split"] or "",
    )


def _said(given: dict[str, Any]) -> Instructions:
    from briefgen.tabular.instructions import Instructions, named_fields
    from briefgen.validate.locales import is_locale

    if given["number_locale"] and not is_locale(given["number_locale"]):
        raise click.BadParameter(f"`{given['number_locale']}` is no locale, such as de or en-GB", param_hint="--number-locale")
    return Instructions(
        columns=named_fields(dict(given["columns"]), of_columns=True),
        fixed=named_fields(dict(given["fixed"]), of_columns=False),
        id_from=given["id_from"],
        sheet=given["sheet"],
        header_row=given["header_row"] or 0,
        number_locale=given["number_locale"],
    )


def _target(file: Path, root: Path, named: str | None, *, is_folder: bool) -> str:
    """Give the file of facts, or the folder of such, relative to the project; a bare name is one in data/facts/."""
    from briefgen.tabular.importing import ENDINGS, FACTS
    from briefgen.tabular.slugs import slug

    name = named or slug(file.stem) or "imported"
    name = name if named or is_folder else f"{name}.yaml"
    facts = root / FACTS
    path = facts / name if len(Path(name).parts) == 1 else Path(name).absolute()
    try:
        inside = path.parent.resolve() / path.name
        found = inside.relative_to(root.resolve())
        inside.relative_to(facts.resolve())
    except ValueError as error:
        raise click.BadParameter(f"`{name}` is not in {FACTS}/ of the project", param_hint="--to") from error
    if not is_folder and path.suffix not in ENDINGS:
        raise click.BadParameter(f"`{name}` should end in {', '.join(ENDINGS)}", param_hint="--to")
    return found.as_posix()


def _show(found: Iterable[Diagnostic], report: str, *, quiet: bool, verbose: bool) -> None:
    """Show findings; of a code that a table has thousands of times, only the first."""
    shown = sorted(found, key=lambda item: (item.place, item.code, item.message))
    if report != "text":
        show(shown, report, quiet=quiet, verbose=verbose)
        return
    seen: Counter[str] = Counter()
    kept = []
    for item in shown:
        seen[item.code] += 1
        if seen[item.code] <= _MOST_OF_A_CODE:
            kept.append(item)
    show(kept, report, quiet=quiet, verbose=verbose)
    for code, count in seen.items():
        if count > _MOST_OF_A_CODE:
            click.echo(f"and {count - _MOST_OF_A_CODE:,} more of {code}; --report json lists all", err=True)


def _preview(done: Imported) -> None:
    """Show the text of each new file, and of each that would change what changes in it."""
    for name, text in done.texts.items():
        before = done.before[name]
        if before:
            lines = difflib.unified_diff(before.splitlines(keepends=True), text.splitlines(keepends=True), name, name)
            click.echo("".join(lines), nl=False)
        else:
            click.echo(f"--- {name}\n{text}", nl=False)
    click.echo(f"nothing was written: {_counted(done)}", err=True)


def _summary(done: Imported) -> None:
    for name in done.texts:
        click.echo(f"wrote {name}")
    click.echo(_counted(done))


def _counted(done: Imported) -> str:
    parts = [f"{done.facts:,} fact{'' if done.facts == 1 else 's'}"]
    parts += [f"{done.added:,} new"] * (0 < done.added < done.facts) + [f"{done.changed:,} changed"] * bool(done.changed)
    parts += ["all as they were"] * (not done.texts) + [f"{done.skipped:,} rows left out"] * bool(done.skipped)
    return ", ".join(parts)
