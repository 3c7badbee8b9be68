"""Filters: how a value is written. To add one, add its line here; a test asks for it."""

from __future__ import annotations

from briefgen.render.vocabulary.term import Term

FILTERS: tuple[Term, ...] = (
    Term(
        "value",
        "text",
        'the value with qualifier and unit: "over 100 countries"; an error on a disputed fact',
        '{{ fact("money")|value }}',
        "fact, alternative",
    ),
    Term(
        "range",
        "text",
        'lowest to highest published value of its unit: "58 to 61 countries"',
        '{{ fact("signatories")|range }}',
        "fact",
    ),
    Term(
        "preferred",
        "text",
        "the main value, followed by a note that published values differ",
        '{{ fact("signatories")|preferred }}',
        "fact",
    ),
    Term(
        "figure",
        "text",
        'the value for large type, without the noun of its unit: "58 to 61"',
        '{{ fact("signatories")|figure }}',
        "fact",
    ),
    Term(
        "label",
        "text",
        'what `figure` measures: "countries signed the statement"',
        '{{ fact("signatories")|label }}',
        "fact",
    ),
    Term(
        "number",
        "text",
        "the bare number, for a table whose head names the unit",
        '{{ fact("money")|number }}',
        "fact, alternative",
    ),
    Term(
        "rounded",
        "text",
        (
            'the value to some significant digits: "about 39%" of 38.6 with `rounded(2)`; "over" and '
            '"nearly" are rounded to their side'
        ),
        '{{ fact("money")|rounded(2) }}',
        "fact",
    ),
    Term(
        "total",
        "text",
        (
            "their sum; an error across units, for a part with its whole, and for shares. "
            '`total(across=["dates"])` says that dates differ (or `"definitions"`)'
        ),
        '{{ [fact("money")]|total }}',
        "list of facts",
    ),
    Term(
        "direction",
        "text",
        "the word for how a value changed, by its sign",
        '{{ fact("money")|direction("rose", "fell", "was unchanged") }}',
        "fact",
    ),
    Term(
        "magnitude",
        "text",
        "the size of a change without its sign, to stand after its direction",
        '{{ fact("money")|magnitude }}',
        "fact",
    ),
    Term(
        "date",
        "text",
        '"11 February 2025"; `date("short")`: "11 Feb 2025"',
        '{{ fact("money").as_of|date("short") }}',
        "date",
    ),
    Term(
        "chronological",
        "list of facts",
        "the facts in the order of their dates",
        "{% for f in facts()|chronological %}{{ f.sentence }}{% endfor %}",
        "list of facts",
    ),
    Term(
        "anchor",
        "text",
        'for `id="..."`: the place that the fact\'s values lead to',
        '<p id="{{ fact("money")|anchor }}"></p>',
        "fact",
    ),
    Term(
        "note",
        "text",
        "the number of its note, counted as the document is read",
        '{{ fact("money")|note }}',
        "fact",
    ),
    Term(
        "level",
        "text",
        "its confidence as a word in the document's language",
        '{{ fact("money")|level }}',
        "fact",
    ),
    Term(
        "term",
        "text",
        "a plain word of the record, such as a status or type, as readers see it",
        '{{ fact("money").status|term }}',
        "plain text",
    ),
    Term(
        "link",
        "text",
        "the address where its scheme is http, https or mailto, otherwise an error",
        '<a href="{{ publisher.url|link }}">web page</a>',
        "text",
    ),
)
"""briefgen's own filters; those of Jinja are there, too."""
