"""Measures what the send log's promise costs: a plan sent by briefgen beside a bare smtplib loop with the same bytes.

    python benchmarks/send.py [--messages N] [--size BYTES] [--turns N] [--json FILE]

Both use one encrypted connection to a server that takes 10 ms for each answer, in a process of its own; they run in turns, so
that a busy machine slows both alike. The log is on the disk of this machine with all its flushes. Ends with 1 when the rate is
under nine tenths of the bare loop's. --pipelining lets the server offer PIPELINING, which only briefgen makes use of.
"""

from __future__ import annotations

import argparse
import hashlib
import smtplib
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from report import Ratio, parser, tell

from briefgen.deliver.clearance import Clearance, Standing
from briefgen.deliver.log import SendLog
from briefgen.deliver.orders import Clock, Orders, Surroundings
from briefgen.deliver.plan import PlanFile
from briefgen.deliver.planning import PlanWriter
from briefgen.deliver.sending import Run
from briefgen.deliver.transport import Server, SmtpTransport
from briefgen.model.delivery import Planned, PlannedDocument
from briefgen.model.sending import State

LIMIT = 0.9
ANSWER = 0.010
"""Seconds that the server takes for each answer."""
SENDER = "sender@example.org"
STEM, PDF = "brief-minister-en", "brief/minister/brief-minister-en.pdf"


def serve(folder: Path, pipelining: bool) -> None:
    """Be the server: take messages on one connection after another, and answer each command after 10 ms."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    while True:
        plain, _ = listening.accept()
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            converse(plain, context, pipelining)
        except OSError:
            plain.close()


def converse(connection: socket.socket, context: ssl.SSLContext, pipelining: bool) -> None:
    """Speak SMTP on one connection."""
    offers = b"250-slow.example\r\n" + (b"250-PIPELINING\r\n" if pipelining else b"")
    connection.sendall(b"220 slow.example\r\n")
    file = connection.makefile("rb")
    while line := file.readline():
        verb = line[:4].upper().strip()
        time.sleep(ANSWER)
        if verb == b"EHLO":
            more = b"" if isinstance(connection, ssl.SSLSocket) else b"250-STARTTLS\r\n"
            connection.sendall(offers + more + b"250 HELP\r\n")
        elif verb == b"STAR":
            connection.sendall(b"220 go ahead\r\n")
            connection = context.wrap_socket(connection, server_side=True)
            file = connection.makefile("rb")
        elif verb == b"DATA":
            connection.sendall(b"354 go ahead\r\n")
            while file.readline() != b".\r\n":
                pass
            time.sleep(ANSWER)
            connection.sendall(b"250 taken\r\n")
        elif verb == b"QUIT":
            connection.sendall(b"221 bye\r\n")
            return
        else:
            connection.sendall(b"250 OK\r\n")


def certify(folder: Path) -> None:
    """Make a certificate for localhost that signs itself."""
    names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    command = (
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        *names,
    )
    subprocess.run((*command, "-keyout", "server.key", "-out", "server.pem"), cwd=folder, check=True, capture_output=True)


def write_plan(folder: Path, count: int, size: int) -> Path:
    """Write a plan of so many messages of so many bytes."""
    (folder / "output" / PDF).parent.mkdir(parents=True, exist_ok=True)
    (folder / "output" / PDF).write_bytes(b"%PDF")
    body = b"\r\n".join([b"x" * 76] * (size // 78)) + b"\r\n"
    with PlanWriter(folder / "plans", SENDER, datetime.now(UTC).isoformat()) as writer:
        sha256 = hashlib.sha256(b"%PDF").hexdigest()
        writer.document(
            PlannedDocument(
                stem=STEM, brief="brief", item="", audience="minister", language="en", title="Brief", edition=1, path=PDF,
                sha256=sha256, marking="TLP:CLEAR", embargo_until="", digest="0", facts={},
            )
        )  # fmt: skip
        for number in range(1, count + 1):
            head = f"From: {SENDER}\r\nTo: reader{number}@example.org\r\nSubject: Brief\r\n\r\n".encode()
            message_id = f"<{time.time_ns()}.{number}@example.org>"
            content = head + body
            hashed = hashlib.sha256(content).hexdigest()
            writer.message(
                Planned(
                    number=number, address=f"reader{number}@example.org", audience="minister", language="en", document=STEM,
                    edition=1, subject="Brief", message_id=message_id, sha256=hashed, size=len(content),
                ),
                [content],
            )  # fmt: skip
        return writer.finish()


def bare(plan: PlanFile, port: int, context: ssl.SSLContext) -> float:
    """Send a plan's bytes with smtplib alone; give the seconds from the first message to the last."""
    with smtplib.SMTP("localhost", port, "localhost") as smtp:
        smtp.starttls(context=context)
        smtp.ehlo()
        assert smtp.sock
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # its best: without, the last bytes wait for an answer
        start = time.perf_counter()
        for planned in plan.planned():
            smtp.sendmail(SENDER, [planned.address], plan.content(planned.number))
        return time.perf_counter() - start


