"""mailing: which letters go to whom: documents from the output folder, letters, recipients, and a plan of every message.

shelf       documents as the manifest has them, held against the files and the project
letters     a letter for each document
judging     letters judged and proven as documents are, and by what a mail must hold
audience    one audience's recipients, pre-release list and letters, held against each other
run         who gets which document, who does not and why
plan        every message composed and written down, or every problem at once
drafts      messages as files: drafts for those who send by hand, and a plan's messages to look at
"""

from __future__ import annotations

from briefgen.mailing.drafts import export, write_drafts
from briefgen.mailing.plan import make_plan
from briefgen.mailing.run import Mailing, Outcome

__all__ = ["Mailing", "Outcome", "export", "make_plan", "write_drafts"]
