"""Words that the templates of mails have beside those of documents. To add one, add its line here; a test asks for it."""

from __future__ import annotations

from briefgen.render.vocabulary.term import Term

MAIL_NAMES: tuple[Term, ...] = (
    Term(
        "recipient",
        "text by column",
        "what the recipient's row says in a column, put in when the message is made: it is printed and not compared",
        "{{ recipient.name }}",
    ),
    Term("attachment", "name and size", "the document that is attached", "{{ attachment.name }}, {{ attachment.size }}"),
    Term(
        "unsubscribe",
        "addresses",
        "how to leave the list: `mailto` with its scheme, `address` without, `url`",
        '<a href="{{ unsubscribe.mailto }}">{{ unsubscribe.address }}</a>',
    ),
    Term(
        "corrections",
        "list",
        "of a notice of correction: each with `was`, what an earlier edition said, and `fact`, nothing where it is gone",
        "{% for change in corrections %}{{ change.was }}{% endfor %}",
    ),
    Term(
        "charts",
        "list of ids",
        (
            "charts that are declared for the document's sections, those of `mail_figures` and `mail` first; none where a "
            "chart stands in the mail already"
        ),
        "{% for name in charts() %}{{ chart(name) }}{% endfor %}",
        "()",
    ),
    Term(
        "palette",
        "colours",
        "the brand's colours, `light` and `dark`: `paper`, `ink`, `soft`, `rule`, `accent`, `tint`, `focus`",
        '<p style="color: {{ palette.light.ink }}"></p>',
    ),
)
MAIL_FILTERS: tuple[Term, ...] = (
    Term(
        "otherwise",
        "text",
        "other words for where the recipient's cell is empty",
        '{{ recipient.name|otherwise("Colleague") }}',
        "a column of `recipient`",
    ),
    Term("as_text", "text", "words of a section as plain text", "{{ sections.lead.text|as_text }}", "HTML of a record"),
)
