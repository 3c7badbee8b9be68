"""docs/diagnostics.md says of every code what causes and what mends it; it is generated."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from briefgen.model.codes import CODES

ROOT = Path(__file__).parent.parent


def test_the_page_of_diagnostics_is_what_the_codes_say() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "docs/make_diagnostics.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert (ROOT / "docs/diagnostics.md").read_text(encoding="utf-8") == made, "update it with `make docs`"
    for name, code in CODES.items():
        assert f"### {name} {code.title}\n\n{code.cause}\n\n**Mend it:** {code.fix}\n" in made
    assert list(CODES) == sorted(CODES)
