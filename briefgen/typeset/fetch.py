"""The only door between a document and the outside: what WeasyPrint may read while it sets a page.

Its own fetcher reads any file and any host. This one gives `data:` URLs, the document's faces from memory, and regular
files whose real path lies in a folder that was named; it opens no connection, and it remembers what it turned away,
since inside an SVG image WeasyPrint leaves out what it cannot fetch without a word.
"""

from __future__ import annotations

import base64
import mimetypes
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from briefgen.typeset.library import BASE

if TYPE_CHECKING:
    from collections.abc import Sequence

FONT_SCHEME = "briefgen-font"
MAX_BYTES = 64 * 1024 * 1024


class Refused(OSError):  # noqa: N818 -- an answer that is given on purpose
    """An address was turned away, or nothing was found there."""


class Fetcher(URLFetcher):
    """Gives WeasyPrint what it may have; `refused` holds every other address with the reason, in order."""

    def __init__(self, fonts: Sequence[bytes], folders: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)  # type: ignore[no-untyped-call]
        self._fonts = fonts
        self._folders = [folder.resolve() for folder in folders]
        self.refused: dict[str, str] = {}
        self.names: dict[str, None] = {}
        """Files that were asked for by their names within the folders."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 -- WeasyPrint's signature
        """Answer one request; raises `Refused`, which WeasyPrint turns into its own error and often swallows."""
        try:
            body, kind = self._read(url)
        except (OSError, ValueError) as error:
            self.refused.setdefault(url, str(error))
            raise Refused(str(error)) from error
        return URLFetcherResponse(url, body, {"Content-Type": kind})

    def _read(self, url: str) -> tuple[bytes, str]:
        scheme = url.partition(":")[0].lower()
        if scheme == "data":
            return _data(url)
        if scheme == FONT_SCHEME:
            return self._font(url)
        if url.startswith(BASE):
            return self._relative(unquote(urlsplit(url).path).lstrip("/"))
        if scheme == "file":
            parts = urlsplit(url)
            if parts.netloc not in {"", "localhost"}:
                raise Refused("it is on another host")
            return self._file(Path(unquote(parts.path)))
        raise Refused("nothing is fetched from a network while typesetting")

    def _font(self, url: str) -> tuple[bytes, str]:
        number = url.partition(":")[2]
        if not number.isdecimal() or int(number) >= len(self._fonts):
            raise Refused("there is no such face")
        return self._fonts[int(number)], "font/ttf"

    def _relative(self, name: str) -> tuple[bytes, str]:
        self.names.setdefault(name)
        for folder in self._folders:
            if (folder / name).exists():
                return self._file(folder / name)
        raise Refused("there is no such file in the project or the package")

    def _file(self, path: Path) -> tuple[bytes, str]:
        self.names.update(dict.fromkeys(str(path.relative_to(item)) for item in self._folders if path.is_relative_to(item)))
        real = path.resolve()  # follows every link, so that what is compared is what is opened
        if not any(real.is_relative_to(folder) for folder in self._folders):
            raise Refused("it lies outside the project and the package")
        handle = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise Refused("it is not a regular file")
            if about.st_size > MAX_BYTES:
                raise Refused(f"it is larger than {MAX_BYTES // 1024 // 1024} MB")
            return file.read(), _KINDS.guess_type(real.name)[0] or "application/octet-stream"


_KINDS = mimetypes.MimeTypes()  # the standard library's own list; the system's may differ from machine to machine


def _data(url: str) -> tuple[bytes, str]:
    """Read a data: URL (RFC 2397)."""
    head, comma, content = url.partition(":")[2].partition(",")
    if not comma:
        raise Refused("the data: URL has no content")
    kind, _, encoding = head.rpartition(";") if head.endswith("base64") else (head, "", "")
    body = unquote_to_bytes(content)
    return (base64.b64decode(body) if encoding else body), kind.strip() or "text/plain"
