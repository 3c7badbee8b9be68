"""A folder of .eml files: each message as it would be sent, for those who hand them on by other means."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from briefgen.deliver.transport.steps import Steps
from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.model.sending import Fate, Outcome, Posting


class FolderTransport:
    """Writes messages into a folder that its owner alone may read; giving a file its name is the final dot."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, posting: Posting, steps: Steps) -> Outcome:
        """Write one message under a temporary name, flush it and give it its name. Problems (BG651) where the disk refuses."""
        steps.begun()
        path = self._folder / f"{posting.name}.eml"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = tempfile.mkstemp(prefix=".posting-", dir=self._folder)  # mode 0600
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(posting.content)
                    file.flush()
                    os.fsync(file.fileno())
                steps.data_end()
                Path(temporary).replace(path)
            except BaseException:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()
                raise
            steps.waiting()
            self._flush()
        except OSError as error:
            hint = "make space on the disk, or mend the folder's permissions"
            raise Problems(Diagnostic("BG651", f"cannot write: {error.strerror}", Place(path.name), hint)) from error
        return Outcome(Fate.ACCEPTED, 0, path.name)

    def close(self) -> None:
        """Let go of nothing: each message is on the disk."""

    def _flush(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
