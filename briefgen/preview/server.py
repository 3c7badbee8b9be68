"""The server of the preview: its routes, and the loop that serves them until it is interrupted."""

from __future__ import annotations

import asyncio
import json
import socket
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from briefgen.model.diagnostic import Diagnostic, Problems
from briefgen.preview.exhibit import Exhibit
from briefgen.preview.follow import Follower
from briefgen.preview.guard import HOST, Guard, frame_policy
from briefgen.preview.messages import document_message, ledger_message, places_message, project_message
from briefgen.preview.watch import changes

ASSETS: Mapping[str, str] = {
    "preview.html": "text/html; charset=utf-8",
    "preview.css": "text/css; charset=utf-8",
    "look.css": "text/css; charset=utf-8",
    "preview.js": "text/javascript; charset=utf-8",
    "inspector.js": "text/javascript; charset=utf-8",
    "stage.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
PORT, _PORTS = 8400, 20
_FOLDER = Path(__file__).parent / "assets"
_PACE, _HEARTBEAT = 0.3, 15.0
"""Seconds between two tellings of the whole project, and after which an idle stream says that it is still there."""


class Site:
    """Answers the preview's requests from what its follower knows."""

    def __init__(self, follower: Follower) -> None:
        self.follower, self.engine = follower, follower.engine

    def routes(self) -> list[Route]:
        """Give what there is to ask for."""
        return [
            Route("/", self.shell, methods=["GET"]),
            Route("/assets/{name}", self.asset, methods=["GET"]),
            Route("/fonts/{name}.woff2", self.font, methods=["GET"]),
            Route("/events", self.events, methods=["GET"]),
            Route("/documents/{name}/page", self.page, methods=["GET"]),
            Route("/documents/{name}/pages/{number:int}", self.picture, methods=["GET"]),
            Route("/documents/{name}/ledger", self.ledger, methods=["GET"]),
            Route("/facts/{name}", self.places, methods=["GET"]),
        ]

    async def shell(self, _request: Request) -> Response:
        """Give the page itself."""
        return _file("preview.html")

    async def asset(self, request: Request) -> Response:
        """Give one of the page's own files, each of which is named above."""
        return _file(request.path_params["name"])

    async def font(self, request: Request) -> Response:
        """Give a face of the documents, in which the preview is set too."""
        faces = self.engine.workshop.faces if self.engine.workshop else ()
        for face in faces:
            if request.path_params["name"] == f"{face.family.replace(' ', '-').lower()}-{face.weight}-{face.style}":
                return Response(face.woff2, media_type="font/woff2", headers={"Cache-Control": "max-age=3600"})
        raise HTTPException(404)

    async def events(self, request: Request) -> Response:
        """Give the stream of what is new, of the project and of the document that is looked at."""
        stream = self._stream(request.query_params.get("document", ""))
        return StreamingResponse(stream, media_type="text/event-stream")

    async def _stream(self, name: str) -> AsyncIterator[str]:
        """Tell what is new as soon as it is, of the project as a whole at most some times a second."""
        told: dict[str, str] = {}
        follower, loop = self.follower, asyncio.get_running_loop()
        due = loop.time()
        with follower.watching(name), follower.bell() as bell:
            while not follower.has_ended:
                new = {"document": document_message(self.engine, name, follower.setting)} if name else {}
                late = loop.time() < due
                if not late:
                    new, due = {"project": project_message(self.engine), **new}, loop.time() + _PACE
                sent = ""
                for kind, message in new.items():
                    text = json.dumps(message, ensure_ascii=False)
                    if told.get(kind) != text:
                        told[kind] = text
                        sent += f"event: {kind}\ndata: {text}\n\n"
                yield sent or ":\n\n"
                await bell.rung(_PACE if late else _HEARTBEAT)

    async def page(self, request: Request) -> Response:
        """Give a document's HTML for its frame, with the script that follows values in it."""
        screen = self._exhibit(request).screen
        if screen is None:
            raise HTTPException(404)
        before, end, after = screen.html.rpartition(b"</body>")
        content = b"".join((before, b"<script>", self._frame_script, b"</script>", end, after))
        digest = b64encode(sha256(self._frame_script).digest()).decode()
        headers = {"Content-Security-Policy": frame_policy([f"sha256-{digest}"])}
        return Response(content, media_type="text/html; charset=utf-8", headers=headers)

    async def picture(self, request: Request) -> Response:
        """Give a page of a document's PDF as a picture."""
        exhibit = self._exhibit(request)
        sheets = exhibit.sheets
        width = request.query_params.get("width", "800")
        if sheets is None or not width.isdecimal() or len(width) > 5:
            raise HTTPException(404)
        try:
            drawn = await self.follower.picture(exhibit.name, sheets, request.path_params["number"], int(width))
        except IndexError:
            raise HTTPException(404) from None
        return Response(drawn, media_type="image/bmp")

    async def ledger(self, request: Request) -> Response:
        """Give what a document prints and what stands behind it."""
        return JSONResponse(ledger_message(self._exhibit(request)))

    async def places(self, request: Request) -> Response:
        """Give every place at which a fact stands."""
        return JSONResponse(places_message(self.engine, request.path_params["name"]))

    def _exhibit(self, request: Request) -> Exhibit:
        exhibit = self.engine.exhibits.get(request.path_params["name"])
        if exhibit is None:
            raise HTTPException(404)
        return exhibit

    @cached_property
    def _frame_script(self) -> bytes:
        return (_FOLDER / "frame.js").read_bytes()


def site(follower: Follower, port: int, lifespan: Any = None) -> Starlette:
    """Give the application (ASGI) that answers under a port."""
    return Starlette(routes=Site(follower).routes(), middleware=[Middleware(Guard, port=port)], lifespan=lifespan)


def bound(port: int | None) -> socket.socket:
    """Take a port of this machine's loopback: the one that is asked for, or the next free one from 8400 on.

    Raises Problems (BG016) where it is taken.
    """
    for wanted in (port,) if port is not None else range(PORT, PORT + _PORTS):
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, wanted))
        except OSError as error:
            door.close()
            reason = error.strerror or "it cannot be used"
        else:
            return door
    asked = f"port {port}" if port is not None else f"every port from {PORT} to {PORT + _PORTS - 1}"
    hint = "name another with --port" if port is None else "name another with --port, or leave it out: the next free one is taken"
    raise Problems(Diagnostic("BG016", f"{asked} of {HOST} cannot be used: {reason}", hint=hint))


