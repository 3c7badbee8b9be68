"""Blocks of base.html.j2, in the order of the page; `briefgen templates show AUDIENCE` lists those of a paper."""

from __future__ import annotations

from briefgen.render.vocabulary.term import Term

BLOCKS: tuple[Term, ...] = (
    Term(
        "html_class",
        "classes",
        "more classes of the page as a whole",
        "{% block html_class %} dense{% endblock %}",
    ),
    Term(
        "paper_css",
        "styles",
        "styles of this paper, after all others",
        '{% block paper_css %}{{ style("styles/press.css") }}{% endblock %}',
    ),
    Term(
        "body_class",
        "classes",
        "`short` or `long`, which decide about type and space",
        "{% block body_class %}long{% endblock %}",
    ),
    Term(
        "heading",
        "words",
        "title, subtitle and terms",
        "{% block heading %}<h1>{{ title }}</h1>{% endblock %}",
    ),
    Term(
        "title",
        "words",
        "the words of the title",
        "{% block title %}{{ title }}{% endblock %}",
    ),
    Term(
        "subtitle",
        "words",
        "the line below the title",
        "{% block subtitle %}<p>{{ brief.subtitle }}</p>{% endblock %}",
    ),
    Term(
        "terms",
        "words",
        "what stands between heads and text, such as a ruled row of terms",
        "{% block terms %}<p>{{ audience.title }}</p>{% endblock %}",
    ),
    Term(
        "main",
        "words",
        "the paper itself",
        "{% block main %}{{ super() }}{% endblock %}",
    ),
    Term(
        "sources",
        "words",
        "the evidence of the facts that have no place for it yet",
        "{% block sources %}{{ super() }}{% endblock %}",
    ),
    Term(
        "colophon",
        "words",
        "what stands last",
        "{% block colophon %}<p>{{ publisher.name }}</p>{% endblock %}",
    ),
)
