"""Catalogues: the words of templates and formatters in the languages of documents, from gettext's .po files.

They are read as they are written (`templates/locale/<language>/LC_MESSAGES/briefgen.po`), the project's over the package's,
message by message; nothing has to be compiled. English is the language of the messages themselves.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale
from babel.support import NullTranslations, Translations

from briefgen.model.diagnostic import Diagnostic, Place, Problems, finding
from briefgen.render.format import Formatter
from briefgen.render.record import Record, here

if TYPE_CHECKING:
    from babel.messages import Catalog

DOMAIN = "briefgen"
SOURCE_LANGUAGE = "en"
"""The language in which templates and formatters are written."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words for one language: compiled, and the names of the files that they come from by their paths."""

    compiled: bytes
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Catalogues:
    """The catalogues in some folders of templates, the first of which wins; each is read once."""

    folders: tuple[Path, ...]
    _kept: dict[tuple[bytes, ...], Catalogue] = field(default_factory=dict)

    def of(self, locale: Locale) -> Catalogue | None:
        """Give the words for a locale; nothing where no folder has any. Problems (BG264) with what is wrong in a file."""
        found = tuple(self._files(locale))
        if not found:
            return None
        key = tuple(content for _, _, content in found)
        if key not in self._kept:
            self._kept[key] = Catalogue(_compiled(found), tuple((path, name) for path, name, _ in found))
        return self._kept[key]

    def digest(self, language: str) -> str:
        """Hash the words for a language."""
        contents = (content for _, _, content in self._files(Locale.parse(language, sep="-")))
        return hashlib.sha256(b"\0".join(contents)).hexdigest()

    def _files(self, locale: Locale) -> Iterator[tuple[str, str, bytes]]:
        """Give path, name and content of each file for a locale, the strongest last."""
        for folder in reversed(self.folders):
            for tag in dict.fromkeys((locale.language, str(locale))):
                name = f"locale/{tag}/LC_MESSAGES/{DOMAIN}.po"
                path = (folder / name).resolve()
                if path.is_file() and path.is_relative_to(folder):
                    yield str(path), name, path.read_bytes()


def _compiled(files: tuple[tuple[str, str, bytes], ...]) -> bytes:
    """Turn files into one compiled catalogue. Problems (BG264) where one cannot be read or breaks a placeholder."""
    from babel.messages import Catalog
    from babel.messages.mofile import write_mo

    whole = Catalog()
    problems: list[Diagnostic] = []
    for _, name, content in files:
        try:
            catalog = _read(content)
        except (ValueError, UnicodeError) as error:
            problems.append(finding("BG264", f"it cannot be read: {error}", Place(f"templates/{name}")))
            continue
        problems.extend(_faults(catalog, name))
        for message in catalog:
            if message.id and message.string and not message.fuzzy:
                whole.delete(message.id)  # else the first words for a message would stay
                whole[message.id] = message
        whole.locale = catalog.locale
    if problems:
        raise Problems(*problems)
    output = io.BytesIO()
    write_mo(output, whole)
    return output.getvalue()


def _read(content: bytes) -> Catalog:
    """Read a .po file. ValueError or UnicodeError where it is none."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        return read_po(io.BytesIO(content), abort_invalid=True)
    except PoFileError as error:
        raise ValueError(f"{error} (line {error.lineno})") from error


def _faults(catalog: Catalog, name: str) -> Iterator[Diagnostic]:
    """Find translations whose placeholders are not those of their message."""
    for message, errors in catalog.check():
        for error in errors:
            yield finding("BG264", str(error), Place(f"templates/{name}", message.lineno or 0))


class Words(NullTranslations):
    """What stands behind a catalogue: a message that it does not have is printed in English, and written down as an error."""

    def __init__(self, record: Record, language: str, file: str, *, is_absent: bool) -> None:
        super().__init__()
        self._record, self._language, self._file, self._is_absent = record, language, file, is_absent

    def gettext(self, message: str) -> str:
        """Give a message as it is."""
        self._miss(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Give the message for a number as it is."""
        self._miss(msgid1)
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 -- gettext's signature
        """Give a message with a context as it is."""
        self._miss(message)
        return message

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 -- as above
        """Give the message with a context for a number as it is."""
        self._miss(msgid1)
        return msgid1 if n == 1 else msgid2

    def _miss(self, message: str) -> None:
        hint = f"translate it in `{self._file}`; a project's own catalogue needs only what it adds or changes"
        if self._is_absent:
            found = finding(
                "BG262", f"there is no catalogue for {self._language}: the templates' own words are English", Place(self._file)
            )
        else:
            found = finding("BG262", f"the catalogue for {self._language} has no “{message}”", here(), hint)
        self._record.diagnostics.append(found)


def translations(catalogues: Catalogues, locale: Locale, record: Record) -> tuple[NullTranslations, Catalogue | None]:
    """Give the words for the documents of a locale, and the catalogue that they come from.

    What is missing is written into the record; English needs no catalogue. Problems (BG264) where a file is faulty.
    """
    catalogue = catalogues.of(locale)
    silent = NullTranslations()
    file = f"templates/locale/{locale.language}/LC_MESSAGES/{DOMAIN}.po"
    name = str(locale.get_language_name("en") or locale)
    behind = silent if locale.language == SOURCE_LANGUAGE else Words(record, name, file, is_absent=catalogue is None)
    if catalogue is None:
        return behind, None
    found = Translations(io.BytesIO(catalogue.compiled), DOMAIN)
    found.add_fallback(behind)
    return found, catalogue


def formatter(catalogues: Catalogues, tag: str) -> Formatter:
    """Give what writes values in a language (a BCP 47 tag), with its own words where there are any."""
    locale = Locale.parse(tag, sep="-")
    words, _ = translations(catalogues, locale, Record())
    return Formatter(tag, words.gettext)
