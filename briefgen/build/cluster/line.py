"""The line from a worker of a cluster to the process beside it that makes its documents."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from briefgen.build.cluster.foreman import Order
from briefgen.build.cluster.versions import Versions
from briefgen.build.workshop import Made
from briefgen.model.briefing import DocumentId

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[4]); from briefgen.build.cluster.foreman import lead; "
    "lead(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], pdf=sys.argv[5] == 'pdf')"
)


class Ended(Exception):  # noqa: N818 -- what became of a foreman
    """A foreman has ended, and with it what it was making."""


class Line:
    """The line to a process that makes documents, and the folder into which it unpacks what they are made from."""

    def __init__(self, store: Path, *, pdf: bool) -> None:
        self.versions: Future[Versions] = Future()
        self.is_open = False
        self._making: dict[DocumentId, Future[Made]] = {}
        self._lock = threading.Lock()
        theirs, self._orders = Pipe(duplex=False)
        self._results, back = Pipe(duplex=False)
        self._folder = mkdtemp(prefix="bundle-", dir=store)
        path = json.dumps([str(Path(item).absolute()) for item in sys.path])
        command = [sys.executable, "-P", "-c", _START, str(theirs.fileno()), str(back.fileno()), self._folder, path]
        fds = (theirs.fileno(), back.fileno())
        self._process = subprocess.Popen(  # noqa: S603 -- this very program
            [*command, "pdf" if pdf else ""], pass_fds=fds, stdin=subprocess.DEVNULL, cwd=store, start_new_session=True
        )
        theirs.close()
        back.close()
        threading.Thread(target=self._listen, name="briefgen-foreman", daemon=True).start()

    @property
    def is_alive(self) -> bool:
        """Whether it can be given documents."""
        return not self._orders.closed and self._process.poll() is None

    @property
    def is_busy(self) -> bool:
        """Whether it is making a document."""
        return bool(self._making)

    def open(self, order: Order) -> None:
        """Hand it its order, once. Ended where it is not there any more."""
        with self._lock:
            if not self.is_open:
                self._send(order)
                self.is_open = True

    def make(self, document: DocumentId) -> Future[Made]:
        """Give it a document, or wait for one that it is making; what comes of it may be Ended, or a bug's exception."""
        with self._lock:
            if document not in self._making:
                self._send(document)
                self._making[document] = Future()
            return self._making[document]

    def end(self) -> None:
        """Let it go, with what it is making."""
        with self._lock, suppress(Ended):
            self._send(None)

    def _send(self, what: Order | DocumentId | None) -> None:
        try:
            self._orders.send(what)
        except OSError as error:
            raise Ended("the process that makes documents has ended") from error

    def _listen(self) -> None:
        """Hand on what it says until it ends."""
        reason: Exception | None = None
        try:
            self.versions.set_result(self._results.recv())
            while reason is None:
                reason = self._hear(self._results.recv())
        except (EOFError, OSError):
            pass
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._finish(reason or Ended(f"the process that makes documents has ended (exit {self._process.wait()})"))

    def _hear(self, said: Any) -> Exception | None:
        if isinstance(said, Exception):
            return said
        with self._lock:
            self._making.pop(said.id).set_result(said)
        return None

    def _finish(self, reason: Exception) -> None:
        with self._lock:
            self._orders.close()
            self._results.close()
            waiting, self._making = self._making, {}
        for future in (*waiting.values(), *(() if self.versions.done() else (self.versions,))):
            future.set_exception(reason)
