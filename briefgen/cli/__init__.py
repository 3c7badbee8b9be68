"""cli: a thin skin of commands over `briefgen.Project`; the one place that prints, exits and reads clock and environment."""

from __future__ import annotations

from briefgen.cli.main import main

__all__ = ["main"]
