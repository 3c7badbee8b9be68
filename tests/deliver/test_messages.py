"""Messages: their structure, what is in them, and that no transport can change it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefgen.deliver.message import Attachment, Form, compose
from briefgen.deliver.planning import Shared, joined
from briefgen.deliver.transfer import quoted_printable
from briefgen.model.brand import Brand
from briefgen.model.briefing import DocumentId
from briefgen.model.delivery import Enclosure, Picture
from briefgen.model.diagnostic import Problems
from briefgen.model.settings import SectionRule
from briefgen.render import Environment, write_letter
from briefgen.render.vocabulary import MAIL_FILTERS, MAIL_NAMES
from briefgen.stock import stock_templates
from briefgen.tailor import tailor
from tests.builders import NOON, disputed, make_fact, make_work, say, texts
from tests.deliver.conftest import ENVELOPE, PDF, LetterMaker, Post, body, parsed, row

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


def shape(part: object, depth: int = 0) -> list[str]:
    """Give the types of a message's parts, indented by their depth."""
    content_type, is_multi = part.get_content_type(), part.is_multipart()  # type: ignore[attr-defined]
    inner = [line for one in part.iter_parts() for line in shape(one, depth + 1)] if is_multi else []  # type: ignore[attr-defined]
    return ["  " * depth + content_type, *inner]


def test_a_message_is_mixed_of_two_forms_of_the_words_and_the_pdf(post: Post) -> None:
    message = parsed(post.to(row()))
    assert shape(message) == [
        "multipart/mixed",
        "  multipart/alternative",
        "    text/plain",
        "    text/html",
        "  application/pdf",
    ]
    assert not [part.defects for part in message.walk() if part.defects]
    (pdf,) = message.iter_attachments()
    assert pdf.get_filename() == "summit.pdf"
    assert pdf.get_content_disposition() == "attachment"
    assert hashlib.sha256(pdf.get_content()).hexdigest() == hashlib.sha256(PDF).hexdigest()


def test_pictures_stand_beside_the_html_under_the_ids_that_it_names(letter: LetterMaker) -> None:
    pictures = (Picture("chart-1.png", "a@briefgen", PNG), Picture("chart-2.png", "b@briefgen", PNG))
    content = Post(Form(replace(letter(), pictures=pictures), Attachment.of("a.pdf", PDF))).to(row())
    message = parsed(content)
    assert shape(message)[3:7] == ["    multipart/related", "      text/html", "      image/png", "      image/png"]
    found = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert [part["Content-ID"] for part in found] == ["<a@briefgen>", "<b@briefgen>"]
    assert [part.get_filename() for part in found] == ["chart-1.png", "chart-2.png"]
    assert [part.get_content() for part in found] == [PNG, PNG]


def test_both_forms_say_the_same_to_a_reader(letter: LetterMaker) -> None:
    facts = (make_fact(), disputed())
    words = "**Support** the aims: [the text](https://example.org/a).\n\n- One\n- Two & more <b>bold</b>"
    message = parsed(Post(Form(letter(*facts, text=words), Attachment.of("a.pdf", PDF))).to(row(name="Ada <Ex> & Co")))
    assert body(message, "plain") == (
        "TLP:CLEAR\n\nThe summit\nExample Unit · edition 1\n\nDear Ada <Ex> & Co,\n\n"
        "Support the aims: the text (https://example.org/a).\n\n- One\n- Two & more <b>bold</b>\n\n"
        "Key figures\n\n- France announced €109 billion of investment.\n- 58 to 61 countries signed the statement.\n\n"
        "Attached: Readers\nPDF, 10 kB: summit.pdf\n\nExample Unit\n\nTo stop receiving these briefs: leave@example.org\n"
    )
    html = body(message, "html")
    for words in ("Dear Ada &lt;Ex&gt; &amp; Co,", "58 to 61", "€109 billion", "mailto:leave@example.org", "&lt;b&gt;bold"):
        assert words in html
    assert message["Subject"] == "[TLP:CLEAR] The summit"


def test_no_merge_field_is_a_template_or_markup(post: Post) -> None:
    message = parsed(post.to(row(name="{{ 7*7 }} {% raw %} <script>x</script> \\1")))
    assert "Dear {{ 7*7 }} {% raw %} <script>x</script> \\1," in body(message, "plain")
    assert "<script>" not in body(message, "html")
    assert "{{ 7*7 }}" in body(message, "html")


def test_lines_that_transports_change_are_encoded_and_arrive_unchanged(letter: LetterMaker) -> None:
    words = "From here on\n.\n..\nFrom \n" + "y" * 998 + "\n" + "word " * 300 + "\ntab\tend \n"
    template = "{{ marking }}\n{% raw %}" + words + "{% endraw %}{{ recipient.name }}"
    content = Post(Form(letter(templates={"email/message.txt.j2": template}), Attachment.of("a.pdf", PDF))).to(
        row(name="From me")
    )
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not [line for line in lines if line.startswith(b"From ") or line == b"." or b"\n" in line or b"\r" in line]
    shown = body(parsed(content), "plain")
    assert [line.rstrip() for line in shown.splitlines()] == [
        line.rstrip() for line in f"TLP:CLEAR\n{words}From me\n".splitlines()
    ]


@pytest.mark.parametrize("text", ["From a\n", "x" * 75 + "From b\n", ".\n", " \n", "é" * 200 + "\n", "a=b\n", "=_x\n", "From \n"])
def test_quoted_printable_gives_back_what_was_put_in(text: str) -> None:
    import quopri

    encoded = quoted_printable(text)
    assert quopri.decodestring(encoded) == text.replace("\n", "\r\n").encode()
    assert max(map(len, encoded.split(b"\r\n"))) <= 76
    assert b"=_" not in encoded


