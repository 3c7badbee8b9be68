"""Where a password is looked for, and that it shows nowhere."""

from __future__ import annotations

import sys
from pathlib import Path

import keyring
import keyring.backend
import pytest

from briefgen.deliver.password import PasswordSource
from briefgen.model.diagnostic import Problems


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1  # type: ignore[assignment] # as the base class documents it

    def get_password(self, service: str, username: str) -> str | None:
        return "from-the-keyring" if (service, username) == ("briefgen:mail.example.org", "briefs") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


def source(**more: object) -> PasswordSource:
    return PasswordSource(
        **{"variable": "BRIEFGEN_SMTP_PASSWORD", "username": "briefs", "service": "briefgen:nowhere", **more}  # type: ignore[arg-type]
    )


def test_the_keyring_is_asked_last() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    try:
        assert source(service="briefgen:mail.example.org").read() == "from-the-keyring"
        assert source(service="briefgen:mail.example.org", given="given").read() == "given"
        with pytest.raises(Problems, match="BG637"):
            source().read()
    finally:
        keyring.set_keyring(before)


def test_of_a_command_the_first_line_counts_and_a_failing_one_shows_nothing(tmp_path: Path) -> None:
    assert source(command=(sys.executable, "-c", "print('secret'); print('more')"), folder=tmp_path).read() == "secret"
    for command in (("/nowhere/at-all",), (sys.executable, "-c", "print('secret'); raise SystemExit(3)")):
        with pytest.raises(Problems, match="BG637") as caught:
            source(command=command, folder=tmp_path).read()
        assert "secret" not in str(caught.value)


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text("secret\n", encoding="ascii")
    for mode in (0o644, 0o640, 0o604):
        path.chmod(mode)
        with pytest.raises(Problems, match="0600"):
            source(file=path).read()
    path.chmod(0o600)
    assert source(file=path).read() == "secret"


def test_what_holds_a_password_does_not_show_it() -> None:
    assert "secret" not in repr(source(given="secret"))
