"""Writes the tables of templates/README.md from the vocabulary: `python docs/make_vocabulary.py` (make docs)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefgen.render.vocabulary import BLOCKS, FILTERS, NAMES, Term, attributes

README = Path(__file__).parent.parent / "templates" / "README.md"
FIRST = "<!-- The tables from here to the next such line are written by docs/make_vocabulary.py. -->\n"
LAST = "<!-- End of the tables. -->\n"
_TYPES = """\
*Text* is opaque until the page is done: it is printed, and compared with nothing. *Plain text* is to compare with. A fact printed
by itself gives its value, or its statement where it has none; an alternative its value; a date its long form.
"""


def tables() -> str:
    """Turn the vocabulary into Markdown tables."""
    parts = [
        "\n## Names that a template may use\n\n",
        _table(("name", "gives", "what it is"), ((term.written, term.gives, term.sentence) for term in NAMES)),
        f"\n{_TYPES}\n",
        _table(("of a", "has"), ((kind, _listed(terms)) for kind, terms in attributes().items()), code=False),
        "\n## Filters\n\n",
        _table(("filter", "on", "gives"), ((term.name, term.takes, term.sentence) for term in FILTERS)),
        "\n## Blocks of base.html.j2\n\n`briefgen templates show AUDIENCE` lists those of a paper.\n\n",
        _table(("block", "holds", "what it is"), ((term.name, term.gives, term.sentence) for term in BLOCKS)),
        "\n",
    ]
    return "".join(parts)


def page(old: str) -> str:
    """Put the tables into the page in the place of the old ones."""
    before, _, rest = old.partition(FIRST)
    _, _, after = rest.partition(LAST)
    return f"{before}{FIRST}{tables()}{LAST}{after}"


def _listed(terms: Iterable[Term]) -> str:
    return "; ".join(f"`{term.name}`: {term.sentence}" for term in terms)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, code: bool = True) -> str:
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |"]
    for first, *rest in rows:
        lines.append(f"| {f'`{first}`' if code else first} | {' | '.join(rest)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    README.write_text(page(README.read_text(encoding="utf-8")), encoding="utf-8")
