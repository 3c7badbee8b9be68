"""`check` treats the templates of mails as those of documents: linted, rendered with the real and with other data."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import Project
from briefgen.check.papers.lints import lint_templates
from briefgen.model.diagnostic import Diagnostic, Severity
from briefgen.render import Environment
from briefgen.stock import stock_templates
from briefgen.tailor import Request
from tests.projects import SETTINGS, write_project
from tests.shipped import ROOT

EMAIL = "email: {from: Policy Unit <briefs@example.org>, unsubscribe: {mailto: leave@example.org}}\n"
MAILED = "minister:\n  recipients: recipients/ministers.csv\n"
HTML, TEXT, SUBJECT = "email/message.html.j2", "email/message.txt.j2", "email/message.subject.txt.j2"
HEAD = "<html><body><p>{{ marking }}</p><p>Dear {{ recipient.name }},</p>"
END = "</body></html>"


def checked(folder: Path, audiences: str = MAILED, **files: str) -> list[Diagnostic]:
    """Check the minister's paper of a small project with some templates (`message_html` is email/message.html.j2)."""
    named = {f"templates/email/{name.replace('_', '.').replace('..', '_')}.j2": text for name, text in files.items()}
    write_project(folder, named, settings=SETTINGS + EMAIL, audiences=audiences)
    report = Project.open(folder).check(Request(audiences=("minister",)))
    return [item for item in report.diagnostics if "email/" in item.place.file or "letter of" in item.message]


def test_the_stock_mails_have_no_fault(tmp_path: Path) -> None:
    assert checked(tmp_path) == []


def test_an_audience_without_recipients_has_no_letter_unless_the_project_writes_one(tmp_path: Path) -> None:
    broken = {"message_subject_txt": "[{{ marking }}] {{ nothing }}"}
    assert checked(tmp_path / "stock", audiences="") == []
    (found,) = checked(tmp_path / "own", audiences="", **broken)
    assert (found.code, found.place.file, found.place.line) == ("BG402", f"templates/{SUBJECT}", 1)


@pytest.mark.parametrize(
    ("files", "code", "line"),
    [
        ({"message_txt": "{{ marking }}\n\n{% if %}"}, "BG401", 3),
        ({"message_html": f"{HEAD}\n{{{{ atachment.name }}}}{END}"}, "BG402", 2),
        ({"message_txt": "{{ marking }}\n{{ title|upcase }}"}, "BG403", 2),
        ({"message_txt": '{{ marking }}\n{{ fact("frnce").sentence }}'}, "BG406", 2),
        ({"message_txt": "{{ marking }}\n{{ recipient.name }} owes 77 million"}, "BG210", 2),
        ({"message_subject_txt": "{{ title }}"}, "BG608", 0),
        ({"correction_txt": "{{ marking }}\n{{ corrections[7].was }}"}, "BG402", 2),
    ],
)
def test_what_is_wrong_with_the_real_data_is_told_at_its_line(
    tmp_path: Path, files: dict[str, str], code: str, line: int
) -> None:
    found = [item for item in checked(tmp_path, **files) if item.is_error]
    assert (code, line) in {(item.code, item.place.line) for item in found}, found


BREAKS = {
    "no figure": ("{{ sections.mail_figures.facts[0].sentence }}", "no facts"),
    "no date": ("{{ brief.date.iso }}", "every optional field missing"),
    "no address": ("{% if publisher.email[0] %}x{% endif %}", "every optional field missing"),
    "a text in a paragraph": ("<p>{{ sections.mail.text }}</p>", "the longest words in every text"),
}


@pytest.mark.parametrize("fault", BREAKS)
def test_what_breaks_with_other_data_is_a_warning_with_the_data(tmp_path: Path, fault: str) -> None:
    words, phrase = BREAKS[fault]
    publisher = "publisher: {email: unit@example.org, name: Example Unit"
    write_project(
        tmp_path,
        {"templates/email/minister.html.j2": f"{HEAD}\n{words}{END}"},
        settings=SETTINGS.replace("publisher: {name: Example Unit", publisher) + EMAIL,
        audiences=MAILED,
    )
    report = Project.open(tmp_path).check(Request(audiences=("minister",)))
    found = [
        item for item in report.diagnostics if item.code in ("BG420", "BG421") and item.place.file.endswith("minister.html.j2")
    ]
    assert any(phrase in item.message and item.severity is Severity.WARNING for item in found), report.diagnostics


LINTS = {
    "an attribute without quotation marks": ("<p class={{ brief.id }}>", "BG413"),
    "data in a style": ("<style>.a { color: {{ title }} }</style>", "BG414"),
    "a script as address": ('<a href="javascript:alert(1)">x</a>', "BG416"),
    "a relative link": ('<a href="other.html">x</a>', "BG417"),
    "an image without words": ('<img src="cid:x">', "BG418"),
    "a script": ("<script>1</script>", "BG654"),
    "a drawing": ("<svg></svg>", "BG654"),
    "a sheet of styles elsewhere": ('<link rel="stylesheet" href="https://example.org/a.css">', "BG654"),
    "a picture from elsewhere": ('<img src="https://example.org/seen.png" alt="x">', "BG654"),
    "a grid": ("<style>.a { display: grid }</style>", "BG654"),
    "a fixed place": ("<style>@media screen { .a { position: fixed } }</style>", "BG654"),
}


def linted(folder: Path, name: str, text: str) -> tuple[Diagnostic, ...]:
    (folder / "email").mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    environment = Environment((folder, stock_templates()))
    return tuple(lint_templates([name], environment.outline_or_problems, environment.folders.read, is_mail=True))


@pytest.mark.parametrize("fault", LINTS)
def test_a_fault_in_a_mail_is_told_with_its_line(tmp_path: Path, fault: str) -> None:
    text, code = LINTS[fault]
    assert [(item.code, item.place.line) for item in linted(tmp_path, HTML, f"<p>x</p>\n{text}")] == [(code, 2)]


@pytest.mark.parametrize(
    "text",
    [
        '<img src="cid:{{ name }}" alt="x"><p style="color: {{ palette.dark.ink }}">x</p>',
        "<style>.a { opacity: 0.5; color: {{ palette.light.ink }} !important; text-shadow: 1px 1px red }</style>",
        '<a href="{{ unsubscribe.url }}">x</a>',
    ],
)
def test_what_only_paper_does_not_keep_is_no_fault_of_a_mail(tmp_path: Path, text: str) -> None:
    assert linted(tmp_path, HTML, text) == ()


def test_a_style_that_mails_include_is_read_as_one(tmp_path: Path) -> None:
    text = ".a { color: {{ palette.light.ink }}; }\n.b { content: '{{ title }}'; display: flex; }"
    assert [(item.code, item.place.line) for item in linted(tmp_path, "email/style.css.j2", text)] == [("BG414", 2), ("BG654", 2)]


def test_plain_text_has_no_tags(tmp_path: Path) -> None:
    assert linted(tmp_path, TEXT, "a < b: {{ title }} <p class={{ title }}>") == ()


def test_the_shipped_mails_have_no_lint() -> None:
    environment = Environment((ROOT / "templates",))
    names = sorted(f"email/{path.name}" for path in (ROOT / "templates" / "email").iterdir())
    assert len(names) > 10
    assert tuple(lint_templates(names, environment.outline_or_problems, environment.folders.read, is_mail=True)) == ()
