"""The preview's server: whom it answers, with which headers, and how it begins and ends."""

from __future__ import annotations

import http.client
import json
import os
import socket
import time
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest

from tests.preview.running import Running, previewing
from tests.projects import write_project
from tests.shipped import briefgen, lend_fonts

MINISTER = "summit-minister-en"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Path:
    folder = write_project(tmp_path_factory.mktemp("previewed"))
    lend_fonts(font_cache, folder)
    return folder


@pytest.fixture(scope="module")
def preview(folder: Path) -> Iterator[Running]:
    with previewing(folder) as running:
        yield running


def ask(preview: Running, path: str, method: str = "GET", host: str = "", **headers: str) -> tuple[HTTPResponse, bytes]:
    """Ask for a path with headers of the test's own; an underscore in their names stands for a hyphen."""
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=20)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host or f"127.0.0.1:{preview.port}")
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = b"" if answer.headers.get_content_type() == "text/event-stream" else answer.read()
    connection.close()
    return answer, body


def document_is_made(preview: Running) -> None:
    for _ in range(200):
        if ask(preview, f"/documents/{MINISTER}/page")[0].status == 200:
            return
        time.sleep(0.1)
    raise AssertionError("no page was made")


def test_it_answers_under_its_own_names_and_no_other(preview: Running) -> None:
    port = preview.port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        assert ask(preview, "/", host=host)[0].status == 200
    for host in ("example.org", f"example.org:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"127.0.0.1.example.org:{port}"):
        for path in ("/", "/events", f"/documents/{MINISTER}/page", "/assets/preview.js"):
            answer, body = ask(preview, path, host=host)
            assert answer.status == 421, (host, path)
            assert b"briefgen" not in body


def test_it_answers_no_page_of_another_origin(preview: Running) -> None:
    own = f"http://127.0.0.1:{preview.port}"
    assert ask(preview, "/facts/money", Origin=own)[0].status == 200
    for origin in ("https://example.org", "null", f"http://127.0.0.1:{preview.port + 1}", f"https://127.0.0.1:{preview.port}"):
        answer, _ = ask(preview, "/facts/money", Origin=origin)
        assert answer.status == 403, origin
        assert answer.getheader("Access-Control-Allow-Origin") is None


def test_it_answers_no_request_that_a_browser_says_comes_from_another_site_but_a_link_that_is_followed(preview: Running) -> None:
    for site in ("cross-site", "same-site"):
        assert ask(preview, f"/documents/{MINISTER}/pages/1", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors")[0].status == 403
        assert ask(preview, "/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="iframe")[0].status == 403
        assert ask(preview, "/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document")[0].status == 200


def test_it_can_only_be_read(preview: Running) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
        assert ask(preview, "/", method)[0].status == 405, method


def test_a_websocket_is_refused(preview: Running) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13", "Sec_WebSocket_Key": "AAAA"}
    assert ask(preview, "/events", Origin="https://example.org", **upgrade)[0].status in {400, 403}


def test_every_answer_carries_the_headers_that_keep_it_to_itself(preview: Running) -> None:
    for path in ("/", "/assets/preview.css", "/facts/money", "/nothing", "/fonts/brief-sans-400-normal.woff2", "/events"):
        answer, _ = ask(preview, path)
        policy = answer.getheader("Content-Security-Policy") or ""
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
        assert answer.getheader("Referrer-Policy") == "no-referrer"
        assert answer.getheader("Server") is None
    refused, _ = ask(preview, "/", host="example.org")
    assert "default-src 'none'" in str(refused.getheader("Content-Security-Policy"))


def test_a_document_s_frame_has_no_origin_no_network_and_one_script(preview: Running) -> None:
    document_is_made(preview)
    answer, body = ask(preview, f"/documents/{MINISTER}/page")
    policy = answer.getheader("Content-Security-Policy") or ""
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "connect-src" not in policy
    script = policy.partition("script-src ")[2].partition(";")[0]
    assert script.startswith("'sha256-")
    assert "unsafe" not in script
    assert body.count(b"<script>") == 1


def test_no_path_leads_to_a_file(preview: Running) -> None:
    for path in (
        "/assets/../server.py",
        "/assets/..%2fserver.py",
        "/assets/%2e%2e/%2e%2e/pyproject.toml",
        "/assets/frame.js",
        "/documents/..%2f..%2fbriefgen.yaml/page",
        "/documents/../../etc/passwd",
        f"/documents/{MINISTER}/pages/99",
        f"/documents/{MINISTER}/pages/0",
        f"/documents/{MINISTER}/pages/1?width=-1",
        f"/documents/{MINISTER}/pages/1?width=999999999",
        "//etc/passwd",
    ):
        assert ask(preview, path)[0].status == 404, path


def test_the_stream_of_events_tells_the_project_and_the_document(preview: Running) -> None:
    document_is_made(preview)
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=20)
    connection.request("GET", f"/events?document={MINISTER}")
    answer = connection.getresponse()
    told = {}
    while len(told) < 2:
        line = answer.readline().decode().strip()
        if line.startswith("event: "):
            told[line[7:]] = json.loads(answer.readline().decode().removeprefix("data: "))
    connection.close()
    assert [item["id"] for item in told["project"]["documents"]] == [MINISTER, "summit-public-en"]
    assert told["document"]["state"] == "made"


def test_it_listens_on_loopback_only(preview: Running) -> None:
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", preview.port), timeout=5)


def test_a_port_that_is_taken_is_a_clear_error_and_without_one_the_next_is_taken(preview: Running, folder: Path) -> None:
    done = briefgen("preview", "--no-open", "--project", folder, "--port", str(preview.port))
    assert done.returncode == 3
    assert "BG016" in done.stderr
    assert f"port {preview.port}" in done.stderr
    assert "Traceback" not in done.stderr
    with previewing(folder) as other:
        assert other.port != preview.port


def test_ctrl_c_ends_it_within_a_second_also_with_a_page_open(folder: Path) -> None:
    with previewing(folder) as running, socket.create_connection(("127.0.0.1", running.port)) as page:
        page.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n\r\n".encode())
        assert page.recv(15) == b"HTTP/1.1 200 OK"
        status, said, seconds = running.interrupt()
    assert status == 130
    assert "Traceback" not in said
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert seconds < busy, f"{seconds:.2f} s"


def test_names_that_the_project_does_not_have_are_wrong_usage(folder: Path, tmp_path: Path) -> None:
    done = briefgen("preview", "--no-open", "--project", folder, "nothing")
    assert done.returncode == 2
    assert "BG006" in done.stderr
    empty = briefgen("preview", "--no-open", "--project", tmp_path)
    assert empty.returncode == 3
    assert "BG001" in empty.stderr


def test_help_shows_examples() -> None:
    assert "briefgen preview --audience minister --no-open" in briefgen("preview", "--help").stdout
