"""The words of finished documents, for tests: those that a page shows, and what its PDF says differently."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from briefgen.gate.paper import read_pdf
from briefgen.gate.reading import read
from briefgen.gate.sameness import differences
from briefgen.gate.spelling import spelt


def html_words(html: str) -> Counter[str]:
    """Count the words of a page in small letters, without its furniture."""
    return Counter(word for block in read(html, "en").own for word in spelt(block.text))


def difference(html: str, pdf: Path) -> str:
    """Say which words only one of two files has; nothing where they carry the same."""
    return "\n".join(found.message for found in differences(read(html, "en"), read_pdf(pdf.read_bytes())))
