"""What a plan costs: ten thousand recipients against a thousand, each in a process of its own.

    python benchmarks/plan.py [--recipients N] [--json FILE]

Prints the highest memory of each process, the plan's disk space for each further recipient, and the seconds. The targets: memory
grows by a tenth at most, and a recipient takes a kilobyte at most, whatever the attachment.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from report import Ratio, parser, tell

from briefgen import Project
from tests.projects import SETTINGS, write_project

RECIPIENTS = 10_000
AS_AT = "2025-03-01T00:00Z"
GROWTH, EACH = 1.1, 1_000
EMAIL = "email: {from: Policy Unit <briefs@example.org>, unsubscribe: {mailto: leave@example.org}}\n"
AUDIENCES = "minister:\n  recipients: recipients/ministers.csv\n"
# The memory is this process's alone, read when the plan is done.
RUN = """
import json, resource, sys, time
from pathlib import Path
from briefgen import Project
from briefgen.mailing import make_plan
from briefgen.model.value import parse_instant
from briefgen.tailor import Request
project = Project.open(sys.argv[1])
start = time.perf_counter()
outcome = make_plan(project.mailing(Request(audiences=("minister",)), as_at=parse_instant(sys.argv[2])))
seconds = time.perf_counter() - start
assert outcome.path, outcome.diagnostics
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"peak": peak, "disk": outcome.path.stat().st_size, "seconds": seconds, "count": sum(outcome.counts.values())}))
"""


def planned(folder: Path, recipients: int) -> dict[str, float]:
    """Plan letters to so many recipients in a process of its own."""
    rows = "".join(f"reader{number:06}@example.org,Reader Número {number},en\n" for number in range(recipients))
    (folder / "data/recipients/ministers.csv").write_text(f"email,name,language\n{rows}", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", RUN, str(folder), AS_AT], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    assert found["count"] == recipients
    return found


def main() -> int:
    """Measure, print, and tell whether the targets are met."""
    words = parser(__doc__)
    words.add_argument("--recipients", type=int, default=RECIPIENTS, metavar="N")
    options = words.parse_args()
    many = options.recipients
    few = many // 10
    with tempfile.TemporaryDirectory() as name:
        folder = write_project(Path(name), {"data/recipients/.keep": ""}, settings=SETTINGS + EMAIL, audiences=AUDIENCES)
        Project.open(folder).build()
        pdf = next(folder.glob("output/**/*minister*.pdf")).stat().st_size
        less, more = planned(folder, few), planned(folder, many)
    each = (more["disk"] - less["disk"]) / (many - few)
    growth = more["peak"] / less["peak"]
    print(f"{'recipients':>12} {'memory MB':>10} {'disk kB':>10} {'seconds':>8}")
    for count, found in ((few, less), (many, more)):
        print(f"{count:>12,} {found['peak'] / 1000:>10.1f} {found['disk'] / 1000:>10,.0f} {found['seconds']:>8.2f}")
    ratios = [
        Ratio(f"memory of a plan for {many:,} recipients to one for {few:,}", growth, GROWTH),
        Ratio(f"bytes of disk a recipient, the attachment having {pdf:,}", each, EACH),
    ]
    figures = {f"{name}, {count:,}": found[name] for count, found in ((few, less), (many, more)) for name in found}
    return tell("plan", ratios, figures, options.json)


if __name__ == "__main__":
    sys.exit(main())
