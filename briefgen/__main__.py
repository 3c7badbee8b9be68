"""`python -m briefgen` is the same program as `briefgen`."""

from __future__ import annotations

from briefgen.cli import main as run
from briefgen.cli.ending import keep_interruptions, leave


def main() -> None:
    """Run the command line as a program of its own, which ends with the process."""
    keep_interruptions()
    try:
        run()
    except SystemExit as end:
        leave(end)


if __name__ == "__main__":
    main()
