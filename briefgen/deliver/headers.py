"""The head of a message: each field to the bytes in which it is sent, and the finished head read again and compared.

The standard library's own folding is not used: in Python 3.11.7 `policy.SMTP` changes long names with commas and
writes a long List-Unsubscribe address as encoded words (decisions, 19).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.header import Header, decode_header, make_header
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import parseaddr

from briefgen.model.delivery import Mailbox

_FOLD = "\r\n "
_LONGEST_NAME = 500
_LINE = 76
_LONGEST_LINE = 998
"""RFC 5322, section 2.1.1, without the line's end."""
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII)
_ASCII = re.compile(r"[\x20-\x7e]*")
_PLAIN = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*")


Meant = Mapping[str, str | Mailbox]
"""What some fields should say to a reader, by their names."""


def fit(text: str) -> str:
    """Pass a text that may stand in a field. ValueError says why it may not.

    `=?` begins an encoded word, which readers decode: Python 3.11's parser takes one with a line end in it for two fields.
    """
    if found := _UNFIT.search(text):
        raise ValueError(f"the control character U+{ord(found[0]):04X} may not stand in a mail's header")
    if "=?" in text:
        raise ValueError("`=?` may not stand in a mail's header: it begins an encoded word")
    return text


def words(text: str, name: str) -> str:
    """Turn free text into the value of a field: as it is where ASCII carries it, encoded words (RFC 2047) otherwise."""
    fit(text)
    if _PLAIN.fullmatch(text) and max(map(len, text.split(" "))) < _LINE - len(name):
        return _folded(text, len(name) + 2)
    return _encoded(text, len(name) + 2) if text else ""


def mailbox(who: Mailbox, name: str) -> str:
    """Turn a name and an address into the value of a field: the name as atoms, a quoted string or encoded words."""
    address = fit(who.address)
    if not address.isascii() or any(mark in address for mark in ' <>,;:"()[]\\'):
        raise ValueError(f"`{address}` is no address that a header can carry")
    if not who.name:
        return address
    shown = fit(who.name)
    if not _ASCII.fullmatch(shown) or len(shown) > _LONGEST_NAME:
        written = _encoded(shown, len(name) + 2)
    elif _ATOMS.fullmatch(shown):
        written = shown
    else:
        written = '"{}"'.format(re.sub(r'([\\"])', r"\\\1", shown))
    last = len(written.rpartition("\n")[2]) + (0 if "\n" in written else len(name) + 2)
    return f"{written}{' ' if last + len(address) + 3 <= _LINE else _FOLD}<{address}>"


def addresses(found: tuple[str, ...]) -> str:
    """Turn addresses (mailto:, https:) into the value of List-Unsubscribe (RFC 2369): each whole, a line for each."""
    for address in found:
        fit(address)
        if not address.isascii() or any(mark in address for mark in ' <>,"') or len(address) > _LONGEST_LINE - 4:
            raise ValueError(f"`{address[:60]}` cannot stand in List-Unsubscribe")
    return f",{_FOLD}".join(f"<{address}>" for address in found)


def head(fields: Mapping[str, str]) -> bytes:
    """Put the fields of a head together, each with its value as the functions above give it."""
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode("ascii")


def differences(written: bytes, fields: Mapping[str, str], meant: Meant) -> tuple[str, ...]:
    """Read a finished head again and give the names of the fields that are not there as they were meant, or not meant at all."""
    found = BytesHeaderParser(policy=compat32).parsebytes(written)
    if found.keys() != list(fields) or found.defects or found.get_payload():
        return tuple(sorted(set(found.keys()) ^ set(fields))) or ("header",)
    return tuple(name for name, value in meant.items() if _read(found[name], value) != value)


def _read(value: str, meant: str | Mailbox) -> str | Mailbox:
    """Read a field as a mail program does: unfolded, its encoded words decoded."""
    unfolded = re.sub(r"\r?\n(?=[ \t])", "", value)
    if isinstance(meant, str):
        return _decoded(unfolded)
    name, address = parseaddr(unfolded)
    return Mailbox(_decoded(name), address)


def _decoded(text: str) -> str:
    return str(make_header(decode_header(text)))


def _encoded(text: str, taken: int) -> str:
    """Write encoded words of 75 characters at most, in UTF-8, on lines of their own; no character is cut."""
    return Header(text, "utf-8", maxlinelen=_LINE, header_name="x" * (taken - 2)).encode(linesep="\r\n")


def _folded(text: str, taken: int) -> str:
    """Break ASCII words into lines at spaces."""
    lines, room = [""], _LINE - taken
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > room:
            lines.append(word)
            room = _LINE - 1
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return _FOLD.join(lines)
