"""Layers of templates: a project's files lie over the package's, and `stock:` names a file of the package beneath them."""

from __future__ import annotations

STOCK = "stock:"
"""Before a template's name: the package's own file, whatever the project has under that name (decisions, 16)."""
_OWN = ("data/", STOCK)


def place_name(template: str | None) -> str:
    """Turn a template's name into what diagnostics, ledgers and the manifest call its file.

    Texts are named by their file already; a file of the package that is asked for as such keeps its `stock:`.
    """
    name = template or ""
    return name if name.startswith(_OWN) else f"templates/{name}"


def template_of(file: str) -> str:
    """Turn what a diagnostic calls a file back into the template's name."""
    return file.removeprefix("templates/")


def bare(name: str) -> str:
    """Give the name of a template without its layer."""
    return name.removeprefix(STOCK)
