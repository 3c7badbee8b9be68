"""Makes mailings for tests: a small project with a finished document, and a plan that attaches it for some recipients."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr
from pathlib import Path
from typing import Any

from briefgen.deliver.plan import PlanFile
from briefgen.deliver.planning import PlanWriter
from briefgen.model.delivery import Planned, PlannedDocument
from briefgen.model.ledger import LedgerFile, Printed, Sentence, to_json
from briefgen.model.manifest import DocumentEntry, FileEntry, ManifestFile
from tests.projects import SETTINGS, write_project

PDF = b"%PDF-1.7\nnot a real one \x00\xff\n" * 400
NAME = "summit/minister/summit-minister-en"
STEM = "summit-minister-en"
DIGEST = "d" * 64
FOLDER = "{transport: folder}"
SENDER = "sender@brief.example"


@dataclass(frozen=True)
class Mailing:
    """A project with a plan."""

    root: Path
    plan: Path

    @property
    def id(self) -> str:
        return self.plan.stem

    @property
    def log(self) -> Path:
        return self.root / ".briefgen"

    @property
    def pdf(self) -> Path:
        return self.root / "output" / f"{NAME}.pdf"


def write_mailing(folder: Path, recipients: Iterable[str | tuple[str, str]], email: str = FOLDER, **document: Any) -> Mailing:
    """Write a project whose one document is finished, and a plan that attaches it for some recipients.

    A recipient is an address, or a name with one; `email` is the project's section of that name, in YAML;
    `document` replaces parts of the planned document (marking, embargo_until, edition, facts).
    """
    write_project(folder, settings=f"{SETTINGS}email: {email}\n")
    finish(folder, PDF, **{name: document[name] for name in ("marking", "embargo_until", "edition") if name in document})
    return Mailing(folder, write_plan(folder, recipients, **document))


def finish(folder: Path, pdf: bytes, *, sentence: str = "", **entry: Any) -> None:
    """Put a finished document into the output folder: its PDF, ledger and manifest."""
    output = folder / "output"
    (output / NAME).parent.mkdir(parents=True, exist_ok=True)
    (output / f"{NAME}.pdf").write_bytes(pdf)
    words = sentence or "France announced €109 billion of private investment"
    printed = Printed(
        anchor="v1", where="text", fact="money", role="value", formatter="amount", raw="109000000000", printed="€109 billion",
        file="t.j2", line=1, evidence="money",
    )  # fmt: skip
    said = Sentence(text=words, kind="p", heading="", anchors=("v1",))
    shared: dict[str, Any] = {
        "document": NAME, "title": "The summit", "edition": 1, "marking": "TLP:CLEAR", "digest": DIGEST, "pages": 1, "words": 9,
        "facts": ("money",), "sources": ("overview",), "templates": ("t.j2",),
    }  # fmt: skip
    shared |= {name: value for name, value in entry.items() if name in shared}
    ledger = LedgerFile(
        **shared, language="en", entries=(printed,), sentences=(said,), evidence={}, reads=("money",), selections=()
    )
    (output / f"{NAME}.ledger.json").write_bytes(to_json(ledger))
    files = tuple(
        FileEntry(path=f"{NAME}.{ending}", bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
        for ending, content in (("ledger.json", to_json(ledger)), ("pdf", pdf))
    )
    whole = DocumentEntry(
        **{**shared, **entry}, brief="summit", item="", audience="minister", language="en", page_limit=None, files=files
    )
    manifest = ManifestFile(format=1, title="Example", publisher="Example Unit", briefgen="0", inputs={}, documents=(whole,))
    (output / "manifest.json").write_bytes(to_json(manifest))


def write_plan(folder: Path, recipients: Iterable[str | tuple[str, str]], when: str = "2026-01-01", **document: Any) -> Path:
    """Write a plan that attaches the finished document; `prerelease` gives the reason by address."""
    early: Mapping[str, str] = document.pop("prerelease", {})
    text: str = document.pop("text", "Dear reader,\n\n.\n.dot\nFrom here on\n")
    attachment = (folder / "output" / f"{NAME}.pdf").read_bytes()
    planned_document = PlannedDocument(
        **{
            "stem": STEM, "brief": "summit", "item": "", "audience": "minister", "language": "en", "title": "The summit",
            "edition": 1, "path": f"{NAME}.pdf", "sha256": hashlib.sha256(attachment).hexdigest(),
            "marking": "TLP:CLEAR", "embargo_until": "", "digest": DIGEST, "facts": {"money": "1" * 64}, **document,
        }
    )  # fmt: skip
    with PlanWriter(folder / ".briefgen" / "plans", SENDER, when) as writer:
        writer.document(planned_document)
        for number, recipient in enumerate(recipients, 1):
            message_id = f"<{hashlib.sha256(f'{folder} {when} {number}'.encode()).hexdigest()[:20]}@brief.example>"
            name, address = recipient if isinstance(recipient, tuple) else ("", recipient)
            content = message(name, address, message_id, text, attachment)
            writer.message(
                Planned(
                    number=number, address=address, audience="minister", language="en", document=planned_document.stem,
                    edition=planned_document.edition, subject="The summit", message_id=message_id,
                    sha256=hashlib.sha256(content).hexdigest(), size=len(content), prerelease=early.get(address, ""),
                ),
                [content],
            )  # fmt: skip
        return writer.finish()


def message(name: str, address: str, message_id: str, text: str, attachment: bytes) -> bytes:
    """Make the bytes of a message with an attachment."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = SENDER, formataddr((name, address)), "The summit"
    made["Message-ID"] = message_id
    made.set_content(text, cte="7bit" if text.isascii() else "base64")
    made.add_attachment(attachment, maintype="application", subtype="pdf", filename=f"{STEM}.pdf")
    return made.as_bytes()


def opened(mailing: Mailing) -> PlanFile:
    """Open a mailing's plan."""
    return PlanFile.open(mailing.plan)
