"""Heads of messages: what recipients, editors and settings put into them arrives as it is, and adds no field."""

from __future__ import annotations

import email
from dataclasses import replace
from email.header import decode_header, make_header
from email.policy import compat32
from email.utils import parseaddr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.deliver.headers import addresses, differences, mailbox, words
from briefgen.deliver.message import Attachment, Form
from briefgen.model.delivery import Mailbox
from tests.deliver.conftest import ENVELOPE, PDF, LetterMaker, Post, body, parsed, row

USUAL = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Unsubscribe",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
]
AWKWARD = (
    'Doe, Jané "JJ" <acting>',
    'O"Brien, A',
    "大平正芳 (外務大臣)",
    "A <b@evil.example>",
    "back\\slash",
    "Smith; Jones: and, others",
    "x" * 300,
    "é, b" * 40,
    "😀" * 60,
    "علي حسن",
    "@",
    "=",
    ".",
)
INJECTIONS = (
    "=?utf-8?q?x=0AReply-To:_evil@example.com?=",
    "=?utf-8?b?eApSZXBseS1UbzogZXZpbEBleGFtcGxlLmNvbQ==?=",
    "x\r\nBcc: evil@example.com",
    "x\nBcc: evil@example.com",
    "x\rBcc: evil@example.com",
    "x\r\n\r\n<h1>body</h1>",
    "x\u2028Bcc: evil@example.com",
    "x\x85Bcc: evil@example.com",
    "x\x00y",
    "x\x0bBcc: evil@example.com",
)


def name_and_address(content: bytes) -> tuple[str, str]:
    """Read the recipient as a mail program does: unfolded, then parsed, then decoded (RFC 2047)."""
    found = email.message_from_bytes(content, policy=compat32)["To"]
    name, address = parseaddr(found.replace("\r\n", "").replace("\n", ""))
    return str(make_header(decode_header(name))), address


@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_name_arrives_as_it_is_written(post: Post, name: str) -> None:
    content = post.to(row(name=name))
    assert name_and_address(content) == (name, "ada@example.org")
    assert parsed(content).keys() == USUAL
    assert f"Dear {name}," in body(parsed(content), "plain")


@pytest.mark.parametrize("name", ['Doe, "JJ" <acting>', "Jané, Doe", "大平正芳 (外務大臣)", "A <b@evil.example>", "back\\slash"])
def test_python_s_own_parser_reads_one_recipient_with_the_name(post: Post, name: str) -> None:
    (found,) = parsed(post.to(row(name=name)))["To"].addresses
    assert (found.display_name, found.addr_spec) == (name, "ada@example.org")


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_adds_a_field_to_a_head(letter: LetterMaker, post: Post, text: str) -> None:
    subject = Form(
        letter(templates={"email/message.subject.txt.j2": "[{{ marking }}] {{ recipient.desk }}"}), Attachment.of("a.pdf", PDF)
    )
    title = Form(
        letter(brief={"title": f"T {text}"}, templates={"email/message.subject.txt.j2": "{{ title }}"}), subject._attachment
    )
    attempts = (
        (post.form, ENVELOPE, row(name=text)),
        (post.form, ENVELOPE, row(email=f"ada{text}@example.org")),
        (post.form, ENVELOPE, row(email=f"ada@{text}")),
        (subject, ENVELOPE, row(desk=text)),
        (title, ENVELOPE, row()),
        (post.form, replace(ENVELOPE, sender=Mailbox(text, "briefs@example.org")), row()),
        (post.form, replace(ENVELOPE, sender=Mailbox("", f"{text}@example.org")), row()),
        (post.form, replace(ENVELOPE, reply_to=Mailbox(text, "briefs@example.org")), row()),
        (post.form, replace(ENVELOPE, unsubscribe=(f"mailto:{text}@example.org",)), row()),
        (post.form, replace(ENVELOPE, unsubscribe=(f"https://example.org/{text}",)), row()),
    )
    reasons = []
    for form, envelope, recipient in attempts:
        try:
            content = Post(form, envelope).to(recipient)
        except ValueError as error:
            reasons.append(str(error))
            continue
        # line ends in a subject that templates make are spaces by now
        assert [name for name in parsed(content) if name != "Reply-To"] == USUAL, text
        assert "evil" not in str(parsed(content).get("Reply-To", ""))
    assert len(reasons) >= len(attempts) - 1
    assert all("header" in reason or "Unsubscribe" in reason for reason in reasons)