def kept(plan: PlanFile, port: int, folder: Path) -> float:
    """Send a plan with the log; give the seconds from the first message to the last, the connection's opening left out."""
    transport = SmtpTransport(Server(host="localhost", port=port, ca_file=folder / "server.pem"))
    transport.open()
    sha256 = plan.documents[STEM].sha256
    clearance = Clearance(folder / "output", (folder / "output" / PDF,), lambda: {STEM: Standing(sha256)})
    clock = Clock(lambda: datetime.now(UTC), time.monotonic, time.sleep)
    with SendLog.hold(folder / "log", clock.now()) as log:
        log.enter(plan, {}, clock.now(), again=True)
        start = time.perf_counter()
        result = Run(plan, log, Orders(), Surroundings(transport, clearance, clock, clock.now)).send()
        seconds = time.perf_counter() - start
    assert result.states == {State.SENT: plan.count}, result
    return seconds


def main() -> int:
    """Measure, print a table, and say whether the ratio is within the limit."""
    words = parser(__doc__)
    words.add_argument("--messages", type=int, default=100, help="messages in each turn")
    words.add_argument("--size", type=int, default=100_000, help="bytes of each message")
    words.add_argument("--turns", type=int, default=5, help="turns of each")
    words.add_argument("--pipelining", action="store_true", help="let the server offer PIPELINING")
    words.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = words.parse_args()
    if options.serve:
        serve(options.serve, options.pipelining)
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:  # a disk, where the temporary folder may be memory
        return measure(Path(name), options)


def measure(folder: Path, options: argparse.Namespace) -> int:
    """Run both in turns against one server."""
    certify(folder)
    words = ["--pipelining"] if options.pipelining else []
    server = subprocess.Popen([sys.executable, __file__, "--serve", folder, *words], stdout=subprocess.PIPE, text=True)
    assert server.stdout
    port = int(server.stdout.readline())
    context = ssl.create_default_context(cafile=str(folder / "server.pem"))
    times: dict[str, list[float]] = {"bare smtplib": [], "briefgen": []}
    try:
        for _ in range(options.turns):
            plan = PlanFile.open(write_plan(folder, options.messages, options.size))
            times["bare smtplib"].append(bare(plan, port, context))
            times["briefgen"].append(kept(plan, port, folder))
            plan.close()
    finally:
        server.terminate()
        server.wait()
    medians = {name: statistics.median(found) for name, found in times.items()}
    ratio = medians["bare smtplib"] / medians["briefgen"]
    for name, median in medians.items():
        print(
            f"{name:<14} {options.messages / median:7.1f} messages a second   (fastest {options.messages / min(times[name]):.1f})"
        )
    found = Ratio("messages a second to those of bare smtplib, over one connection", ratio, LIMIT, is_floor=True)
    figures = {**medians, "messages": options.messages, "bytes": options.size}
    return tell("send", [found], figures, options.json)


if __name__ == "__main__":
    sys.exit(main())
