"""What benchmarks share: how they begin, and what they tell in the end, their ratios beside their limits."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ratio:
    """A number that has a limit: one thing divided by another from the same run, unless its name says otherwise."""

    name: str
    value: float
    limit: float
    is_floor: bool = False
    """Whether the number may not be lower; otherwise it may not be higher."""

    @property
    def is_met(self) -> bool:
        """Tell whether it keeps to its limit."""
        return self.value >= self.limit if self.is_floor else self.value <= self.limit

    @property
    def line(self) -> str:
        """Write it as a line of a table."""
        bound = f"at {'least' if self.is_floor else 'most'} {self.limit:g}"
        return f"  {self.name:<62} {self.value:9.3f}   {bound}{'' if self.is_met else ': missed'}"


def parser(about: str) -> argparse.ArgumentParser:
    """Give what reads a benchmark's options, of which each has `--json`; `about` is its module's docstring."""
    found = argparse.ArgumentParser(description=about.partition("\n")[0])
    found.add_argument("--json", type=Path, metavar="FILE", help="file for the result")
    return found


def as_installed() -> None:
    """Let every program that is run from now on keep its bytecode, as that of an installed package is kept."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def tell(benchmark: str, ratios: Sequence[Ratio], figures: Mapping[str, float], path: Path | None) -> int:
    """Print the ratios and write them, with what they were made of, as JSON; give the exit status: 1 where a limit is missed."""
    for ratio in ratios:
        print(ratio.line)
    if path:
        found = {"benchmark": benchmark, "ratios": [asdict(ratio) for ratio in ratios], "figures": dict(figures)}
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return int(not all(ratio.is_met for ratio in ratios))
