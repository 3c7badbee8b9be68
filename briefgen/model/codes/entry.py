"""What is said of each code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for: the rule, what usually causes a finding, and what mends it."""

    title: str
    cause: str
    fix: str
