"""Codes BG2xx: evidence and the finished page."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model.codes.entry import Code

EVIDENCE: Mapping[str, Code] = {
    "BG201": Code(
        "quotation not found",
        "A quotation does not stand in the source's text.",
        "Copy the phrase again from the source, or correct the source.",
    ),
    "BG202": Code(
        "quotation elsewhere",
        "A quotation stands in the source, but not at the stated place.",
        "Correct the locator; the message names the place.",
    ),
    "BG203": Code(
        "source text not here",
        "There is no local copy of the source, so its quotations were not checked.",
        "Put the text in data/sources/, or name a folder with --sources.",
    ),
    "BG204": Code(
        "source text is another one",
        "The local copy of a source has another hash than the one that is kept, or none is kept.",
        "Read the quotations again, then write the hash under the source's `custom`.",
    ),
    "BG205": Code(
        "fact never printed",
        "No document of the project prints the fact; where there are many of them, one note tells of all in a file.",
        "Let a section, a text or a template print it, or remove it.",
    ),
    "BG206": Code("source never cited", "No fact cites the source.", "Cite it, or remove it."),
    "BG207": Code(
        "topic or entity never used",
        "No fact is filed under the topic, or is about the entity.",
        "File a fact under it, or remove it.",
    ),
    "BG208": Code(
        "nothing built yet",
        "A value is to be traced through the finished documents, and there are none.",
        "Run `briefgen build`.",
    ),
    "BG209": Code(
        "ledger unreadable",
        "A ledger or the manifest in the output folder is missing, damaged or written by another version.",
        "Build the document again.",
    ),
    "BG210": Code(
        "naked number",
        "A template, text or style says a figure itself, or has a counter, list or field print one, for which no record answers.",
        "Print the figure from a fact, or waive the line with a reason.",
    ),
    "BG211": Code(
        "documents disagree",
        "Two documents of a brief print one fact so that the one does not round to the other, or with other dates or qualifiers.",
        "Build both documents again; use the same wording and a filter that rounds.",
    ),
    "BG212": Code(
        "ledger out of date",
        "A fact has changed since the document was built that prints it.",
        "Build the document again.",
    ),
    "BG220": Code(
        "over the limit",
        "A document is longer than its audience's limit.",
        "Shorten a text, or raise the priority number of facts that can go.",
    ),
    "BG221": Code(
        "shortened to fit",
        "An audience's `fit` left facts of low priority out so that the document keeps to its limits.",
        "Nothing need be done; raise the priority of what must stay.",
    ),
    "BG222": Code(
        "document without facts",
        "No fact of the project is admitted for this document.",
        "Check the brief's selection and the audience's `admits`.",
    ),
    "BG223": Code(
        "sentence too long",
        "A sentence has more words than its audience's `sentence_words`.",
        "Part it; where it is a fact's statement, give the fact a shorter `wording` for that audience.",
    ),
    "BG224": Code(
        "paragraph too long",
        "A paragraph has more sentences than its audience's `paragraph_sentences`.",
        "Begin a new paragraph, or leave a sentence out.",
    ),
    "BG225": Code(
        "hard to read",
        "The reading level of a document (LIX) is above its audience's `reading_level`.",
        "Use shorter sentences and shorter words.",
    ),
    "BG226": Code(
        "screen and print differ",
        "Words or figures are on a page's HTML and not in its PDF, or the other way round.",
        "Take away the style or attribute that hides or writes them in one of the two.",
    ),
    "BG230": Code(
        "disputed value printed bare",
        "A template prints one value of a fact on which sources disagree.",
        "Use `range`, `preferred` or `alternatives` instead of `value`.",
    ),
    "BG231": Code(
        "past its review date",
        "A fact was to be reviewed by a day that has passed.",
        "Review the fact and move `review_by`.",
    ),
    "BG232": Code(
        "refuted fact outside its list",
        "A refuted fact is printed where readers take it for true.",
        "Print it from a section whose `facts` name the status refuted, or leave it out.",
    ),
    "BG233": Code(
        "interpretation printed as a fact",
        "A statement of type interpretation stands where nothing says whose view it is.",
        "Name its source or its type beside it, or let its heading say what it is.",
    ),
    "BG234": Code(
        "part added to its whole",
        "A total counts a part twice: once by itself, once within its whole.",
        "Take the part out of the total.",
    ),
    "BG235": Code(
        "unlike values added",
        "A total adds values of other units, definitions or dates.",
        'Leave out what is unlike; for dates or definitions say so: `total(across=["dates"])`.',
    ),
    "BG236": Code(
        "likelihood and confidence in one sentence",
        "A sentence says how likely something is and how sure we are of it, so that one is taken for the other.",
        "Make two sentences of it.",
    ),
    "BG237": Code(
        "direction word",
        "A word of change such as `rose` is typed beside a fact's number, or a statement says a rise of a negative number.",
        "Print the word with the filter `direction`, which follows the number's sign, or correct the statement.",
    ),
    "BG240": Code(
        "alias before the full name",
        "A document calls an entity by an alias, and its audience wants the full name first (`full_names`).",
        "Write the full name where the entity is first named.",
    ),
    "BG250": Code(
        "heading order",
        "A page has no heading of level 1 or several, a heading is empty, or one skips a level.",
        "Let the headings follow each other like an outline.",
    ),
    "BG254": Code(
        "font not embedded",
        "A font that a PDF uses is not in the file, so that other machines print other letters.",
        "Use the faces of briefgen, or a font whose licence and format let it be embedded.",
    ),
    "BG255": Code(
        "table without heads or name",
        "A table has no header cells, one that does not say what it heads, or neither caption nor label.",
        "Write `<th scope=...>` and a `<caption>`; in a text, `Table: what it shows` on a line of its own before the table.",
    ),
    "BG256": Code(
        "contrast too low",
        "Two colours of the styles that meet on a page stand out too little from each other (WCAG 2.2, 1.4.3 and 1.4.11).",
        "Choose a darker or lighter colour for one of them.",
    ),
    "BG257": Code(
        "page not self-contained",
        "A page would fetch a picture, style or other file from elsewhere when it is opened.",
        "Put the file into the page: a picture as inline `<svg>` or as a `data:` address, a style with `style(...)`.",
    ),
    "BG260": Code(
        "translation missing, left out",
        "A document is in a language in which a fact of one of its sections, or a note, definition or description, has no words.",
        "Add them under the record's `translations`.",
    ),
    "BG261": Code(
        "translation missing, needed",
        "A text, template or title needs words that a record does not have in the document's language; the document is not made.",
        "Add them under the record's `translations`, or take them out of the text.",
    ),
    "BG262": Code(
        "template words not translated",
        "The catalogue for a document's language lacks a message of the templates, or there is none; it is printed in English.",
        "Translate it in templates/locale/<language>/LC_MESSAGES/briefgen.po; templates/README.md says how to begin one.",
    ),
    "BG263": Code(
        "text not translated",
        "A document goes without an editor's text, which is there in the project's own language alone.",
        "Write data/texts/<brief>/<audience>.<language>.md with that section.",
    ),
    "BG264": Code(
        "faulty catalogue",
        "A .po file cannot be read, or a translation has other placeholders than its message.",
        "Mend the line that the message names; `pybabel compile` reports the same.",
    ),
}
