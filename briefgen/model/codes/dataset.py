"""Codes BG1xx: the syntax of files and the records in them."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model.codes.entry import Code

DATASET: Mapping[str, Code] = {
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
        "A table cannot hold some text of a fact exactly or safely: blanks at its ends, semicolons in tags, empty entries of "
        "lists, signs of a formula.",
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
}
