"""quotations: each is looked for in the local copy of its source, and each copy is held against the hash kept of it.

pieces      what a text is read as: lines, blocks, pages
plain_text  lines of a plain text
web_page    blocks of a web page
pdf         pages of a PDF
stored      the local copies, with their hashes
wording     words made alike, as one searchable line
figures     numbers, dates and scales in a form that can be compared
nearest     the passage that comes closest
positions   where a passage stands, and whether a locator says so
verdicts    what the search for each quotation came to
findings    what of it an author is told
"""

from __future__ import annotations

from briefgen.check.quotations.findings import check_quotations
from briefgen.check.quotations.verdicts import Finding, Verdict, verdicts

__all__ = ["Finding", "Verdict", "check_quotations", "verdicts"]
