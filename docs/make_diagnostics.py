"""Writes docs/diagnostics.md from the codes: `python docs/make_diagnostics.py > docs/diagnostics.md` (make docs)."""

from __future__ import annotations

import sys
from itertools import groupby

from briefgen.model.codes import CODES, Code
from briefgen.model.diagnostic import Diagnostic, Place

HEAD = """\
# Diagnostics

What briefgen finds, by code: what causes it and what mends it. The codes are stable. This page is generated (`make docs`).

A finding is an error, a warning or a note. Errors fail a run, warnings do so with `--strict`, notes never do; `--verbose` shows
notes. A name on the command line that the project does not have (BG006) ends a run with 2, wrong usage.

A project can live with a finding for a time and for a reason:

```yaml
# briefgen.yaml
waivers:
  - {code: BG210, where: "templates/*", reason: "the figure is part of a name", expires: 2027-03-31}
```

A waived finding becomes a note that gives the reason. A waiver without a reason or a last day is refused, and one whose last day
has passed waives nothing and warns (BG012). `where` is a pattern over the file that the finding names.
"""
_SOMEWHERE = Place("data")
STAGES = {
    "0": "Project and files",
    "1": "Dataset",
    "2": "Evidence and the finished page",
    "3": "Markings",
    "4": "Templates",
    "5": "Typesetting",
    "6": "Delivery",
}


def page() -> str:
    """Turn the codes into the page, a heading for each stage and each code."""
    parts = [HEAD]
    for digit, codes in groupby(sorted(CODES), key=lambda code: code[2]):
        found = list(codes)
        parts.append(f"\n## {STAGES[digit]}\n\nExit status of an error: {_status(found)}.\n")
        parts.extend(_entry(code, CODES[code]) for code in found)
    return "".join(parts)


def _status(codes: list[str]) -> str:
    """Say the exit status of an error of some codes: one for all, or with the code from which on each holds."""
    by_status = groupby(codes, key=lambda code: int(Diagnostic(code, "", _SOMEWHERE).exit))
    starts = [(status, next(group)) for status, group in by_status]
    if len(starts) == 1:
        return str(starts[0][0])
    return ", ".join(f"{status} from {code} on" for status, code in starts)


def _entry(name: str, code: Code) -> str:
    return f"\n### {name} {code.title}\n\n{code.cause}\n\n**Mend it:** {code.fix}\n"


if __name__ == "__main__":
    sys.stdout.write(page())
