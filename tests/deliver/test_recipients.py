"""Recipients' files: what is read, and what is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.load.tables import load_table
from briefgen.model.delivery import Recipient
from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.validate.addresses import address, mailbox
from briefgen.validate.recipients import Roster, prerelease_list

NEEDED = {"en": frozenset({"name"}), "fr": frozenset({"name", "title"})}


def read(folder: Path, content: str | bytes) -> tuple[list[Recipient], list[str]]:
    """Give the recipients of a file, and what is wrong with it as code and line."""
    (folder / "people.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    table = load_table(folder, "people.csv", ("email", "name"))
    roster = Roster(headings=table.headings, languages=("en", "fr"), wanted=frozenset({"en", "fr"}), needed=NEEDED)
    good: list[Recipient] = []
    wrong: list[Diagnostic] = []
    for item in roster.read(table.rows()):
        if isinstance(item, Recipient):
            good.append(item)
        else:
            wrong.extend(item)
    return good, [f"{item.code}:{item.place.line}" for item in wrong]


def refused(folder: Path, content: str | bytes) -> list[str]:
    """Give the messages with which a whole file is refused."""
    with pytest.raises(Problems) as caught:
        read(folder, content)
    return [f"{item.code} {item.message}" for item in caught.value.diagnostics]


@pytest.mark.parametrize(
    "content",
    [
        'email,name\nada@example.org,"Doe, Ada"\n',
        "Email;Name\r\nada@example.org;Doe, Ada\r\n",
        '\ufeffemail,name\nada@example.org,"Doe, Ada"\n\n,\n',
        '\n email , NAME \n ada@example.org ,"Doe, Ada"',
    ],
)
def test_commas_semicolons_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path, content: str) -> None:
    (found,), wrong = read(tmp_path, content)
    assert (found.address, found.fields["name"], found.language) == ("ada@example.org", "Doe, Ada", "en")
    assert wrong == []


def test_every_row_at_fault_is_told_with_its_line(tmp_path: Path) -> None:
    rows = (
        "email,name,language,title\n"
        "ada@example.org,Ada,,\n"
        "no address,Bo,,\n"
        '"multi@example.org","Two\nlines",,\n'
        "mina@example.org,Mina,de,\n"
        "ADA@EXAMPLE.ORG,Ada again,,\n"
        "noname@example.org,,,\n"
        "fr@example.org,Luc,fr,\n"
        "short@example.org,Short\n"
        "=cmd|x,=1+1,,\n"
        "bidi@example.org,a\u202eb,,\n"
        "good@example.org,+44 20 7946,fr,-5\n"
    )
    good, wrong = read(tmp_path, rows)
    assert [item.address for item in good] == ["ada@example.org", "good@example.org"]
    assert wrong == [
        "BG601:3",
        "BG603:4",
        "BG605:6",
        "BG604:7",
        "BG606:8",
        "BG606:9",
        "BG602:10",
        "BG603:11",
        "BG603:11",
        "BG601:11",
        "BG603:12",
    ]


def test_control_characters_are_told_and_not_read(tmp_path: Path) -> None:
    good, wrong = read(tmp_path, "email,name\na@example.org,A\x00da\nb@example.org,B\ue000o\nc@example.org,C\x1bc\n")
    assert good == []
    assert wrong == ["BG603:2", "BG603:3", "BG603:4"]


def test_a_file_without_its_headings_is_refused_with_a_guess_at_its_form(tmp_path: Path) -> None:
    assert "parted by tabs" in refused(tmp_path, "email\tname\nada@example.org\tAda\n")[0]
    assert "no column `email`" in refused(tmp_path, "mail,name\nada@example.org,Ada\n")[0]
    assert "two columns have the heading `name`" in refused(tmp_path, "email,name,Name\n")[0]
    assert "column 3 has no heading" in refused(tmp_path, "email,name,\n")[0]
    assert "is empty" in refused(tmp_path, "\n\n")[0]
    assert "not UTF-8" in refused(tmp_path, "email,name\nada@example.org,Zürich\n".encode("latin-1"))[0]
    assert "not valid CSV" in refused(tmp_path, 'email,name\nada@example.org,"Ada" x\n')[0]


def test_a_file_that_is_not_there_or_lies_outside_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="BG002"):
        load_table(tmp_path, "people.csv", ("email",))
    (tmp_path / "project").mkdir()
    (tmp_path / "secret.csv").write_text("email,name\n")
    (tmp_path / "project/people.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(Problems, match="BG005"):
        load_table(tmp_path / "project", "people.csv", ("email",))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@straße.example", "ada@xn--strae-oqa.example"),
        ("ada@日本.example", "ada@xn--wgv71a.example"),
        ("a.b+c@EXAMPLE.org", "a.b+c@example.org"),
    ],
)
def test_an_internationalised_domain_is_written_as_dns_has_it(text: str, wanted: str) -> None:
    assert address(text) == wanted


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("jürgen@example.org", "outside ASCII before the @"),
        ("ada", "no e-mail address"),
        ("@example.org", "no e-mail address"),
        ('"a b"@example.org', "cannot stand before the @"),
        ("a..b@example.org", "cannot stand before the @"),
        ("a b@example.org", "cannot stand before the @"),
        ("a@localhost", "no full domain"),
        ("a@[192.0.2.1]", "no domain"),
        ("a@-x.org", "no domain"),
        ("a@exa mple.org", "no domain"),
        ("a" * 65 + "@example.org", "cannot stand before the @"),
        ("a@b@example.org", "cannot stand before the @"),
        ("a@example.org\n", "no domain"),
    ],
)
def test_what_is_no_address_is_refused_in_plain_words(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        address(text)


def test_a_sender_is_read_with_and_without_a_name() -> None:
    assert mailbox("Policy Unit <briefs@example.org>").name == "Policy Unit"
    assert mailbox('"Unit, \\"A\\"" <briefs@example.org>').name == 'Unit, "A"'
    assert mailbox(" briefs@example.org ").address == "briefs@example.org"


def test_a_pre_release_list_needs_an_address_and_a_reason_in_each_row(tmp_path: Path) -> None:
    rows = "email,reason\nAda@example.org,lead department\nb@example.org,\nnobody,x\nada@example.org,again\n"
    (tmp_path / "early.csv").write_text(rows)
    table = load_table(tmp_path, "early.csv", ("email", "reason"))
    reasons, found = prerelease_list(table.headings, table.rows())
    assert reasons["ada@example.org"] == "again"
    assert [(item.code, item.place.line) for item in found] == [("BG606", 3), ("BG601", 4), ("BG604", 5)]
