"""Runs every benchmark, one after the other, and gathers their ratios in one table.

    python benchmarks/run.py [--json FILE]

Nothing else should run on the machine meanwhile; two cores take about twenty minutes. Ends with 1 where a limit is missed.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from report import Ratio, parser

ALL = ("startup", "gate", "preview", "plan", "send", "engines", "scale")


def machine() -> str:
    """Tell what class of machine this is: what it computes with, how many cores it lends, and its memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def main() -> int:
    """Run them, print the table, write it as JSON; 1 where a limit is missed or a benchmark fails."""
    options = parser(__doc__).parse_args()
    found, is_met = [], True
    with tempfile.TemporaryDirectory() as name:
        for benchmark in ALL:
            print(f"\n{benchmark}", flush=True)
            result = Path(name) / f"{benchmark}.json"
            script = Path(__file__).with_name(f"{benchmark}.py")
            status = subprocess.run([sys.executable, script, "--json", result], check=False).returncode
            is_met = is_met and status == 0
            if result.exists():
                found.append(json.loads(result.read_text(encoding="utf-8")))
    about = f"{datetime.now(UTC):%Y-%m-%d}, {machine()}"
    print(f"\n{about}")
    for each in found:
        print(each["benchmark"])
        for ratio in each["ratios"]:
            print(Ratio(**ratio).line)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps({"about": about, "benchmarks": found}, indent=1) + "\n", encoding="utf-8")
    return int(not is_met)


if __name__ == "__main__":
    sys.exit(main())
