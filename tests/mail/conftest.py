"""Real mail servers for tests: a private Postfix and Dovecot, and an SMTP server in this process that can misbehave."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.mail_servers import Certificates, Stack, Unruly, make_certificates

SCRIPT = Path(__file__).parent / "mailstack.sh"


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """A Postfix and a Dovecot on loopback, ended by the same script that started them.

    Their folder lies outside pytest's, which other users, such as Postfix's own, may not enter.
    """
    folder = Path(tempfile.mkdtemp(prefix="briefgen-mail-"))
    subprocess.run([SCRIPT, "start", folder], check=True, stdout=subprocess.DEVNULL)
    try:
        lines = (folder / "env").read_text(encoding="utf-8").split()
        yield Stack(folder, dict(line.split("=", 1) for line in lines))
    finally:
        subprocess.run([SCRIPT, "stop", folder], check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A test authority, a certificate for localhost that it signed, and another authority that did not."""
    return make_certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def serve(certificates: Certificates) -> Iterator[Callable[..., Unruly]]:
    """Start SMTP servers in this process; they end with the test."""
    started: list[Unruly] = []

    def start(**behaviour: Any) -> Unruly:
        server = Unruly(certificates, **behaviour)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.stop()
