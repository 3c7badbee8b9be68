"""Codes BG3xx: what readers may not see."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model.codes.entry import Code

MARKINGS: Mapping[str, Code] = {
    "BG301": Code(
        "fact not admitted",
        "A template or text asks for a fact that its audience may not see or its editors do not admit.",
        "Leave the fact out, or change what the audience admits.",
    ),
    "BG302": Code(
        "marking not on every page",
        "A document's marking is missing in the head or foot of a page, is not set as its scheme asks, or is not in the HTML.",
        "Let the page margins of the style print it as the stock styles do, and the template print `marking`.",
    ),
    "BG303": Code(
        "embargo not on every page",
        "A document is under embargo, and the head of a page, or the HTML, does not say so.",
        "Let the page margins of the style print the string `embargo`, and the template print `embargo_line`.",
    ),
    "BG304": Code(
        "forbidden fact in a finished document",
        "A finished file holds words or figures of a fact that its audience may not see; the document is withheld.",
        "Take the words out of the template, text or picture that the message names, or change the fact's marking or embargo.",
    ),
    "BG305": Code(
        "item left out",
        "A document of `for_each` would name an entity of which its readers may know nothing.",
        "Nothing need be done; the document appears once a fact about the entity is open to them.",
    ),
}