def test_a_finished_head_that_is_read_differently_is_not_used() -> None:
    fields, meant = {"To": "a@example.org", "Subject": "x"}, {"To": Mailbox("", "a@example.org"), "Subject": "x"}
    assert differences(b"To: a@example.org\r\nSubject: x\r\n\r\n", fields, meant) == ()
    assert differences(b"To: a@example.org\r\nBcc: b@example.org\r\nSubject: x\r\n\r\n", fields, meant) == ("Bcc",)
    assert differences(b"To: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\n", fields, meant) == ("header",)
    assert differences(b"To: a@example.org\r\n\r\nSubject: x\r\n\r\n", fields, meant) == ("Subject",)
    assert differences(b"To: b@example.org\r\nSubject: =?utf-8?q?y?=\r\n\r\n", fields, meant) == ("To", "Subject")


def test_a_name_of_a_file_cannot_end_a_field() -> None:
    for name in ('a".pdf', "a\r\nX: y.pdf", "ä.pdf", "a/b.pdf"):
        with pytest.raises(ValueError, match=r"header|attachment"):
            Attachment.of(name, PDF)


def test_an_unsubscribe_address_of_200_characters_arrives_whole(post: Post) -> None:
    address = f"https://example.org/{'u' * 180}"
    content = Post(post.form, replace(ENVELOPE, unsubscribe=("mailto:leave@example.org", address))).to(row())
    raw = content.partition(b"\r\n\r\n")[0]
    assert f"<{address}>".encode() in raw
    assert b"List-Unsubscribe=One-Click" in raw
    assert parsed(content)["List-Unsubscribe"] == f"<mailto:leave@example.org>, <{address}>"


def test_one_click_stands_there_only_with_an_https_address(post: Post) -> None:
    assert "List-Unsubscribe-Post" not in parsed(post.to(row()))


def test_a_column_may_stand_in_the_unsubscribe_address_and_is_encoded_there(post: Post) -> None:
    envelope = replace(ENVELOPE, unsubscribe=("https://example.org/leave?{token}",))
    content = Post(post.form, envelope).to(row(token="a b>,<&x"))
    assert parsed(content)["List-Unsubscribe"] == "<https://example.org/leave?a%20b%3E%2C%3C%26x>"


def test_the_message_id_is_the_same_for_the_same_letter_and_recipient_and_no_other(post: Post) -> None:
    first = parsed(post.to(row()))["Message-ID"]
    later = Post(post.form, replace(ENVELOPE, date=ENVELOPE.date.replace(year=2026)))
    assert parsed(later.to(row()))["Message-ID"] == first
    assert parsed(post.to(row(email="mina@example.org")))["Message-ID"] != first
    assert parsed(post.to(row(name="Ada")))["Message-ID"] != first
    assert first.endswith("@example.org>")


def test_names_and_subjects_are_refused_with_what_is_wrong_with_them() -> None:
    with pytest.raises(ValueError, match="encoded word"):
        words("a =?b", "Subject")
    with pytest.raises(ValueError, match=r"U\+000A"):
        mailbox(Mailbox("a\nb", "a@example.org"), "To")
    with pytest.raises(ValueError, match="cannot stand in List-Unsubscribe"):
        addresses(("https://example.org/>",))


printable = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp")).filter(lambda char: char != "\ufeff"), max_size=120
).filter(lambda text: "=?" not in text and text == text.strip())


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=printable.filter(bool), desk=printable)
def test_any_printable_name_and_field_is_held_exactly(desk_post: Post, name: str, desk: str) -> None:
    content = desk_post.to(row(name=name, desk=desk))
    message = parsed(content)
    assert message.keys() == USUAL
    assert name_and_address(content) == (name, "ada@example.org")
    lines = body(message, "plain").splitlines()
    assert f"<{desk}>" in body(message, "plain")
    assert lines[0] == "TLP:CLEAR"
    from lxml import html

    shown = html.document_fromstring(body(message, "html")).xpath("string(//p[@id='desk'])")
    assert shown.split() == f"<{desk}>".split()


@pytest.fixture
def desk_post(letter: LetterMaker) -> Post:
    """A letter that prints a further column."""
    return Post(
        Form(
            letter(
                templates={
                    "email/message.txt.j2": "{{ marking }}\n{{ recipient.name }}\n<{{ recipient.desk }}>\n",
                    "email/message.html.j2": "<!doctype html><html><body><p>{{ marking }} {{ recipient.name }}</p>"
                    "<p id=desk>&lt;{{ recipient.desk }}&gt;</p></body></html>",
                }
            ),
            Attachment.of("summit.pdf", PDF),
        )
    )
