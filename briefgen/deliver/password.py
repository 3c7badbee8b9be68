"""Where a password or token comes from: the environment, a command, a file, the system's keyring. It is kept nowhere."""

from __future__ import annotations

import os
import stat
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.model.diagnostic import Place, Problems, finding

_LONGEST = 16_384
_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordSource:
    """Where to look for a password, in this order: a given one, a command, a file, the keyring."""

    variable: str
    """Name of the environment variable that may hold it, for messages."""
    given: str = field(default="", repr=False)
    """The variable's content."""
    command: tuple[str, ...] = ()
    """Prints it on standard output; of what it prints the first line counts."""
    file: Path | None = None
    """Holds it in its first line; its owner alone may read it."""
    service: str = ""
    """Name of the keyring's entry: briefgen:<host>."""
    username: str = ""
    folder: Path = Path()
    """Where the command is started."""

    def read(self) -> str:
        """Give the password. Problems (BG637) where there is none, or the file may be read by others."""
        found = self.given or self._from_command() or self._from_file() or self._from_keyring()
        if not found:
            raise _problem(f"no password for `{self.username}`: {self.variable} is not set")
        if not found.isprintable():
            raise _problem("the password holds characters that cannot be printed")
        return found

    def _from_command(self) -> str:
        if not self.command:
            return ""
        try:
            done = subprocess.run(  # noqa: S603 -- the project's own settings name it
                self.command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, cwd=self.folder, check=False
            )
        except OSError as error:
            raise _problem(f"the password command `{self.command[0]}` cannot be started: {error.strerror}") from None
        except subprocess.TimeoutExpired:
            # `from None`: the exception holds what the command had printed.
            raise _problem(f"the password command `{self.command[0]}` has not ended after {_SECONDS:.0f} s") from None
        if done.returncode:
            raise _problem(f"the password command `{self.command[0]}` ended with status {done.returncode}")
        return _first_line(done.stdout)

    def _from_file(self) -> str:
        if self.file is None:
            return ""
        try:
            with self.file.open("rb") as opened:
                about = os.fstat(opened.fileno())
                if stat.S_IMODE(about.st_mode) & 0o077:
                    raise _problem(f"others may read the password file `{self.file.name}`; its mode must be 0600")
                return _first_line(opened.read(_LONGEST))
        except OSError as error:
            raise _problem(f"the password file `{self.file.name}` cannot be read: {error.strerror}") from None

    def _from_keyring(self) -> str:
        """Ask the system's keyring, where the extra `briefgen[keyring]` is installed."""
        try:
            import keyring
            import keyring.errors
        except ImportError:
            return ""
        try:
            return keyring.get_password(self.service, self.username) or ""
        except keyring.errors.KeyringError:
            return ""


def _first_line(content: bytes) -> str:
    return content.decode("utf-8", "replace").partition("\n")[0].rstrip("\r")


def _problem(message: str) -> Problems:
    return Problems(finding("BG637", message, Place("briefgen.yaml")))
