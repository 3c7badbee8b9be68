"""The doorway to the file system: finds the files of a project and turns them into text, never leaving its folder."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from briefgen.model.diagnostic import Diagnostic, Place, Problems, Severity, finding, printable

LARGEST_FILE = 20_000_000
"""Bytes of a data file."""
MOST_REPORTED = 100
"""Errors of syntax after which the rest of a file is not looked at: it is something else than its name says."""
# Control characters of Unicode (category Cc) but tab and line feed, line separators, surrogates, private-use characters
# of the basic plane, and the non-characters at its end. None of them can be printed.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufeff\ufffe\uffff]")


def name_of(root: Path, path: Path) -> str:
    """Turn a path into its name in diagnostics: relative to the project, or to the folder around the package."""
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else "/".join(path.parts[-3:])
    return printable(shown.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def read_text(root: Path, path: Path, largest: int = LARGEST_FILE) -> tuple[str, tuple[Diagnostic, ...]]:
    """Turn a file under `root` into its text with plain line feeds; characters that cannot be printed are replaced.

    Gives a diagnostic for each line with such a character. Problems (BG003, BG005) when it cannot be read at all.
    """
    return text_of(read_bytes(root, path, largest), name_of(root, path))


def text_of(content: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Turn the bytes of a file into its text, as `read_text` does. Problems (BG003) where they are no text."""
    text = _decode(content, name)
    return _cleaned(text, name) if UNPRINTABLE.search(text) else (text, ())


def read_bytes(root: Path, path: Path, largest: int = LARGEST_FILE) -> bytes:
    """Turn a file under `root` into its bytes. Problems (BG003, BG005) when it cannot be read at all."""
    try:
        if not f"{os.path.realpath(path)}/".startswith(_within(root)):
            raise _unread(root, path, "is a link that leads out of the project", code="BG005")
        if not stat.S_ISREG(path.stat().st_mode):
            raise _unread(root, path, "is no regular file", "put the file itself in its place")
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise _unread(root, path, f"cannot be opened: {error.strerror or 'unknown reason'}", "check its permissions") from error
    if len(content) > largest:
        raise _unread(root, path, f"is larger than {largest // 1000:,} kB", "split it into several files")
    return content


@cache
def _within(root: Path) -> str:
    """Give how the paths of all files begin that lie in a folder; of one that is moved meanwhile no file is read."""
    return f"{os.path.realpath(root)}/"


def _unread(root: Path, path: Path, reason: str, hint: str = "", *, code: str = "BG003") -> Problems:
    name = name_of(root, path)
    return Problems(finding(code, f"`{name}` {reason}", Place(name), hint))


def _decode(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = Place(name, before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1)
        hint = "save the file as UTF-8; spreadsheet programs call it `CSV UTF-8`"
        raise Problems(finding("BG003", f"`{name}` is not UTF-8 text", place, hint)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _cleaned(text: str, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    found: list[Diagnostic] = []
    for number, line in enumerate(text.split("\n"), 1):
        if len(found) >= MOST_REPORTED:
            break
        if bad := UNPRINTABLE.search(line):
            found.append(unprintable(bad.group(), Place(name, number, bad.start() + 1)))
    return UNPRINTABLE.sub("\ufffd", text), tuple(found)


def unprintable(character: str, place: Place) -> Diagnostic:
    """Turn a character that cannot be printed into the finding about it."""
    kind = "private-use" if "\ue000" <= character <= "\uf8ff" else "control"
    hint = "remove it; such characters are often left by copying from a PDF or a word processor"
    return finding("BG105", f"the text holds the {kind} character U+{ord(character):04X}", place, hint)


def walk(root: Path, folder: Path) -> Iterator[Path | Diagnostic]:
    """Turn a folder into its files, those in folders within it too, in the order of their names; hidden ones left out.

    Links to folders are not followed but reported.
    """
    if folder.is_symlink():
        yield _link(root, folder)
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except FileNotFoundError:
        return
    except OSError as error:
        name = name_of(root, folder)
        message = f"`{name}` cannot be opened: {error.strerror or 'unknown reason'}"
        yield finding("BG003", message, Place(name), "check that it is a folder, and its permissions")
        return
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from walk(root, path)
        else:
            yield path


def _link(root: Path, folder: Path) -> Diagnostic:
    name = name_of(root, folder)
    hint = "put the files themselves into the project"
    return finding("BG005", f"`{name}` is a link to a folder; such links are not followed", Place(name), hint)


def not_read(name: str) -> Diagnostic:
    """Make the note about a file that lies among the data but is of no known kind."""
    hint = "facts are read from files that end in .yaml, .yml, .json, .jsonl or .csv"
    return finding("BG003", f"`{name}` is not read", Place(name), hint, Severity.NOTE)
