"""Policy briefs for every audience from one dataset of sourced facts.

    from briefgen import Project

    project = Project.open("path/to/project")
    report = project.check()
    result = project.build()

The command line calls the same class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.project import Project

__all__ = ["Project", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import `Project` on first use, so that `briefgen --help` stays light (PEP 562)."""
    if name == "Project":
        from briefgen.project import Project

        return Project
    raise AttributeError(f"module 'briefgen' has no attribute {name!r}")
