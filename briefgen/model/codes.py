"""The diagnostics' codes: stable names with cause and fix, from which docs/diagnostics.md is written.

First digit: 0 project, 1 dataset, 2 evidence and the finished page, 3 markings, 4 templates, 5 typesetting, 6 delivery.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for: the rule, what usually causes a finding, and what mends it."""

    title: str
    cause: str
    fix: str


CODES: Mapping[str, Code] = {
    # 0: project and files
    "BG001": Code(
        "no project here",
        "No `briefgen.yaml` in the folder or above it.",
        "Change to the project's folder, or name it with `--project DIR`.",
    ),
    "BG002": Code(
        "file missing",
        "A file that the project needs does not exist.",
        "Create it, or correct the name where it is mentioned.",
    ),
    "BG003": Code(
        "file unreadable",
        "A file is not UTF-8 text, is too large, or cannot be opened.",
        "Save it as UTF-8 under the stated size.",
    ),
    "BG004": Code("file empty", "A data file holds nothing.", "Fill it or delete it."),
    "BG005": Code("outside the project", "A name in the project leads out of its folder.", "Use a path inside the project."),
    "BG006": Code(
        "no such brief, audience or language",
        "The command names something that the project does not define.",
        "Use one of the names that the hint lists.",
    ),
    "BG007": Code(
        "names collide",
        "Two documents would be written to the same file.",
        "Rename one of the briefs, items or audiences.",
    ),
    "BG008": Code(
        "setting not applied yet",
        "A setting is accepted but this version does nothing with it.",
        "Leave it out, or wait for the version that applies it.",
    ),
    "BG009": Code(
        "cannot write",
        "The output folder refuses a file, or a link leads out of it.",
        "Check space, permissions and links.",
    ),
    "BG010": Code("folder in use", "Another build is writing to the same output folder.", "Wait for it, or use --output."),
    "BG011": Code("manifest unreadable", "The manifest of the output folder is damaged.", "Build everything once."),
    "BG012": Code("waiver ended", "A waiver's last day has passed.", "Mend the finding, or renew the waiver with its reason."),
    "BG013": Code(
        "waiver refused",
        "A waiver names a finding about what readers may not see (BG3xx), which cannot be waived.",
        "Change the marking, the embargo or the audience, and delete the waiver.",
    ),
    # 1: syntax and records
    "BG101": Code(
        "syntax",
        "The file is not valid YAML, JSON, CSV or Markdown.",
        "Mend the line; editors with YAML support show the place.",
    ),
    "BG102": Code(
        "duplicate key",
        "A mapping has the same key twice; YAML would silently take the last.",
        "Delete one of the two lines.",
    ),
    "BG103": Code("YAML feature refused", "Anchors, aliases, tags or several documents in one file.", "Write the values out."),
    "BG104": Code("nested too deeply", "More than 40 levels.", "Flatten the structure."),
    "BG105": Code(
        "control character",
        "A text holds a character that cannot be printed.",
        "Remove it; it is often left by copying from a PDF.",
    ),
    "BG106": Code("value too long", "A single text is longer than any brief can print.", "Shorten it."),
    "BG110": Code("unknown field", "A record has a field that briefgen does not know.", "Correct the name, or remove the field."),
    "BG111": Code("field missing", "A required field is not there.", "Add it."),
    "BG112": Code(
        "wrong type",
        "A field holds something else than it should.",
        "Write the value in the form that the message names.",
    ),
    "BG113": Code(
        "not one of the allowed words",
        "A field takes one of a few words.",
        "Use one of the words that the message lists.",
    ),
    "BG114": Code(
        "bad date",
        "A date is not ISO 8601 or not in the calendar.",
        "Write 2025-02-11, 2025-02, 2025 or an interval of two.",
    ),
    "BG115": Code(
        "bad number",
        "A figure's value is not an exact decimal.",
        "Write digits with an optional point; underscores may part them.",
    ),
    "BG116": Code(
        "unknown currency",
        "A unit of three capitals is no ISO 4217 code.",
        "Use the right code, or small letters for a unit of another kind.",
    ),
    "BG120": Code("duplicate id", "Two records have the same id.", "Rename one."),
    "BG121": Code(
        "unknown source",
        "A fact cites a source that data/sources.yaml does not have.",
        "Add the source, or correct the id.",
    ),
    "BG122": Code(
        "unknown topic",
        "A fact is filed under a topic that data/topics.yaml does not have.",
        "Add the topic, or correct the id.",
    ),
    "BG123": Code(
        "unknown entity",
        "A fact is about an entity that data/entities.yaml does not have.",
        "Add the entity, or correct the id.",
    ),
    "BG124": Code("unknown fact", "A relation or selection names a fact that does not exist.", "Correct the id."),
    "BG125": Code(
        "unknown audience",
        "A brief or a wording names an audience that does not exist.",
        "Correct the id, or add the audience.",
    ),
    "BG126": Code(
        "unknown marking",
        "A label is not in the project's marking scheme.",
        "Use one of the scheme's labels, letter for letter.",
    ),
    "BG127": Code(
        "unknown template",
        "An audience's template is neither in the project nor in the package.",
        "Correct the path, or create the file.",
    ),
    "BG128": Code(
        "relation in a circle",
        "A fact stands in a relation to itself, or facts are part of each other in a circle.",
        "Remove one of the relations that the message names.",
    ),
    "BG129": Code(
        "unknown tag",
        "A selection names a tag that no fact has.",
        "Correct the tag, or give it to the facts that are meant.",
    ),
    "BG130": Code("confidence without a reason", "Confidence below high needs its reason.", "Add `why`."),
    "BG131": Code(
        "statement without its value",
        "A fact has a value but its statement has no {value}, or the other way round.",
        "Put {value} where the formatted value belongs.",
    ),
    "BG132": Code(
        "figure without a number",
        "A fact of type figure has no number, or one of type date no date.",
        "Add the value, or choose another type.",
    ),
    "BG133": Code(
        "recommendation without an actor",
        "A recommendation says who should act.",
        'Add `actor`; "not stated" where the source names nobody.',
    ),
    "BG134": Code("fact without a source", "A fact has no source.", "Add at least one source with its locator."),
    "BG135": Code(
        "disputed without alternatives",
        "A disputed fact needs the other published values.",
        "Add `alternatives`, each with its sources, or a range as value.",
    ),
    "BG136": Code(
        "unknown locale or language",
        "A locale is no BCP 47 tag that the formatting library knows.",
        "Use a tag such as en-GB or fr-FR.",
    ),
    # 2: evidence and the finished page
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
        "No document of the project prints the fact.",
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
        "A template, text or style says a figure itself, for which no record answers.",
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
    # 3: markings
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
    # 4: templates
    "BG401": Code("template syntax", "Jinja could not read a template or text.", "Mend the line that the message names."),
    "BG402": Code(
        "undefined name",
        "A template uses a name that it does not have.",
        "Correct the name; templates/README.md lists those there are.",
    ),
    "BG403": Code(
        "unknown filter or test",
        "A template uses a filter or test that does not exist.",
        "Correct the name; templates/README.md lists those there are.",
    ),
    "BG404": Code("template failed", "A template stopped while it ran.", "Mend the expression that the message names."),
    "BG405": Code(
        "template not found",
        "A template includes or extends a file that does not exist.",
        "Correct the name, or create the file.",
    ),
    "BG406": Code("unknown fact in a template", "A template or text asks for a fact that does not exist.", "Correct the id."),
    "BG407": Code(
        "value without a filter",
        "A template prints a value as it is stored.",
        "Pass it through a filter: value, range, preferred, number, date ...",
    ),
    "BG408": Code(
        "dead link inside the document",
        "A link leads to an anchor that the document does not have.",
        "Print the evidence of that fact, or remove the link.",
    ),
    "BG409": Code("address refused", "A link's scheme is not one that readers may follow.", "Use https, http or mailto."),
    # 5: typesetting
    "BG501": Code(
        "typesetting library missing",
        "Pango or another system library is not installed.",
        "Install the package that the message names.",
    ),
    "BG502": Code("font missing", "A font family is not installed.", "Install its package."),
    "BG503": Code("glyph missing", "No font of the document has a character.", "Use another character, or a font that has it."),
    "BG504": Code(
        "resource refused or missing",
        "An image, font or style is missing, or lies outside the project.",
        "Put the file into the project and correct its address.",
    ),
    "BG505": Code(
        "typesetting failed",
        "The page could not be laid out.",
        "Simplify the part of the template that the message names.",
    ),
    "BG506": Code(
        "typesetter's warning",
        "The typesetter met something that it does not understand.",
        "Correct the style or markup that the message names.",
    ),
    "BG507": Code(
        "alternative text missing",
        "An image does not say what it shows.",
        "Write `alt`, or a `<title>` as the first child of an inline `<svg>`.",
    ),
    "BG508": Code(
        "link refused",
        "A link is relative, has a scheme that a document may not use, or would attach a file.",
        "Link to a whole https or mailto address, or to an anchor.",
    ),
    "BG510": Code(
        "process died",
        "The process that made a document was ended by the system or crashed.",
        "Build that document alone; if it dies again, simplify its template.",
    ),
    "BG511": Code(
        "took too long",
        "A document was not done within the time limit; some layouts never end.",
        "Simplify its template, shorten its tables, or allow more with --time-limit.",
    ),
    "BG512": Code(
        "needed too much memory",
        "A document needed more memory than the limit allows.",
        "Simplify its template, shorten its tables, or allow more with --memory-limit.",
    ),
}
