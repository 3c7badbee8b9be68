"""A workshop in which a document has an accident, as a template or a machine may bring it about."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from typing import Any

from briefgen.build import Made, Workshop
from briefgen.model.briefing import DocumentId


@dataclass(frozen=True)
class Faulty(Workshop):
    """A workshop in which the minister's document has an accident."""

    accident: str = ""

    def make(self, document: DocumentId, **options: Any) -> Made:
        if document.audience == "minister":
            if self.accident == "hangs":
                time.sleep(60)
            if self.accident == "dies":
                os.kill(os.getpid(), signal.SIGKILL)
            if self.accident == "takes all":
                bytearray(1 << 40)
            if self.accident == "kills the process that leads":
                os.kill(os.getppid(), signal.SIGKILL)
            if self.accident == "is a bug":
                raise ZeroDivisionError
        return super().make(document, **options)
