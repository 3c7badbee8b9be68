"""What the package brings along: stock audiences, templates, JSON Schemas and example projects."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def stock_folder() -> Path:
    """Give the folder of the stock audiences and schemas."""
    return Path(__file__).parent


def stock_templates() -> Path:
    """Give the folder of the stock templates: inside the installed package, beside it in a checkout."""
    packaged = stock_folder() / "templates"
    return packaged if packaged.is_dir() else stock_folder().parent.parent / "templates"


def example_files(name: str) -> Mapping[str, Path]:
    """Give the files of an example project (starter, paris, arabic) by their paths in a project, in the order of these.

    The Paris project is the repository's own: inside the installed package, around it in a checkout.
    """
    examples = stock_folder() / "examples"
    packaged = examples / name
    is_packaged = packaged.is_dir()
    root = packaged if is_packaged else stock_folder().parent.parent
    patterns = ("**/*",) if is_packaged else _SHIPPED
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    files = {path.relative_to(root).as_posix(): path for path in found}
    return dict(sorted({".gitignore": examples / "starter" / ".gitignore", **files}.items()))


_SHIPPED = ("briefgen.yaml", "data/*.yaml", "data/facts/**/*", "data/texts/**/*")
"""The files of the repository's own project: addresses and copies of source texts, which may lie beside them, are none."""
