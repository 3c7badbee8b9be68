"""Names that every template of a document finds. To add one, add its line here; a test asks for it."""

from __future__ import annotations

from briefgen.render.vocabulary.term import Term

NAMES: tuple[Term, ...] = (
    Term(
        "title",
        "text",
        "the brief's title, with `{item.name}` filled in",
        "{{ title }}",
    ),
    Term(
        "brief",
        "brief",
        "the brief as `briefgen.yaml` has it",
        "{{ brief.subtitle }}",
    ),
    Term(
        "audience",
        "audience",
        "who reads the document",
        "{{ audience.title }}",
    ),
    Term(
        "publisher",
        "publisher",
        "who answers for the document",
        "{{ publisher.name }}",
    ),
    Term(
        "item",
        "item",
        "of a `for_each` brief: what this document is about; otherwise nothing",
        "{% if item %}{{ item.title }}{% endif %}",
    ),
    Term(
        "sections",
        "sections by id",
        "the audience's sections; one with neither text nor facts is false",
        '{% if sections.get("lead") %}{{ sections.lead.text }}{% endif %}',
    ),
    Term(
        "fact",
        "fact",
        "one fact by its id; an error where the document may not have it",
        '{{ fact("money").sentence }}',
        "(id)",
    ),
    Term(
        "facts",
        "list of facts",
        (
            "the document's own facts that meet every criterion, each of which is a list: in a `for_each` brief those of its "
            "item, otherwise all admitted ones"
        ),
        '{% for f in facts(topics=["investment"]) %}{{ f.sentence }}{% endfor %}',
        "(topics=[], tags=[], entities=[], ids=[], types=[], statuses=[])",
    ),
    Term(
        "used_facts",
        "list of facts",
        "the facts printed so far, in order",
        "{{ used_facts()|length }}",
        "()",
    ),
    Term(
        "unsourced_facts",
        "list of facts",
        (
            "the facts printed so far whose evidence has no place in the document yet; those with a "
            "note in the order of their numbers"
        ),
        '{% for f in unsourced_facts() %}<li id="{{ f|anchor }}">{{ f.statement }}</li>{% endfor %}',
        "()",
    ),
    Term(
        "sources_of",
        "list of sources",
        "the sources of some facts, each once",
        "{% for source in sources_of(used_facts()) %}{{ source.short }}{% endfor %}",
        "(facts)",
    ),
    Term(
        "wholes",
        "list of tables",
        "tables of wholes and their parts, one for each unit",
        "{% for table in wholes(facts()) %}{{ table.unit }}{% endfor %}",
        "(facts)",
    ),
    Term(
        "chart",
        "text",
        (
            "the whole figure of a chart that `data/charts.yaml` declares, with the facts that the document may have; nothing "
            "where it has none. `chart(id, table=false)` leaves its table out, where the facts stand in another table"
        ),
        '{{ chart("money") }}',
        "(id, table=true)",
    ),
    Term(
        "chart_facts",
        "list of facts",
        "the facts that some charts show in this document",
        '{% for f in chart_facts(["money"]) %}{{ f.sentence }}{% endfor %}',
        "(ids)",
    ),
    Term(
        "brand_css",
        "text",
        "the brand file's colours, fonts and sizes as a style; empty where there is none",
        "<style>{{ brand_css }}</style>",
    ),
    Term("logo", "text", "the brand file's logo as an element; empty where there is none", "{{ logo }}"),
    Term(
        "style",
        "text",
        "the text of a style",
        '<style>{{ style("styles/base.css") }}</style>',
        "(name)",
    ),
    Term(
        "release",
        "text",
        '"For immediate release", or until when the document is under embargo',
        "{{ release }}",
    ),
    Term(
        "marking",
        "text",
        "the document's marking, the highest of its facts",
        "{{ marking }}",
    ),
    Term(
        "embargo",
        "text",
        ("until when the document is under embargo, as words for an attribute; nothing where none of its facts is"),
        '<p data-embargo="{{ embargo }}"></p>',
    ),
    Term(
        "embargo_line",
        "text",
        "the same as an element for the head of the document",
        "{{ embargo_line }}",
    ),
    Term(
        "digest",
        "text",
        "the hash of the document's facts and sources",
        '<meta name="digest" content="{{ digest }}">',
    ),
    Term(
        "json_ld",
        "text",
        "schema.org description of the report and its claims",
        '<script type="application/ld+json">{{ json_ld }}</script>',
    ),
    Term(
        "lang",
        "plain text",
        "the document's language, such as `en-GB`",
        '<p lang="{{ lang }}"></p>',
    ),
    Term(
        "direction",
        "plain text",
        "`ltr` or `rtl`",
        '<p dir="{{ direction }}"></p>',
    ),
    Term(
        "paper",
        "plain text",
        "`A4` or `Letter`",
        "<style>@page { size: {{ paper }} }</style>",
    ),
    Term(
        "_",
        "text",
        "the template's own words in the document's language",
        '{{ _("Key figures") }}',
        "(words, ...)",
    ),
    Term(
        "gettext",
        "text",
        "the same as `_`",
        '{{ gettext("Sources") }}',
        "(words, ...)",
    ),
    Term(
        "ngettext",
        "text",
        "the template's own words in the form that a number asks for",
        '{{ ngettext("%(num)s fact", "%(num)s facts", used_facts()|length) }}',
        "(one, other, number, ...)",
    ),
    Term(
        "pgettext",
        "text",
        "the template's own words, told apart by a context",
        '{{ pgettext("verb", "Open") }}',
        "(context, words, ...)",
    ),
    Term(
        "npgettext",
        "text",
        "the same in the form that a number asks for",
        '{{ npgettext("count", "%(num)s fact", "%(num)s facts", used_facts()|length) }}',
        "(context, one, other, number, ...)",
    ),
)
"""What every template of a document finds; `namespace`, `cycler`, `joiner`, `dict`, `range` and `loop` are Jinja's own."""
