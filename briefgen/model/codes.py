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
    "BG014": Code(
        "files in the way",
        "`briefgen init` would write over files that are there; nothing was written.",
        "Name an empty folder, or move the files that the message lists.",
    ),
    "BG015": Code(
        "new project not written",
        "The folder of the new project refuses a file, or a link stands in its way.",
        "Check space, permissions and links, or name another folder.",
    ),
    "BG016": Code(
        "port taken",
        "The preview cannot listen on the port: another program does, or the system reserves it.",
        "Name another with --port, or leave it out: the next free one is taken.",
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
    "BG140": Code(
        "unknown colour",
        "A colour of the brand file is no opaque colour of CSS and no name of its palette or theme.",
        "Write it as #1f6f78, or correct the name.",
    ),
    "BG141": Code(
        "colours in a circle",
        "Names of the brand's palette refer to each other in a circle.",
        "Give one of them a value.",
    ),
    "BG142": Code(
        "logo cannot be used",
        "A logo is no SVG or PNG of the project, is damaged or too large, or holds scripts or parts from elsewhere.",
        "Export it as plain SVG or as PNG, and name it relative to the brand file.",
    ),
    "BG143": Code(
        "text in a logo",
        "An SVG logo has letters as text, which is set in whatever font an output has.",
        "Turn its letters into outlines.",
    ),
    "BG144": Code(
        "font family not here",
        "The brand names a family of which the project has no file and the machine no font package; nothing is fetched.",
        "Install the package that the hint names, or list the font's files in the brand file.",
    ),
    "BG145": Code(
        "font file cannot be used",
        "A font file of the brand is no TTF, OTF, WOFF or WOFF2, is damaged, or is not in the project.",
        "Put a whole font file into the project.",
    ),
    "BG146": Code(
        "font may not be embedded",
        "The font's own embedding bits (OS/2 fsType) forbid or limit what a document does with it.",
        "Use a font with a licence for documents and the web; waive a warning where you hold such a licence.",
    ),
    "BG147": Code(
        "face missing",
        "A family of the brand has no italic or no bold face, so another of its faces stands for it.",
        "Add the face's file, if the family has one.",
    ),
    "BG148": Code(
        "no effect on briefs",
        "The brand file says something that other programs use and briefgen does not.",
        "Nothing has to be done.",
    ),
    "BG150": Code(
        "no readable spreadsheet",
        "A file to import is damaged, of another kind, or in the old Excel format.",
        "Save it as .xlsx, .ods or CSV, and import that.",
    ),
    "BG151": Code("spreadsheet under a password", "A file to import is encrypted.", "Save a copy without a password."),
    "BG152": Code(
        "spreadsheet too large",
        "A file to import unpacks to more than a table of facts can hold.",
        "Keep the rows that are wanted, in a file of their own.",
    ),
    "BG153": Code(
        "no such sheet or headings",
        "A sheet is not there or empty, or the row of headings is.",
        "Name the sheet with --sheet and the row with --header-row.",
    ),
    "BG154": Code(
        "mapping does not fit",
        "A mapping names a column or field that is not there, or gives two columns the same field.",
        "Correct the name; the message lists what there is.",
    ),
    "BG155": Code(
        "field without a column",
        "No column of the table holds a field that every fact needs.",
        "Map a column to it, or give all rows the same with --set.",
    ),
    "BG156": Code(
        "column left out",
        "A column's heading names no field of the fact record.",
        "Map it with --map, or to `-` where it is not wanted.",
    ),
    "BG157": Code(
        "cell without a value",
        "A cell holds an error, a formula that was never calculated, or a number with more digits than spreadsheets keep.",
        "Correct the cell in a spreadsheet program, and save the file again.",
    ),
    "BG158": Code("merged cells", "Cells that a fact is read from are merged with others.", "Part them, and fill each."),
    "BG159": Code(
        "unclear number",
        "A number is not written as its locale writes numbers, or value and unit of a row contradict each other.",
        "Correct the cell, or say how numbers are written with --number-locale.",
    ),
    "BG160": Code(
        "file of facts exists",
        "An import would write over a file.",
        "Use --update or --replace, or name another file with --to.",
    ),
    "BG161": Code(
        "file cannot be updated",
        "A file of facts is no YAML, or written so that its fields cannot be changed one by one.",
        "Write it anew with --replace.",
    ),
    "BG162": Code(
        "facts no longer in the table",
        "A file of facts that is updated has facts that the table does not have.",
        "Delete them by hand where they are out of date.",
    ),
    "BG163": Code("rows left out", "`--skip-bad` left rows out that have errors.", "Correct them, and import again."),
    "BG164": Code(
        "hidden rows",
        "Rows that a spreadsheet hides were imported like the others.",
        "Delete them from the table where they are not wanted.",
    ),
    "BG165": Code(
        "not carried exactly",
        "A table cannot hold some text of a fact exactly or safely: blanks at its ends, semicolons in tags, signs of a formula.",
        "Use YAML, JSON or JSON Lines.",
    ),
    "BG166": Code(
        "file of facts too large",
        "An import would write a file that is larger than what is read.",
        "Part it with --split.",
    ),
    "BG167": Code(
        "no id",
        "The columns of --id-from hold no Latin letter or digit in a row.",
        "Name other columns, or give ids in a column of their own.",
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
    "BG410": Code(
        "template extends itself",
        "A template extends itself, alone or by way of others.",
        'To change the package\'s template of that name, write `{% extends "stock:..." %}` with its name.',
    ),
    "BG411": Code(
        "block that nothing above has",
        "A template overrides a block that none of the templates that it extends has; Jinja would leave it out without a word.",
        "Correct its name; `briefgen templates show AUDIENCE` lists the blocks there are.",
    ),
    "BG412": Code(
        "words outside of blocks",
        "A template that extends another has words outside of every block; Jinja leaves them out without a word.",
        "Put them into a block, or into a comment.",
    ),
    "BG413": Code(
        "expression outside quotation marks",
        "A template prints within a tag, but not between the quotation marks of an attribute.",
        'Write `name="{{ ... }}"`.',
    ),
    "BG414": Code(
        "expression inside code",
        "A template prints data inside a script, a style or an event's attribute, where escaping does not make them safe.",
        "Put it into a `data-` attribute; print styles with `style(...)`, the description with `json_ld`.",
    ),
    "BG415": Code(
        "escaping switched off",
        "A template passes something else than its own words through `safe`, or switches `autoescape` off.",
        "Take it out: what is markup already is printed as it is.",
    ),
    "BG416": Code("script as address", "A link of a template is a script (`javascript:`).", "Link to an address or an anchor."),
    "BG417": Code(
        "relative link in a template",
        "A link of a template is relative; a document is one file, and in a PDF such a link leads to the maker's disk.",
        "Write the whole address, or an anchor of the document.",
    ),
    "BG418": Code(
        "image without words in a template",
        "An image of a template has no `alt` or an empty one, which PDF/UA does not take.",
        "Say what it shows; a mere ornament is a background of the style.",
    ),
    "BG419": Code(
        "style that paper does not keep",
        "A style makes the PDF invalid (`opacity`), or uses what the typesetter passes over without a word.",
        "Use what the hint names, or put it into `@media screen`.",
    ),
    "BG420": Code(
        "template fails with other data",
        "A template works with the present facts and stops with some that there may be one day: none, one, long ones ...",
        "Ask whether a thing is there before it is used: `{% if ... %}`.",
    ),
    "BG421": Code(
        "markup at fault",
        "Elements of a page are not rightly closed or nested, or (a warning) would not be with other data.",
        "Mend the template at the line that the message names.",
    ),
    "BG422": Code(
        "there already",
        "`briefgen templates` was asked to make an audience, template or block that the project has.",
        "Change the one there is, or choose another name; nothing is overwritten.",
    ),
    "BG423": Code(
        "file not changed",
        "`briefgen.yaml` or `data/audiences.yaml` is written in a form that cannot be changed safely by a program.",
        "Add the lines that the message gives by hand.",
    ),
    "BG424": Code(
        "record of overrides damaged",
        "`templates/overrides.json`, which says what each override was taken from, cannot be read.",
        "Take it from version control again, or delete it and run `briefgen templates status --accept`.",
    ),
    "BG425": Code(
        "nothing beneath",
        "An override was asked for in a project whose templates are the package's own.",
        "Change the template itself.",
    ),
    "BG430": Code(
        "no such chart", "A template or text asks for a chart that is not declared.", "Declare it in `data/charts.yaml`."
    ),
    "BG431": Code("long title of a chart", "The title of a chart has more than ten words.", "Say the finding alone."),
    "BG432": Code(
        "chart without facts",
        "A document asks for a chart of which it may show no fact; it is left out there.",
        "Leave it out of that document, or let its readers see one of its facts.",
    ),
    "BG433": Code(
        "units mixed in a chart",
        "A chart puts values of different units or currencies on one scale.",
        "Make a chart of each, or one of `type: dots`, which gives each fact a scale of its own.",
    ),
    "BG434": Code(
        "fact that cannot be drawn",
        "A chart names a fact that has not what its type is made of: a number, a date, a day on which the value held.",
        "Leave the fact out of the chart, or choose another `type`.",
    ),
    "BG435": Code(
        "chart within a paragraph", "A text asks for a chart in the middle of a paragraph.", "Give it a paragraph of its own."
    ),
    "BG436": Code(
        "chart without its table",
        "A chart is printed with `table=false`, and a fact of it stands in no table of the document.",
        "Leave `table=false` out, or print the facts in a table.",
    ),
    "BG437": Code(
        "chart cannot be drawn",
        "A Vega-Lite specification has a mistake, or asks for something from elsewhere.",
        "Mend the `spec` of the chart; its data are its facts.",
    ),
    "BG438": Code(
        "chart without a way to be drawn",
        "A chart has neither a `type` nor a `spec`, or both.",
        "Give it one of them.",
    ),
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
    "BG513": Code(
        "cluster library missing",
        "Builds on a cluster need Dask, which is not installed.",
        "Install it: pip install 'briefgen[cluster]'.",
    ),
    "BG514": Code(
        "no scheduler",
        "No Dask scheduler answers at the address, or its certificate and ours do not fit.",
        "Start it with `dask scheduler` and give the address that it prints; for tls:// see Dask's configuration.",
    ),
    "BG515": Code(
        "no worker",
        "The scheduler has no worker, or all were lost, and none has come in time.",
        "Start one with `dask worker ADDRESS`, and build again: what was made is kept.",
    ),
    "BG516": Code(
        "worker with other versions",
        "A worker has another briefgen, Python, typesetting library or system than this machine, so its documents would differ.",
        "Install there what is installed here, and start the worker again; the others go on without it.",
    ),
    "BG517": Code(
        "workers lost",
        "The workers that made a document were lost, one after the other.",
        "Build that document alone; give the workers more memory if it can be made.",
    ),
    "BG518": Code(
        "worker unfit",
        "A worker cannot start what makes documents, or cannot keep what it is sent.",
        "See the worker's log; often its disk is full.",
    ),
    "BG519": Code(
        "made on a cluster",
        "Tells how many workers made the documents, and how much was sent to them.",
        "Nothing needs to be done.",
    ),
    # 6: delivery
    "BG601": Code(
        "not an e-mail address",
        "A cell or setting holds no address that mail servers take.",
        "Write name@example.org: ASCII before the @, a full domain after it.",
    ),
    "BG602": Code(
        "recipients unreadable",
        "A file of recipients is no CSV with the headings that it needs.",
        "Write the headings in the first line, and as many cells in each row.",
    ),
    "BG603": Code(
        "cell not fit for a letter",
        "A cell of the recipients holds a line break, a character that cannot be printed, or a formula.",
        "Write plain words in it.",
    ),
    "BG604": Code("address given twice", "Two rows of one file have the same address.", "Delete one of them."),
    "BG605": Code(
        "no document in this language",
        "A row names a language in which the audience has no document.",
        "Correct the language, or add it to the audience's `languages`.",
    ),
    "BG606": Code(
        "merge field missing",
        "A cell or column that the letter prints is empty or missing.",
        "Fill it, or give other words in the template.",
    ),
    "BG607": Code(
        "slot misplaced",
        "A letter's template prints a recipient's data where they could be taken for code.",
        "Print them in the text of the letter.",
    ),
    "BG608": Code(
        "letter without its marking",
        "Subject, first line of the plain text or first line of the HTML does not say the marking or embargo.",
        "Print {{ marking }} and {{ embargo }} there.",
    ),
    "BG609": Code(
        "letter not fit for mail programs",
        "The HTML is longer than mail programs show, or says something else than the plain text.",
        "Shorten it, and print the same facts in both.",
    ),
    "BG610": Code(
        "document not built",
        "The manifest of the output folder has no PDF of a document that is to be sent.",
        "Run `briefgen build` first.",
    ),
    "BG611": Code(
        "document changed",
        "A PDF is missing, or its hash is not the manifest's.",
        "Run `briefgen build` again.",
    ),
    "BG612": Code(
        "document out of date",
        "Facts, templates, title or edition have changed since the PDF was built.",
        "Run `briefgen build` again.",
    ),
    "BG613": Code(
        "above the ceiling",
        "A document or letter is marked higher than its audience may see.",
        "Build it again, or change what the audience may see.",
    ),
    "BG614": Code(
        "under embargo",
        "A document may not go out yet.",
        "Wait, or name a pre-release list for the audience.",
    ),
    "BG615": Code(
        "not on the pre-release list",
        "A document is under embargo, and the address is not among those who may have it now.",
        "Wait, or add the address to the list with a reason.",
    ),
    "BG616": Code(
        "nobody to write to",
        "No audience that is wanted names recipients, or all of them are left out.",
        "Give the audience `recipients`.",
    ),
    "BG617": Code(
        "column not used",
        "A column of the recipients is printed by no letter: personal data that nobody needs, or a misspelt heading.",
        "Delete the column, or print it.",
    ),
    "BG618": Code(
        "message too large",
        "A message with its attachment, encoded, is larger than `email.max_size`.",
        "Make the document smaller, or raise the limit.",
    ),
    "BG619": Code(
        "no such plan",
        "There is no plan, or the file is no plan that this version can read.",
        "Make one with `briefgen email plan`.",
    ),
    "BG620": Code(
        "not what was planned",
        "A message of a plan, or the document that it carries, is not the one that was planned.",
        "Make the plan again with `briefgen email plan`.",
    ),
    "BG630": Code(
        "send log in use",
        "Another briefgen holds the send log of this project.",
        "Wait until it has ended; only one sends at a time.",
    ),
    "BG631": Code(
        "no send log of this version",
        "The file is damaged, or another version of briefgen wrote it.",
        "Use the version that wrote it. Move it away only if nobody may get a message twice on its account.",
    ),
    "BG632": Code(
        "send log cannot be written",
        "The disk is full, or `.briefgen/` may not be written.",
        "Make space or mend the permissions, and send again: nothing is sent twice.",
    ),
    "BG633": Code(
        "instant not yet come",
        "`briefgen email send --yes` was given an `--as-at` that lies ahead, by which embargoes would seem to be over.",
        "Leave --as-at out; without --yes it shows what could be sent at that instant.",
    ),
    "BG634": Code(
        "certificate not trusted",
        "The mail server's certificate is not signed by a known authority, has ended, or names another host.",
        "Correct `email.smtp.host`, or name the authority's certificate in `email.smtp.ca_file`.",
    ),
    "BG635": Code(
        "no encryption",
        "The mail server offers no STARTTLS.",
        "Correct `email.smtp.port`, or set `security: tls` where the server encrypts from the start.",
    ),
    "BG636": Code(
        "password refused",
        "The mail server does not take the user name and password, or the token.",
        "Correct them; the password was offered once.",
    ),
    "BG637": Code(
        "no password",
        "The password is in none of the places where it is looked for, or others may read its file.",
        "Set BRIEFGEN_SMTP_PASSWORD, or `password_command` or `password_file` in `email.smtp`; the file's mode must be 0600.",
    ),
    "BG638": Code(
        "authentication not offered",
        "The mail server does not offer the mechanism that the settings name.",
        "Set `email.smtp.auth` to one that it offers.",
    ),
    "BG639": Code(
        "document changed since the plan",
        "The PDF in the output folder is not the one that the plan attaches.",
        "Look at the new document, and make the plan again with `briefgen email plan`.",
    ),
    "BG640": Code(
        "embargo not over",
        "A document may not be passed on yet.",
        "Send it when its embargo is over; those on the pre-release list get it before.",
    ),
    "BG641": Code(
        "above the audience's ceiling",
        "A document holds what its audience may not see by now.",
        "Build it again, and make the plan again.",
    ),
    "BG642": Code(
        "message deferred",
        "The mail server does not take a message now.",
        "Send again later: it is tried when its time has come.",
    ),
    "BG643": Code(
        "message refused",
        "The mail server refuses a message for good; it is not tried again.",
        "Correct the address, or ask the server's postmaster, and write to this reader by a new plan.",
    ),
    "BG644": Code(
        "perhaps delivered",
        "The connection or the program ended between the end of a message and the server's answer.",
        "Ask the reader, then `briefgen email status --mark-sent` or `--resend`.",
    ),
    "BG645": Code(
        "server busy",
        "The mail server limits how much it takes, or cannot be reached.",
        "Send again later, with a lower `--rate`, or with `--wait`.",
    ),
    "BG646": Code(
        "mailbox cannot be read",
        "The Maildir or the IMAP server with the delivery reports cannot be read.",
        "Correct its name, and the user's rights.",
    ),
    "BG647": Code(
        "every message refused",
        "The mail server refuses our messages whatever their address.",
        "Read its words, and correct the settings of `email`.",
    ),
    "BG648": Code(
        "message came back", "A delivery report says that a message will never arrive.", "Correct the address in the recipients."
    ),
    "BG649": Code("setting missing", "`email` in briefgen.yaml leaves out what its transport needs.", "Add it."),
    "BG650": Code(
        "command cannot be started",
        "The command of `email.command` is not there or may not be run.",
        "Install it, or correct its name.",
    ),
    "BG651": Code(
        "folder of letters cannot be written",
        "The folder of `email.folder` takes no file.",
        "Make space on the disk, or mend its permissions.",
    ),
    "BG652": Code(
        "no such message",
        "The plan or the send log has no message under this name, or it is in another state.",
        "`briefgen email status` shows the messages that can be settled.",
    ),
    "BG653": Code("delivery report noted", "A report tells of a delay, or of a message that was not sent from here.", "Nothing."),
    "BG654": Code(
        "lost in a mail",
        "A template of mails has an element, a picture or a style that mail programs take out, block or do not keep.",
        "Use what the hint names: tables, colours of the palette, charts.",
    ),
    "BG655": Code(
        "same file sent before",
        "Readers of the plan have the same file from another plan.",
        "Nothing, or `--again` to send it to them once more.",
    ),
    "BG656": Code(
        "address suppressed",
        "Nothing is sent to an address that a server said does not exist.",
        "Correct the recipients; `briefgen email status --allow ADDRESS` where the address works again.",
    ),
    "BG657": Code(
        "nothing to correct",
        "The send log shows nobody with an edition that a changed fact touches.",
        "Correct the facts and build first; or there is nothing to do.",
    ),
    "BG658": Code(
        "reader not among the recipients",
        "The send log shows a reader of an earlier edition whom the recipients no longer name.",
        "Put the row back, or leave such readers out with `--skip-bad`.",
    ),
    "BG659": Code(
        "correction without a reason",
        "No text says why an edition is corrected.",
        "Write it below `## correction` in the audience's text.",
    ),
}
