"""`briefgen templates new|override`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options

if TYPE_CHECKING:
    from briefgen.overrides.writing import Written


@click.command(
    "new",
    epilog="""
\b
Examples:
  briefgen templates new regional
  briefgen templates new regional --from press --title "Regional offices"
  briefgen templates new board --from minister --brief budget-2026
""",
)
@click.argument("audience")
@options.project
@click.option("--from", "model", metavar="AUDIENCE", default="", help="Take paper, sections and limits from this one.")
@click.option("--title", default="", help="What its readers are called.  [default: made from AUDIENCE]")
@click.option("--brief", "briefs", multiple=True, metavar="B", help="Let it read this brief; may be given again.")
def new_template(audience: str, folder: Path, model: str, title: str, briefs: tuple[str, ...]) -> None:
    """Make a working audience: a template, an entry in data/audiences.yaml, and a place in the briefs.

    Without --brief it reads the briefs that the audience of --from reads; without --from, all that are one document. Comments
    and order of the two files are kept, the result is validated before anything is written, and nothing is overwritten.
    """
    from briefgen.load import load
    from briefgen.overrides.audience import Wanted, new_audience
    from briefgen.project import Project
    from briefgen.stock import stock_folder

    project = Project.open(folder)
    files = (project.root / name for name in ("briefgen.yaml", "data/audiences.yaml"))
    texts = {file.relative_to(project.root).as_posix(): file.read_bytes().decode() for file in files if file.is_file()}
    wanted = Wanted(audience, title, model, briefs)
    _write(project.root, new_audience(wanted, project.templates, load(project.root, stock_folder()), texts))
    click.echo(f"`briefgen build --audience {audience}` makes its documents", err=True)


@click.command(
    "override",
    epilog="""
\b
Examples:
  briefgen templates override press quotation
  briefgen templates override minister key_figures
  briefgen templates override email/message.html.j2 greeting
  briefgen templates override email/press.txt.j2 contact
""",
)
@click.argument("name", metavar="AUDIENCE|NAME")
@click.argument("block")
@options.project
def override_block(name: str, block: str, folder: Path) -> None:
    """Bring one block of a template into the project, with what stands in it now, to be changed there.

    AUDIENCE stands for its paper; NAME is a template as `briefgen templates list` has it, or that of one audience's mails: their
    HTML (email/press.html.j2) and plain text (email/press.txt.j2) are two templates.

    All else stays the package's and changes with it. templates/overrides.json keeps what the block was taken from, so that
    `briefgen templates status` can tell after an upgrade when the package's has changed. Nothing is overwritten.
    """
    from briefgen.overrides.records import read_records
    from briefgen.overrides.writing import override
    from briefgen.project import Project

    project = Project.open(folder)
    _write(project.root, override(project.templates, name, block, read_records(project.root / "templates")))


def _write(root: Path, made: Written) -> None:
    """Write files, each whole, in the order in which the project stays valid."""
    from briefgen.output import OutputFolder

    output = OutputFolder(root)
    for name, content in made.files.items():
        output.write(name, content)
    for line in made.told:
        click.echo(line)
