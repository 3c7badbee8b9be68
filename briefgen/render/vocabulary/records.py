"""What each type of record has, as templates see it. To add a part, add its line here; a test asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.render.vocabulary.term import Term

_OF: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "fact": (
        ("id", "plain text", "its id, to compare with"),
        ("type", "plain text", "its type"),
        ("status", "plain text", "its status"),
        ("priority", "number", "its priority, 1 for the first"),
        ("tags", "list of plain text", "its tags"),
        ("marking", "plain text", "its marking"),
        ("is_disputed", "yes or no", "whether its sources disagree"),
        ("has_value", "yes or no", "whether it has a value"),
        ("is_numeric", "yes or no", "whether it has a number"),
        ("statement", "text", "what it says, without the full stop"),
        ("sentence", "text", "the same with a capital and a full stop"),
        ("opening", "text", "the same with a capital and no full stop: a sentence goes on after it"),
        ("definition", "text", "what is counted or measured"),
        ("note", "text", "what editors note about it"),
        ("actor", "text", "who should act on a recommendation"),
        ("topic", "text", "the title of its first topic"),
        ("entity", "text", "the name of what it is about"),
        ("as_of", "date", "when the value held; nothing where the record does not say"),
        ("confidence", "confidence", "how far it can be relied on"),
        ("citations", "list of citations", "its evidence"),
        ("alternatives", "list of alternatives", "the other published values"),
        ("published", "list of alternatives", "every published value, the main one first"),
        ("language", "plain text", "the document's language"),
        ("is_mute", "yes or no", "whether nothing can be said of it in the document's language; lists leave such a fact out"),
        ("relations", "list of relations", "how it stands to other facts that the document may know"),
    ),
    "date": (("iso", "text", "its ISO 8601 form, for `datetime` attributes"),),
    "confidence": (
        ("level", "plain text", "`high`, `moderate`, `low` or `very-low`; the filter `level` writes it for readers"),
        ("is_high", "yes or no", "whether it is high"),
        ("why", "text", "the reason for one below high"),
    ),
    "citation": (
        ("source", "source", "the source"),
        ("locator", "text", 'where in the source: "¶18", "p. 4"'),
        ("quote", "text", "the words that pin the fact"),
        ("place", "plain text", "source and locator, to compare with"),
    ),
    "alternative": (
        ("is_main", "yes or no", "whether it is the fact's main value"),
        ("place", "number", "where it lies between the lowest (0) and the highest (100); nothing in another unit"),
        ("note", "text", "what editors note about it"),
        ("as_of", "date", "when the value held"),
        ("citations", "list of citations", "its evidence"),
    ),
    "relation": (
        ("type", "plain text", "`part_of`, `supersedes`, `same_as` or `contradicts`"),
        ("fact", "fact", "the other fact"),
    ),
    "source": (
        ("id", "plain text", "its id"),
        ("type", "plain text", "its CSL type"),
        ("short", "text", "the name by which it is cited within a sentence"),
        ("code", "text", "a few letters that stand for it in this document"),
        ("title", "text", "its title"),
        ("authors", "text", "its authors, parted by commas"),
        ("publisher", "text", "who published it"),
        ("container", "text", "what it appeared in"),
        ("note", "text", "what editors note about it"),
        ("language", "plain text", "its language where that is known and another than the document's"),
        ("url", "text", "its address where readers may follow it"),
        ("issued", "date", "when it was published; nothing where no source says"),
        ("facts", "list of facts", "of `sources_of`: the facts that it supports"),
    ),
    "section": (
        ("id", "plain text", "its id"),
        ("text", "text", "the editor's words as HTML"),
        ("inline", "text", "the same without the paragraph around them"),
        ("facts", "list of facts", "its facts in order"),
        ("charts", "list of plain text", "ids of the charts that are declared for it"),
        ("groups", "list of groups", "its facts in groups, where the audience groups them"),
    ),
    "group": (
        ("id", "plain text", "its id"),
        ("title", "text", "its heading"),
        ("facts", "list of facts", "its facts in order"),
        ("charts", "list of plain text", "ids of the charts that are declared for it"),
    ),
    "table": (("unit", "text", 'the unit with its scale: "€ billion"'), ("rows", "list of rows", "a row for each fact")),
    "row": (
        ("fact", "fact", "the fact"),
        ("depth", "number", "0 for a whole, 1 for its parts, 2 for theirs"),
        ("number", "text", "its number in the table's unit"),
        ("start", "number", "where its bar starts, in hundredths of the largest number"),
        ("end", "number", "where its bar ends"),
        ("lacks", "number", "how many decimals it has fewer than the row with most"),
    ),
    "brief": (
        ("id", "plain text", "its id"),
        ("title", "text", "its title"),
        ("subtitle", "text", "its subtitle"),
        ("date", "date", "its date; nothing where it has none"),
        ("edition", "text", "its number"),
    ),
    "audience": (
        ("id", "plain text", "its id"),
        ("title", "text", "its title"),
        ("evidence", "plain text", "how sources are shown"),
        ("confidence", "plain text", "how confidence is shown"),
    ),
    "publisher": (
        ("name", "text", "its name"),
        ("url", "text", "its web address"),
        ("email", "text", "its address"),
        ("contact", "text", "how readers reach it, in words"),
    ),
    "item": (("id", "plain text", "id of the topic or entity"), ("title", "text", "its title")),
}
_REACHED: Mapping[str, str] = {
    "fact": 'fact("money")',
    "date": 'fact("money").as_of',
    "confidence": 'fact("money").confidence',
    "citation": 'fact("money").citations[0]',
    "alternative": 'fact("signatories").published[0]',
    "relation": 'fact("money").relations[0]',
    "source": "sources_of(facts())[0]",
    "section": "sections.lead",
    "group": "sections.evidence.groups[0]",
    "table": "wholes(facts())[0]",
    "row": "wholes(facts())[0].rows[0]",
    "brief": "brief",
    "audience": "audience",
    "publisher": "publisher",
    "item": "item",
}
"""An expression that leads to one of each type."""


def attributes() -> Mapping[str, tuple[Term, ...]]:
    """Give what each type of record has, by the type's name."""
    return {
        kind: tuple(Term(name, gives, sentence, _example(kind, name, gives)) for name, gives, sentence in listed)
        for kind, listed in _OF.items()
    }


def _example(kind: str, name: str, gives: str) -> str:
    reached = f"{_REACHED[kind]}.{name}"
    if gives in ("text", "plain text", "number", "date"):
        return f"{{{{ {reached} }}}}"
    if gives.startswith("list"):
        return f"{{{{ {reached}|length }}}}"
    return f"{{% if {reached} %}}...{{% endif %}}"
