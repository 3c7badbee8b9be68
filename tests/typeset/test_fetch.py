"""Nothing from outside gets into a document: every way in that WeasyPrint has is tried, and each refusal is told."""

from __future__ import annotations

import http.server
import os
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest

from briefgen.model.briefing import Typeset
from briefgen.model.diagnostic import Problems
from tests.typeset.conftest import Setter
from tests.typeset.torture import DOT

PNG = b64decode(DOT.partition(",")[2])
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
SECRET = "SECRETSECRETSECRET"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project folder with a picture and styles, and beside it what no document may read."""
    project = tmp_path / "project"
    (project / "images").mkdir(parents=True)
    (project / "images" / "dot.png").write_bytes(PNG)
    (project / "images" / "a b.png").write_bytes(PNG)
    (project / "styles.css").write_text("h1 { color: red }")
    (tmp_path / "outside.png").write_bytes(PNG)
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "secret.svg").write_text(SVG.format(f"<text>{SECRET}</text>"))
    (tmp_path / "project-2").mkdir()
    (tmp_path / "project-2" / "dot.png").write_bytes(PNG)
    (project / "link.png").symlink_to(tmp_path / "outside.png")
    (project / "links").symlink_to(tmp_path)
    return project


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server that answers everything with a picture, or sends on to a file, and writes down who asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302 if self.path == "/moved" else 200)
            if self.path == "/moved":
                self.send_header("Location", "file:///etc/passwd")
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(PNG)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()
        thread.join()


def codes(done: Typeset) -> set[str]:
    return {item.code for item in done.diagnostics}


def holds(pdf: bytes, text: str) -> bool:
    """Whether a text stands anywhere in a PDF: in a stream, an attachment or a string."""
    with pikepdf.open(BytesIO(pdf)) as document:
        streams = [item.read_bytes() for item in document.objects if isinstance(item, pikepdf.Stream) and _plain(item)]
    return any(text.encode() in data for data in [pdf, *streams])


def _plain(stream: pikepdf.Stream) -> bool:
    return "/Filter" not in stream or str(stream.Filter) == "/FlateDecode"


def pictures(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as document:
        streams = [item for item in document.objects if isinstance(item, pikepdf.Stream)]
        return sum(str(item.get("/Subtype", "")) == "/Image" and "/SMask" in item for item in streams)


DRAWING = '<svg xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" width="9" height="9"><title>t</title>'
WAYS_IN = {
    "a picture": '<img alt="x" src="{url}">',
    "a picture by object": '<object data="{url}" type="image/png">x</object>',
    "a picture by embed": '<embed src="{url}" type="image/png" alt="x">',
    "a background": "<p style=\"background-image:url('{url}')\">x",
    "content": "<style>p::before{{content:url('{url}')}}</style><p>x",
    "a list's marker": "<ul style=\"list-style-image:url('{url}')\"><li>x</ul>",
    "a border": "<p style=\"border:1px solid;border-image:url('{url}') 1\">x",
    "a style sheet": '<link rel="stylesheet" href="{url}"><p>x',
    "an import": "<style>@import url('{url}');</style><p>x",
    "an import of a string": "<style>@import '{url}';</style><p>x",
    "a font": "<style>@font-face{{font-family:q;src:url('{url}')}}</style><p style='font-family:q'>x",
    "a picture in a drawing": DRAWING + '<image href="{url}" width="9" height="9"/></svg>',
    "a picture in a drawing, the old way": DRAWING + '<image xlink:href="{url}" width="9" height="9"/></svg>',
    "a shape from another drawing": DRAWING + '<use href="{url}#a"/></svg>',
    "an import in a drawing": DRAWING + '<style>@import url("{url}");</style></svg>',
    "a font in a drawing": DRAWING
    + "<style>@font-face{{font-family:q;src:url('{url}')}}</style><text y='9' font-family='q'>x</text></svg>",
    "another drawing as a shape": DRAWING + '<use href="{url}"/></svg>',
}
SILENT = {"a shape from another drawing", "another drawing as a shape", "an import in a drawing"}
"""What WeasyPrint does not even ask for, so that there is nothing to tell."""


def in_drawing(url: str) -> str:
    """A data: picture that is a drawing, which in turn asks for something."""
    inner = SVG.format(f'<image xlink:href="{url}" href="{url}" width="9" height="9"/>')
    return f'<img alt="x" src="data:image/svg+xml;base64,{b64encode(inner.encode()).decode()}">'


@pytest.mark.parametrize("way", WAYS_IN)
@pytest.mark.parametrize("target", ["outside.png", "secret.txt", "secret.svg"])
def test_no_file_outside_the_folders_is_read_and_the_refusal_is_told(
    setting: Setter, folder: Path, way: str, target: str
) -> None:
    url = (folder.parent / target).as_uri()
    done = setting(WAYS_IN[way].format(url=url), folders=(folder,))
    assert codes(done) == ({"BG504"} if way not in SILENT else set())
    assert not holds(done.pdf, SECRET)
    assert pictures(done.pdf) == 0


@pytest.mark.parametrize("way", [*WAYS_IN, "nested"])
@pytest.mark.parametrize("path", ["/x.png", "/moved"])
def test_no_host_is_ever_asked(setting: Setter, server: tuple[str, list[str]], way: str, path: str) -> None:
    address, asked = server
    content = in_drawing(address + path) if way == "nested" else WAYS_IN[way].format(url=address + path)
    done = setting(content)
    assert codes(done) == ({"BG504"} if way not in SILENT else set())
    assert asked == []


def test_a_colour_profile_that_is_refused_stops_the_document(setting: Setter, server: tuple[str, list[str]]) -> None:
    address, asked = server
    for url in ("file:///etc/passwd", address + "/x.icc"):
        with pytest.raises(Problems) as caught:
            setting(f"<style>@color-profile --q{{src:url('{url}')}}</style><p>x")
        assert [item.code for item in caught.value.diagnostics] == ["BG505", "BG504"]
    assert asked == []


@pytest.mark.parametrize(
    "scheme",
    [
        "ftp://127.0.0.1/x.png",
        "//127.0.0.1/x.png",
        "HTTP://127.0.0.1/x",
        "jar:file:///etc/passwd",
        "about:blank",
        "briefgen-font:999",
    ],
)
def test_no_other_scheme_is_known(setting: Setter, scheme: str) -> None:
    assert "BG504" in codes(setting(f'<img alt="x" src="{scheme}">'))


def test_a_base_element_leads_nowhere_else(setting: Setter, folder: Path, server: tuple[str, list[str]]) -> None:
    address, asked = server
    for base in (address + "/", folder.parent.as_uri() + "/"):
        done = setting(f'<base href="{base}"><img alt="x" src="outside.png">', folders=(folder,))
        assert "BG504" in codes(done)
        assert pictures(done.pdf) == 0
    assert asked == []


ESCAPES = [
    "../outside.png",
    "images/../../outside.png",
    "images/%2e%2e/%2e%2e/outside.png",
    "%2e%2e/outside.png",
    "%2e%2e%2foutside.png",
    "%252e%252e/outside.png",
    "link.png",
    "links/outside.png",
    "../project-2/dot.png",
    "images%00.png",
    "images",
]


@pytest.mark.parametrize("name", ESCAPES)
@pytest.mark.parametrize("whole", [False, True])
def test_no_name_leads_out_of_the_folders(setting: Setter, folder: Path, name: str, whole: bool) -> None:
    address = f"file://{quote(str(folder))}/{name}" if whole else name
    done = setting(f'<img alt="x" src="{address}">', folders=(folder,))
    assert codes(done) == {"BG504"}
    assert pictures(done.pdf) == 0


def test_devices_pipes_and_the_environment_are_not_read(setting: Setter, folder: Path) -> None:
    os.mkfifo(folder / "pipe.png")
    (folder / "zero.png").symlink_to("/dev/zero")
    for name in ("pipe.png", "zero.png", "file:///proc/self/environ", "file:///dev/stdin"):
        assert codes(setting(f'<img alt="x" src="{name}">', folders=(folder,))) == {"BG504"}, name


@pytest.mark.parametrize("name", ["images/dot.png", "/images/dot.png", "./images/a%20b.png", "images/dot.png?v=2"])
def test_files_in_the_folders_are_read(setting: Setter, folder: Path, name: str) -> None:
    done = setting(f'<img alt="x" src="{name}">', folders=(folder,))
    assert done.diagnostics == ()
    assert pictures(done.pdf) == 1
    whole = setting(f'<img alt="x" src="{(folder / "images" / "dot.png").as_uri()}">', folders=(folder,))
    assert pictures(whole.pdf) == 1


def test_a_missing_file_is_told_by_its_name(setting: Setter, folder: Path) -> None:
    done = setting('<img alt="x" src="images/none.png">', folders=(folder,))
    (found,) = done.diagnostics
    assert found.code == "BG504"
    assert "images/none.png" in found.message


def test_a_picture_that_is_refused_inside_a_drawing_is_told_though_weasyprint_says_nothing(setting: Setter) -> None:
    (found,) = setting(in_drawing("file:///etc/passwd")).diagnostics
    assert found.code == "BG504"
    assert "/etc/passwd" in found.message


ATTACHMENTS = [
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<p><a rel="attachment" href="images/dot.png">x</a>',
    '<link rel="attachment" href="data:text/plain,x">',
]


@pytest.mark.parametrize("markup", ATTACHMENTS)
def test_no_file_is_attached_but_the_facts(setting: Setter, folder: Path, markup: str) -> None:
    done = setting(markup.format(url=(folder.parent / "secret.txt").as_uri()) + "<p>x", folders=(folder,))
    assert codes(done) == {"BG508"}
    assert not holds(done.pdf, SECRET)
    with pikepdf.open(BytesIO(done.pdf)) as document:
        assert list(document.attachments) == ["facts.json"]


@pytest.mark.parametrize(
    "target",
    ["next.html", "/etc/passwd", "?q", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "vbscript:x", ""],
)
def test_a_link_that_may_not_stand_in_a_document_is_taken_away_and_told(setting: Setter, target: str) -> None:
    done = setting(f'<p><a href="{target}">x</a>')
    assert codes(done) == ({"BG508"} if target else set()) or target == ""
    assert not holds(done.pdf, "file://")
    assert not holds(done.pdf, "briefgen.invalid")
    with pikepdf.open(BytesIO(done.pdf)) as document:
        assert "/Annots" not in document.pages[0]


def test_links_to_the_web_to_mail_and_within_stay(setting: Setter) -> None:
    done = setting('<p><a href="https://example.org/x?y#z">a</a> <a href="mailto:a@example.org">b</a> <a href="#top">c</a>')
    assert done.diagnostics == ()
    with pikepdf.open(BytesIO(done.pdf)) as document:
        actions = [annotation.get("/A") for annotation in document.pages[0].Annots]
        targets = [str(action.URI) if action is not None else "#" for action in actions]
    assert targets == ["https://example.org/x?y#z", "mailto:a@example.org", "#"]
