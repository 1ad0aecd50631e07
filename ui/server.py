"""What the server adds to Streamlit: scripts, histories, heights, long work, and the security headers."""

import gc
import gzip
import os
import re
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from threading import Thread

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import addresses, line
from ui.callbacks import let_callbacks_finish
from ui.compressed import FOR_EVER, Unchanging, answer
from ui.first_page import FirstPage
from ui.loading import LOADING, later, load_ahead, without_blas
from ui.navigation import pages
from ui.stage.bundle import INSIDE, STAGE, SWEEP, bundle, bundle_digest

FEW_COLLECTIONS = 20_000  # objects made between two; Python's own 700 are made several times a change


def view(entry: str) -> Callable[[Request], Response]:
    """A view's modules in one script. A page older than the server gets the new one, not to be kept."""

    def script(request: Request) -> Response:
        current = request.path_params["digest"] == bundle_digest(entry)
        source = bundle(entry).encode()
        return answer(request, lambda: source, lambda: _gzipped(source), FOR_EVER if current else "no-store")

    return script


def home(request: Request) -> Response:
    """Streamlit serves the first page at / only; a link that names it works too."""
    return RedirectResponse(request.url.replace(path="/"))


@lru_cache(maxsize=4)
def _gzipped(source: bytes) -> bytes:
    return gzip.compress(source, 6)


ROUTES = [
    Route("/stage-{digest}.js", view(STAGE)),
    Route("/inside-{digest}.js", view(INSIDE)),
    Route("/sweep-{digest}.js", view(SWEEP)),
    WebSocketRoute(f"/{addresses.LINE}/{{name}}", line.connected),
    Route(f"/{addresses.HISTORY}", later("ui.history", "history")),
    Route(f"/{addresses.WORKING}", later("ui.history", "inside_history")),
    Route(f"/{addresses.GROUND}", later("ui.heights", "ground")),
    Route(f"/{addresses.HEIGHTS}", later("ui.heights", "heights")),
    Route(f"/{addresses.WORK}/{{id}}", later("ui.work.answer", "work"), methods=["GET", "DELETE", "POST"]),
    Route(f"/{addresses.WORK}/{{id}}/view", later("ui.work.answer", "view")),
    *(Route(f"/{page.url}", home) for page in pages()[:1]),
]


def policy(frame_ancestors: str) -> str:
    """The Content-Security-Policy: nothing from another host. The reasons are in docs/security.md."""
    if set(frame_ancestors) & set(";,\r\n"):
        raise ValueError(f"DESCENT_LAB_FRAME_ANCESTORS: hosts separated by spaces, not {frame_ancestors!r}")
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {_inline_scripts()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {frame_ancestors}",
        )
    )


def _inline_scripts() -> str:
    """The hashes of the inline scripts in Streamlit's own index.html, so that no others can run."""
    page = (files("streamlit") / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts)


HEADERS = {
    "Content-Security-Policy": policy(os.environ.get("DESCENT_LAB_FRAME_ANCESTORS", "'self'")),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class SecurityHeaders:
    """Adds HEADERS to every answer, whoever gives it. A websocket's messages have none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers)


MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(Unchanging), Middleware(FirstPage)]


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """While the first visitor's browser is still loading, everything is made ready for its page."""
    let_callbacks_finish()
    Thread(target=_warm_up, daemon=True).start()
    yield


def _warm_up() -> None:
    """The core is loaded and the first scenario run once: data are read, rules come out of the disk cache,
    and its result is ready when the page asks for it. So is what the first page imports.

    All that is in memory then stays there: searching it for garbage again and again would halt every session
    for a quarter of a second. While it comes in, there is no garbage at all.
    """
    gc.disable()
    try:
        with LOADING, without_blas():
            from ui.cached import cached_run
            from ui.session import FIRST, preset
        cached_run(preset(FIRST))
        load_ahead(pages()[0].path)
        gc.freeze()
    finally:
        gc.enable()
        gc.set_threshold(FEW_COLLECTIONS)
