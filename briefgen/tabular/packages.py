"""A spreadsheet file to the parts that it packs, however hostile it is: parts are read to a limit and no further."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from lxml import etree

from briefgen.model.diagnostic import Diagnostic, Place, Problems, finding

LARGEST_FILE = 100_000_000
"""Bytes of a spreadsheet file."""
LARGEST_PART = 600_000_000
"""Bytes that one part of it may unpack to: a sheet of a million short cells has about 50 million."""
MOST_CELLS = 8_000_000
_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")  # [MS-CFB] 2.2: old Excel files, and new ones under a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
_KINDS = {b"%PDF": "a PDF", b"\x89PNG": "a picture", b"{\\rtf": "a text document", b"<!DO": "a web page", b"<htm": "a web page"}
_DAMAGED = "open it in a spreadsheet program and save it again as .xlsx or .ods"


@dataclass(frozen=True, slots=True)
class Package:
    """A zip archive of XML parts; `name` is the file as diagnostics call it."""

    name: str
    archive: zipfile.ZipFile

    def has(self, part: str) -> bool:
        """Tell whether there is a part of that name."""
        return part in self.archive.NameToInfo

    @contextmanager
    def opened(self, part: str) -> Iterator[Limited]:
        """Open a part to be read. Problems (BG150, BG151, BG152)."""
        try:
            if self.archive.getinfo(part).flag_bits & 1:
                raise Problems(encrypted(self.name))
            with self.archive.open(part) as stream:
                yield Limited(stream, self.name)
        except (KeyError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, NotImplementedError, EOFError, OSError) as error:
            raise Problems(damaged(self.name, f"`{part}` cannot be read")) from error


class Limited(io.RawIOBase):
    """A stream that ends with an error once more has come out of it than a spreadsheet of use can hold."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self.stream = stream
        self.name = name
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        content = self.stream.read(size if size >= 0 else LARGEST_PART + 1)
        if not self.count and b"<!DOCTYPE" in content[:1000]:
            raise Problems(damaged(self.name, "it declares a document type, which spreadsheets never do"))
        self.count += len(content)
        if self.count > LARGEST_PART:
            raise Problems(too_large(self.name, f"it unpacks to more than {LARGEST_PART // 1_000_000} MB"))
        return content


def is_packed(content: bytes) -> bool:
    """Tell whether a file is a zip archive, as new spreadsheets are."""
    return content.startswith(b"PK\x03\x04")


def unpacked(content: bytes, name: str) -> Package:
    """Turn the bytes of a spreadsheet file into its package. Problems (BG150)."""
    try:
        return Package(name, zipfile.ZipFile(io.BytesIO(content)))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise Problems(damaged(name, "it is damaged or cut short")) from error


def refuse_other_kinds(content: bytes, name: str) -> None:
    """Refuse what is neither a zip archive nor text: files under a password, old ones, other kinds. Problems (BG150, BG151)."""
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            raise Problems(encrypted(name))
        raise Problems(damaged(name, "it is in the old Excel format (.xls)", "save it as .xlsx or .ods"))
    for start, kind in _KINDS.items():
        if content.startswith(start):
            raise Problems(damaged(name, f"it is {kind}", "name an .xlsx, .ods, .csv or .tsv file"))


def damaged(name: str, why: str, hint: str = "") -> Diagnostic:
    """Make the finding about a file that is no spreadsheet or a broken one."""
    return finding("BG150", f"`{name}` cannot be read: {why}", Place(name), hint or _DAMAGED)


def encrypted(name: str) -> Diagnostic:
    """Make the finding about a file under a password."""
    return finding("BG151", f"`{name}` is protected by a password", Place(name), "save a copy without one")


def too_large(name: str, why: str) -> Diagnostic:
    """Make the finding about a file that is too large."""
    return finding("BG152", f"`{name}` is too large: {why}", Place(name), "keep the rows that are wanted, in a file of their own")