def test_nobody_else_s_address_stands_in_a_message(letter: LetterMaker) -> None:
    form = Form(letter(), Attachment.of("a.pdf", PDF))
    people = [row(email=f"reader{number}@example.org", name=f"Reader {number}") for number in range(20)]
    for one in people:
        content = joined(compose(form, ENVELOPE, one).pieces)
        assert [other.address for other in people if other.address.encode() in content] == [one.address]


def test_messages_of_a_letter_share_all_but_their_own_lines(letter: LetterMaker) -> None:
    form = Form(letter(), Attachment.of("a.pdf", PDF * 100))
    ada, mina = (compose(form, ENVELOPE, row(email=f"{name}@example.org", name=name)) for name in ("ada", "mina"))
    assert [piece for piece in ada.pieces if isinstance(piece, Shared)] == [p for p in mina.pieces if isinstance(p, Shared)]
    own = sum(len(piece) for piece in ada.pieces if not isinstance(piece, Shared))
    assert own < 1_500 < ada.size


def test_a_column_printed_in_a_style_or_as_an_address_is_refused(letter: LetterMaker) -> None:
    for html in (
        "<html><head><style>p { color: {{ recipient.name }} }</style></head><body><p>x</p></body></html>",
        '<html><body><a href="{{ recipient.name }}">x</a></body></html>',
    ):
        with pytest.raises(Problems) as caught:
            letter(templates={"email/message.html.j2": html})
        assert caught.value.diagnostics[0].code in {"BG607", "BG409"}


def test_an_unquoted_attribute_cannot_be_left_by_what_a_row_says(letter: LetterMaker) -> None:
    html = "<html><body><p title={{ recipient.name }}>{{ marking }}</p></body></html>"
    form = Form(letter(templates={"email/message.html.j2": html}), Attachment.of("a.pdf", PDF))
    shown = body(parsed(Post(form).to(row(name='x onclick="y" z'))), "html")
    from lxml import html as reader

    assert dict(reader.document_fromstring(shown).find(".//p").attrib) == {"title": 'x onclick="y" z'}


def test_an_empty_cell_gives_way_to_other_words(letter: LetterMaker) -> None:
    made = letter(templates={"email/message.txt.j2": '{{ marking }}\nDear {{ recipient.title|otherwise("Colleague") }},'})
    form = Form(made, Attachment.of("a.pdf", PDF))
    assert "Dear Colleague," in body(parsed(Post(form).to(row(title=""))), "plain")
    assert "Dear Dr Ada," in body(parsed(Post(form).to(row(title="Dr Ada"))), "plain")
    assert made.needed == {"name"}
    assert made.columns == {"name", "title"}


def test_an_audience_s_own_templates_stand_before_those_for_all_and_its_language_first(letter: LetterMaker) -> None:
    own = {"email/readers.subject.txt.j2": "readers", "email/message.en.subject.txt.j2": "english"}
    assert letter(templates=own).subject == "readers"
    assert letter(templates={"email/readers.en.subject.txt.j2": "{{ title }} & both"}).subject == "The summit & both"


def test_a_letter_cannot_print_what_its_readers_may_not_see(letter: LetterMaker) -> None:
    secret = make_fact("secret", marking="TLP:RED")
    with pytest.raises(Problems) as caught:
        letter(make_fact(), secret, text='It is {{ fact("secret") }}.')
    assert [item.code for item in caught.value.diagnostics] == ["BG301"]
    assert "secret" not in letter(make_fact(), secret).html


def test_a_letter_knows_each_value_that_it_prints(letter: LetterMaker) -> None:
    made = letter(make_fact(), say("aims", "The aims are broad"), text='So: {{ fact("aims").sentence }}')
    for page in made.pages:
        assert page.ledger.facts == ("money", "aims")
    assert {entry.printed for entry in made.pages[1].ledger.entries} >= {"€109 billion", "The aims are broad."}


def test_the_words_of_mails_are_those_that_their_templates_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names and filters that a letter has beside those of documents, and every example of one, printed in a mail."""
    from briefgen.render import letter as room
    from briefgen.render.studio import Studio

    found: list[Studio] = []
    made_studio = room.studio_for
    monkeypatch.setattr(room, "studio_for", lambda *given: found.append(made_studio(*given)) or found[-1])
    examples = "\n".join(term.example for term in (*MAIL_NAMES, *MAIL_FILTERS))
    (tmp_path / "email").mkdir()
    (tmp_path / "email" / "message.html.j2").write_text(f"<p>{{{{ marking }}}}</p>{examples}", encoding="utf-8")
    parts: dict[str, Any] = {"texts": texts({"lead": "First."}), "audience": {"sections": {"lead": SectionRule()}}}
    document = DocumentId("summit", "", "readers", "en")
    briefing = tailor(make_work((make_fact(),), **parts), document, NOON)
    environment = Environment((tmp_path, stock_templates()))
    write_letter(briefing, environment, Enclosure(name="a.pdf", size=1, marking="TLP:CLEAR"), Brand())
    plain = made_studio(briefing, environment)
    assert {term.name for term in MAIL_NAMES} == set(found[0].names) - set(plain.names)
    own = set(found[0].environment.filters) - set(plain.environment.filters)
    assert {term.name for term in MAIL_FILTERS} == own
