"""Codes BG4xx: templates, styles, charts and languages."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model.codes.entry import Code

TEMPLATES: Mapping[str, Code] = {
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
}
