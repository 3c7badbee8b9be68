"""Measures what a user waits for before the program does anything: `briefgen --help` beside Python that imports click.

    python benchmarks/startup.py [--runs N] [--json FILE]

The two are run in turns, so that a busy machine slows both alike; each one's median counts. Ends with 1 when the ratio is over 2.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

LIMIT = 2.0
FEWEST = 15
COMMANDS = {
    "python -c 'import click'": (sys.executable, "-c", "import click"),
    "briefgen --help": (str(Path(sys.executable).with_name("briefgen")), "--help"),
}


def seconds(command: tuple[str, ...]) -> float:
    """Run a command and give how long it took; bytecode is kept, as it is of every installed package."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
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
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=21, help=f"runs of each command, at least {FEWEST}")
    parser.add_argument("--json", type=Path, help="file for the result")
    options = parser.parse_args()
    times = measure(max(FEWEST, options.runs))
    medians = {name: statistics.median(found) for name, found in times.items()}
    click, ours = medians.values()
    ratio = ours / click
    for name, median in medians.items():
        print(f"{name:<26} {median * 1000:7.1f} ms   (fastest {min(times[name]) * 1000:.1f}, of {len(times[name])} runs)")
    print(f"{'ratio of the medians':<26} {ratio:7.2f}      (at most {LIMIT})")
    if options.json:
        result = {"benchmark": "startup", "ratio": round(ratio, 3), "limit": LIMIT, "runs": max(FEWEST, options.runs)}
        result["median_seconds"] = {name: round(median, 4) for name, median in medians.items()}
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
