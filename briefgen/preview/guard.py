"""Who may ask the preview: a browser on this machine, for its own page.

A site that the user has open elsewhere could try to read the preview: under a name of its own that it lets lead here (DNS
rebinding, so that it looks like the same site: its name stands in Host), or across sites (Origin, Sec-Fetch-Site). Neither is
answered. With these checks a secret in the address would protect from nothing more than other users of this machine do already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
"""The only address that the preview listens on."""
SHELL_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": SHELL_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""What every answer carries unless it says otherwise itself."""


def frame_policy(scripts: Iterable[str]) -> str:
    """Give the policy of a document's frame: no origin, no network, and of scripts only those with these hashes."""
    allowed = " ".join(f"'{found}'" for found in scripts)
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        f"script-src {allowed}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"
    )


class Guard:
    """Answers only who may ask, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = frozenset(f"{name}:{port}" for name in (HOST, "localhost"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on or refuse it (ASGI)."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        app: ASGIApp = PlainTextResponse(refusal[1], refusal[0]) if refusal else self._app

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await app(scope, receive, answer)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Say why a request is refused; nothing where it is not."""
        if scope["type"] != "http":
            return 403, "there is nothing here but pages"
        headers = Headers(scope=scope)
        if headers.getlist("host") not in ([host] for host in self._hosts):
            return 421, "the preview answers on this machine only, under 127.0.0.1 or localhost"
        if any(origin not in {f"http://{host}" for host in self._hosts} for origin in headers.getlist("origin")):
            return 403, "the preview answers its own page only"
        if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"} and not _is_followed_link(headers):
            return 403, "the preview answers its own page only"
        if scope["method"] != "GET":
            return 405, "the preview can only be read"
        return None


def _is_followed_link(headers: Headers) -> bool:
    """Tell whether a person has followed a link from elsewhere, which shows the page to that person alone."""
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
