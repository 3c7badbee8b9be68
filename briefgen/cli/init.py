"""`briefgen init`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import click

Example = Literal["starter", "paris", "arabic"]
EXAMPLES: tuple[Example, ...] = get_args(Example)
_NEXT = {
    "starter": (
        ("briefgen build", "make three papers, each as HTML and PDF, into output/"),
        ("_brand.yml", "change a colour, the logo or a font, and build again"),
        ("data/facts/cycling.yaml", "put your own facts in the place of the example's"),
    ),
    "paris": (
        ("briefgen build", "make all papers of the Paris AI Action Summit into output/"),
        ("briefgen facts list", "see the facts that they are made from"),
        ("briefgen trace summit-dates", "follow one fact to every page that prints it"),
    ),
    "arabic": (
        ("briefgen build", "make three papers that are read from the right into output/"),
        ("data/facts/", "change a fact, and build again"),
        ("data/texts/paris/", "see the words of an editor, which take their figures from facts"),
    ),
}


@click.command(
    epilog="""
\b
Examples:
  briefgen init my-project
  briefgen init                          in the folder that you are in
  briefgen init paris --example paris    the project that the package ships
  briefgen init ar --example arabic      papers in Arabic, read from the right
"""
)
@click.argument("folder", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option(
    "--example",
    type=click.Choice(EXAMPLES),
    default="starter",
    show_default=True,
    help="What to start from: a small example to change, the Paris AI Action Summit 2025, or a small one in Arabic.",
)
def init(folder: Path, example: Example) -> None:
    """Begin a new project in DIR with a small dataset that builds at once.

    Nothing is overwritten: where a file of the new project is there already, nothing is written at all.
    """
    from briefgen.new_project import new_project

    made = new_project(folder, example)
    click.echo(f"{len(made)} files in {folder.resolve().name if folder == Path() else folder}:")
    for name in made:
        click.echo(f"  {name}")
    click.echo("\nNext:")
    steps = _NEXT[example] if folder == Path() else ((f"cd {folder}", "go there"), *_NEXT[example])
    width = max(len(step) for step, _ in steps)
    for step, why in steps:
        click.echo(f"  {step:<{width}}   {why}")
