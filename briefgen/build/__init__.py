"""build: who makes which documents: a workshop that makes one, processes that share many, and what came of it."""

from __future__ import annotations

from briefgen.build.crew import Cluster, Limits, Resources, make_all
from briefgen.build.workshop import Made, Workshop

__all__ = ["Cluster", "Limits", "Made", "Resources", "Workshop", "make_all"]
