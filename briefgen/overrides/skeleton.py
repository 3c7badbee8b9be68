"""What a new audience's template is before anybody has changed it: a plain paper, or another audience's paper."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from briefgen.model.loaded import Plain

SECTIONS: Mapping[str, Plain] = {
    "sections": {
        "title": {},
        "subtitle": {},
        "bottom_line": {"facts": {}, "without": {"types": ["recommendation", "date"]}, "take": "2"},
        "key_figures": {"facts": {"types": ["figure"]}, "take": "4", "prefer_tags": ["key-figure"], "spread": "true"},
        "points": {"facts": {}, "without": {"types": ["recommendation"]}, "take": "6", "spread": "true", "new": "true"},
        "recommendations": {"facts": {"types": ["recommendation"]}, "take": "3"},
    }
}
"""Sections of a plain paper, as data/audiences.yaml has them."""

_PLAIN = """\
{#- TITLE: what its readers get, in the order in which they read it. `briefgen templates vars` lists all that may stand here. -#}
{% extends "base.html.j2" %}
{% from "partials/evidence.html.j2" import short_evidence, word_and_reason with context %}
{% from "partials/figures.html.j2" import figures with context %}
{% from "partials/sections.html.j2" import recommendations, section with context %}

{# For a paper of many pages: {% block body_class %}long{% endblock %} sets headings and text wider apart. #}

{# Styles of this paper alone, such as .lead { ... }; colours and spaces have their names in styles/tokens.css. #}
{% block paper_css %}{% endblock %}

{% block main %}
{# A section is an editor's text (data/texts/BRIEF/NAME.md, `## bottom_line`), else the facts that data/audiences.yaml gives. #}
{% block bottom_line %}{{ section(sections.get("bottom_line"), _("Bottom line"), "lead") }}{% endblock %}

{% block key_figures %}
{% set found = sections.get("key_figures") %}
{% if found and found.facts %}
<section>
<h2>{{ _("Key figures") }}</h2>
{% call(f) figures(found.facts) %}{{ short_evidence(f) }}{% endcall %}
</section>
{% endif %}
{% endblock %}

{% block points %}{{ section(sections.get("points"), _("Facts"), "hang", true) }}{% endblock %}

{% block recommendations %}
{% set found = sections.get("recommendations") %}
{% if found %}
<section class="hang">
<h2>{{ _("Recommendations") }}</h2>
<div>
{% if found.text %}
{{ found.text }}
{% else %}
{% call(f) recommendations(found.facts) %} {{ word_and_reason(f) }}{% endcall %}
{% endif %}
</div>
</section>
{% endif %}
{% endblock %}
{% endblock %}

{# The evidence of whatever has no place yet stands below, in the block `sources`; override it to show it otherwise. #}
"""
OWN_BLOCK = "body_class"
"""The block that a paper made from another one overrides from the start."""
_UPON = """\
{{#- {title}: the paper of `{model}`, with what is changed here.
    Its blocks:
    {blocks}.
    `briefgen templates override {name} BLOCK` brings one here with what stands in it. -#}}
{{% extends "{template}" %}}

{{# Styles are written for the class of the audience that this paper is made from. #}}
{{% block body_class %}}{{{{ super() }}}} {model}{{% endblock %}}
"""


def from_nothing(title: str, name: str) -> str:
    """Write a plain paper of an audience's own."""
    return _PLAIN.replace("TITLE", _comment(title)).replace("NAME", name)


def built_upon(title: str, name: str, above: tuple[str, str], blocks: Sequence[str]) -> str:
    """Write a paper that is another audience's (its id and template) until its blocks are changed."""
    model, template = above
    listed = textwrap.fill(", ".join(blocks), 120, subsequent_indent="    ")
    upon = _UPON if OWN_BLOCK in blocks else _UPON.partition("\n{{# Styles")[0]
    return upon.format(title=_comment(title), name=name, model=model, template=template, blocks=listed)


def _comment(text: str) -> str:
    """Keep a title from ending the comment that it stands in."""
    return text.replace("#}", "# }").replace("{#", "{ #")
