"""Letters and mailings for tests: one project is built once, and copied for each test that changes it."""

from __future__ import annotations

import email
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from briefgen import Project
from briefgen.charts import Easel
from briefgen.deliver.message import Attachment, Envelope, Form, compose
from briefgen.deliver.planning import joined
from briefgen.mailing import Outcome, make_plan
from briefgen.model.brand import Brand
from briefgen.model.briefing import DocumentId
from briefgen.model.delivery import Enclosure, Letter, Mailbox, Recipient
from briefgen.model.diagnostic import Place
from briefgen.model.fact import Fact
from briefgen.model.settings import SectionRule, Selection
from briefgen.render import Brush, Environment, write_letter
from briefgen.stock import stock_templates
from briefgen.tailor import Request, tailor
from tests.builders import NOON, make_fact, make_work, texts
from tests.projects import SETTINGS, write_project
from tests.shipped import lend_fonts

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40
ENVELOPE = Envelope(
    sender=Mailbox("Policy Unit", "briefs@example.org"),
    reply_to=None,
    unsubscribe=("mailto:leave@example.org",),
    date=datetime(2025, 3, 1, tzinfo=UTC),
)
SECTIONS = {"mail": SectionRule(), "mail_figures": SectionRule(facts=Selection())}
EMAIL = """\
email:
  from: Policy Unit <briefs@example.org>
  unsubscribe: {mailto: leave@example.org}
"""
AUDIENCES = """\
minister:
  recipients: recipients/ministers.csv
"""
RECIPIENTS = "email,name,language\nada@example.org,Ada Example,en\nmina@example.org,Mina Example,\n"
AS_AT = datetime(2025, 3, 1, tzinfo=UTC)


def row(**fields: str) -> Recipient:
    """Make a recipient of a row, Ada Example where nothing else is said."""
    given = {"email": "ada@example.org", "name": "Ada Example"} | fields
    return Recipient(address=given["email"], language="en", fields=given, place=Place("data/recipients/readers.csv", 2))


def parsed(content: bytes) -> EmailMessage:
    """Read a message as Python's own parser does."""
    found = email.message_from_bytes(content, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def body(message: EmailMessage, kind: str) -> str:
    """Give the plain text or HTML of a message."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


LetterMaker = Callable[..., Letter]


@pytest.fixture
def letter(tmp_path: Path) -> LetterMaker:
    """Write a letter of some facts: `letter(text="...", templates={"email/message.txt.j2": "..."})`."""

    def make(*facts: Fact, text: str = "Support the aims.", templates: Mapping[str, str] | None = None, **parts: Any) -> Letter:
        enclosure = {"name": "summit.pdf", "size": len(PDF), "marking": "TLP:CLEAR", "unsubscribe": ENVELOPE.unsubscribe}
        enclosure |= parts.pop("enclosure", {})
        work = make_work(
            facts or (make_fact(),), **({"texts": texts({"mail": text}), "audience": {"sections": SECTIONS}} | parts)
        )
        folder = tmp_path / "templates"
        for name, content in (templates or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content, encoding="utf-8")
        folder.mkdir(exist_ok=True)
        briefing = tailor(work, DocumentId("summit", "", "readers", "en"), NOON, embargoed=parts.get("embargoed", False))
        environment = Environment((folder, stock_templates()))
        return write_letter(
            briefing, environment, Enclosure(**enclosure), Brand(), Brush(Easel().draw, lambda svg, _: svg.encode())
        )

    return make


@dataclass(frozen=True)
class Post:
    """One letter ready for recipients."""

    form: Form
    envelope: Envelope = ENVELOPE

    def to(self, recipient: Recipient) -> bytes:
        """Give the message for a recipient."""
        return joined(compose(self.form, self.envelope, recipient).pieces)


@pytest.fixture
def post(letter: LetterMaker) -> Post:
    return Post(Form(letter(), Attachment.of("summit.pdf", PDF)))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Path:
    """A project whose documents are built; it is copied and never changed."""
    folder = tmp_path_factory.mktemp("mailed")
    files = {"data/recipients/ministers.csv": RECIPIENTS}
    write_project(folder, files, settings=SETTINGS + EMAIL, audiences=AUDIENCES)
    lend_fonts(font_cache, folder)
    report = Project.open(folder).build(Request(audiences=("minister",)), jobs=1, as_at=AS_AT)
    assert len(report.documents) == 1
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the built project that a test may change."""
    return shutil.copytree(built, tmp_path / "project", symlinks=True)


def plan_of(folder: Path, **changes: Any) -> Outcome:
    """Plan the letters to the ministers of a project."""
    mailing = Project.open(folder).mailing(Request(audiences=("minister",)), as_at=changes.pop("as_at", AS_AT))
    return make_plan(replace(mailing, **changes))


def codes(outcome: Outcome) -> list[str]:
    """Give the codes of what was found, in order."""
    return [item.code for item in outcome.diagnostics]
