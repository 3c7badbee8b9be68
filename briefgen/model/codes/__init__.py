"""codes: the diagnostics' stable names with cause and fix, from which docs/diagnostics.md is written.

project_files.py    BG0xx: projects and their files
dataset.py          BG1xx: the syntax of files and the records in them
evidence.py         BG2xx: evidence and the finished page
markings.py         BG3xx: what readers may not see
templates.py        BG4xx: templates, styles, charts and languages
typesetting.py      BG5xx: typesetting and fonts
delivery.py         BG6xx: delivery
"""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model.codes.dataset import DATASET
from briefgen.model.codes.delivery import DELIVERY
from briefgen.model.codes.entry import Code
from briefgen.model.codes.evidence import EVIDENCE
from briefgen.model.codes.markings import MARKINGS
from briefgen.model.codes.project_files import PROJECT
from briefgen.model.codes.templates import TEMPLATES
from briefgen.model.codes.typesetting import TYPESETTING

__all__ = ["CODES", "Code"]

CODES: Mapping[str, Code] = {**PROJECT, **DATASET, **EVIDENCE, **MARKINGS, **TEMPLATES, **TYPESETTING, **DELIVERY}
