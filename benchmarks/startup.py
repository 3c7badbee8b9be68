"""Measures what a user waits for before the program does anything: `briefgen --help` beside Python that imports click.

    python benchmarks/startup.py [--runs N] [--json FILE]

The two are run in turns, so that a busy machine slows both alike; each one's median counts. Ends with 1 when the ratio is over 2.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from report import Ratio, as_installed, parser, tell

LIMIT = 2.0
FEWEST = 15
COMMANDS = {
    "python -c 'import click'": (sys.executable, "-c", "import click"),
    "briefgen --help": (str(Path(sys.executable).with_name("briefgen")), "--help"),
}


def seconds(command: tuple[str, ...]) -> float:
    """Run a command and give how long it took."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure(runs: int) -> dict[str, list[float]]:
    """Run the commands in turns, once before it counts; give the times of each."""
    for command in COMMANDS.values():
        seconds(command)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, command in COMMANDS.items():
            times[name].append(seconds(command))
    return times


def main() -> int:
    """Measure, print a table, and say whether the ratio is within the limit."""
    words = parser(__doc__)
    words.add_argument("--runs", type=int, default=21, help=f"runs of each command, at least {FEWEST}")
    options = words.parse_args()
    as_installed()
    times = measure(max(FEWEST, options.runs))
    medians = {name: statistics.median(found) for name, found in times.items()}
    click, ours = medians.values()
    for name, median in medians.items():
        print(f"{name:<26} {median * 1000:7.1f} ms   (fastest {min(times[name]) * 1000:.1f}, of {len(times[name])} runs)")
    return tell("startup", [Ratio("briefgen --help to importing click", ours / click, LIMIT)], medians, options.json)


if __name__ == "__main__":
    sys.exit(main())
