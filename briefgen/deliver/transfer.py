"""Content to the form in which mail carries it: quoted-printable for words, base64 for files (RFC 2045, section 6)."""

from __future__ import annotations

import base64
import binascii
import re

_FROM = re.compile(rb"(?m)^From ")


def quoted_printable(text: str) -> bytes:
    """Turn text into quoted-printable lines of 76 characters at most, each ended by CRLF.

    A lone dot is encoded, and the F of `From ` at a line's head too: some mail stores would put a `>` before it.
    """
    data = text.replace("\r\n", "\n").replace("\n", "\r\n").encode()
    encoded = binascii.b2a_qp(data, quotetabs=False, istext=True, header=False)
    # The line's rest goes to a new one, since the longer line might pass the limit; its space is encoded lest it be trimmed.
    return _FROM.sub(rb"=46rom=20=\r\n", encoded)


def base64_lines(content: bytes) -> bytes:
    """Turn bytes into base64 lines of 76 characters, each ended by CRLF."""
    return base64.encodebytes(content).replace(b"\n", b"\r\n")
