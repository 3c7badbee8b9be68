"""What the package brings along: stock audiences, templates and JSON Schemas."""

from __future__ import annotations

from pathlib import Path


def stock_folder() -> Path:
    """Give the folder of the stock audiences and schemas."""
    return Path(__file__).parent


def stock_templates() -> Path:
    """Give the folder of the stock templates: inside the installed package, beside it in a checkout."""
    packaged = stock_folder() / "templates"
    return packaged if packaged.is_dir() else stock_folder().parent.parent / "templates"
