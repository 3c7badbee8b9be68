"""`briefgen schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal, get_args

import click

Kind = Literal["facts", "sources", "audiences", "project", "brand", "topics", "entities", "charts", "ledger", "manifest"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@click.command(
    epilog="""
\b
Examples:
  briefgen schema facts > facts.schema.json
  briefgen schema ledger
  briefgen schema --write .vscode/schemas
"""
)
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option("--write", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write every schema into this folder.")
def schema(kind: Kind | None, folder: Path | None) -> None:
    """Print the JSON Schema of a kind of file; of all kinds when none is named.

    Those of the data files are for editors that complete and check YAML, those of the ledger and manifest for programs that read
    what a build writes.
    """
    from briefgen.validate.schema import json_schema

    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for name in KINDS:
            (folder / f"{name}.json").write_text(_text(json_schema(name)), encoding="utf-8")
        click.echo(f"{len(KINDS)} schemas in {folder}")
        return
    click.echo(_text(json_schema(kind) if kind else {name: json_schema(name) for name in KINDS}), nl=False)


def _text(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