def serve(follower: Follower, door: socket.socket, told: Callable[[str], None], *, is_polling: bool = False) -> None:
    """Serve the preview on a bound socket until it is interrupted; `told` hears the address once it answers."""
    port = door.getsockname()[1]
    root, folders = follower.engine.root, follower.engine.project.folders if follower.engine.project else ()
    failure: list[BaseException] = []

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        work = asyncio.create_task(follower.run(changes(root, folders, is_polling=is_polling)))

        def ended(task: asyncio.Task[None]) -> None:
            if not task.cancelled() and (error := task.exception()):
                failure.append(error)
                server.leave()

        work.add_done_callback(ended)
        yield
        work.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await work

    config = uvicorn.Config(
        site(follower, port, life),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        lifespan="on",
    )
    server = _Server(config, follower, lambda: told(f"http://{HOST}:{port}/"))
    server.run(sockets=[door])
    if failure:
        raise failure[0]


class _Server(uvicorn.Server):
    """Tells when it answers, and lets the streams of events end first, so that it need not wait for them."""

    def __init__(self, config: uvicorn.Config, follower: Follower, told: Callable[[], None]) -> None:
        super().__init__(config)
        self._follower, self._told = follower, told

    def leave(self) -> None:
        """End as soon as possible."""
        self.should_exit = True
        self._follower.end()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._told()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what is still being answered."""
        self._follower.end()
        await super().shutdown(sockets)


def _file(name: str) -> Response:
    kind = ASSETS.get(name)
    if kind is None:
        raise HTTPException(404)
    return Response((_FOLDER / name).read_bytes(), media_type=kind)
