"""Files that hold personal data: their owner alone may read them."""

from __future__ import annotations

import os
from pathlib import Path

from briefgen.model.diagnostic import Diagnostic, Place, Problems


def write_private(folder: Path, name: str, content: bytes) -> None:
    """Write a file with mode 0600, whole or not at all; a folder that is made for it has mode 0700.

    Raises Problems (BG009) where the disk refuses.
    """
    path, temporary = folder / name, folder / f".briefgen-{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        message, hint = f"cannot write: {error.strerror}", "check space and permissions of the folder"
        raise Problems(Diagnostic("BG009", message, Place(f"{folder.name}/{name}"), hint)) from error
