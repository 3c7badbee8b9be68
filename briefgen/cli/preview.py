"""`briefgen preview`."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.report import show_problems
from briefgen.model.diagnostic import Exit, Problems

_NEW_OBJECTS = 100_000
"""So many are made before the garbage collector looks at them: fewer than for other commands, since this one may run for days."""


@click.command(
    epilog="""
\b
Examples:
  briefgen preview
  briefgen preview --audience minister --no-open
  briefgen preview --embargoed --audience press
  briefgen preview paris-ai-action-summit-2025 --port 8500
"""
)
@click.argument("briefs", metavar="[BRIEF]...", nargs=-1)
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="N", help="Port on 127.0.0.1.  [default: the next free one from 8400]"
)
@click.option("--open/--no-open", "is_opened", default=True, help="Whether to open it in your browser.  [default: open]")
@options.project
@options.selection
@options.embargoed
@options.as_at
@click.option(
    "--poll",
    "is_polling",
    is_flag=True,
    help="Look at the files several times a second, where the system does not tell of changes (shared and container folders). "
    "Done by itself on network mounts, and where watching cannot begin.",
)
def preview(
    briefs: tuple[str, ...],
    port: int | None,
    is_opened: bool,
    folder: Path,
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    embargoed: bool,
    as_at: datetime | None,
    is_polling: bool,
) -> Exit:
    """Show every document in your browser as you write.

    The HTML as on a phone and the PDF's pages stand beside each other and follow every change of a file; each value leads to its
    fact, its source and the sentence that supports it. Only this machine can see the page, and Ctrl-C ends it. BRIEF limits the
    briefs.
    """
    from briefgen.folder import find_project
    from briefgen.model.request import Request

    gc.set_threshold(_NEW_OBJECTS)
    from briefgen.preview import Wishes
    from briefgen.preview import preview as serve

    def told(address: str) -> None:
        click.echo(address)
        click.echo("the preview follows your files; Ctrl-C ends it", err=True)
        if is_opened:
            import webbrowser
            from threading import Thread

            Thread(target=webbrowser.open, args=(address,), daemon=True).start()  # it may wait for the browser

    try:
        request = Request(briefs=briefs, audiences=audiences, languages=languages)
        wishes = Wishes(port=port, embargoed=embargoed, is_polling=is_polling)
        serve(find_project(folder.resolve()), request, lambda: as_at or datetime.now(UTC), wishes, told)
    except Problems as problems:
        return show_problems(problems)
    return Exit.DONE
