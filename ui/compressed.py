"""Scripts and styles whose address holds their version, gzipped once: plotly.js and Streamlit's own.

Streamlit sends its own as they are, 2.6 MB to each visitor; gzipped they are a quarter of that, which counts
where a class opens the page on one Wi-Fi. `python -m ui.compressed` keeps all of them gzipped; where it has
not, the first visitor waits for it.
"""

import gzip
import os
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui import plotly

FOLDER = Path(__file__).parents[1] / "data" / "prepared"
FOR_EVER = "public, max-age=31536000, immutable"


class Unchanging:
    """Answers for all of them, before Streamlit does; a browser keeps them for ever."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app: ASGIApp = self.app
        if scope["type"] == "http" and scope["method"] == "GET":
            address = scope["path"].removeprefix("/")
            if address in sources():
                app = answer(Request(scope), sources()[address], lambda: compressed(address), FOR_EVER)
        await app(scope, receive, send)


def answer(
    request: Request, source: Callable[[], bytes], compressed: Callable[[], bytes], keep: str
) -> Response:
    """A script or a style, as the browser takes it; keep: for how long it may, as Cache-Control."""
    headers = {"Cache-Control": keep, "Vary": "Accept-Encoding"}
    kind = "text/css" if request.url.path.endswith(".css") else "text/javascript"
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(source(), media_type=kind, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(compressed(), media_type=kind, headers=headers)


@cache
def sources() -> dict[str, Callable[[], bytes]]:
    """From the address of each to what reads it."""
    found: dict[str, Callable[[], bytes]] = {
        address: partial(plotly.script, address) for address in plotly.BUILDS
    }
    for folder in ("static/js", "static/css"):
        for file in (files("streamlit") / "static" / folder).iterdir():
            found[f"{folder}/{file.name}"] = file.read_bytes
    return found


@cache
def compressed(address: str) -> bytes:
    """What is at this address, gzipped. KeyError: nothing is."""
    source = sources()[address]
    try:
        return _place(address).read_bytes()
    except OSError:
        return gzip.compress(source(), 6)


def prepare() -> None:
    """Keep all of them gzipped, unless they are there. Raises OSError."""
    for address, source in sources().items():
        place = _place(address)
        if place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_suffix(".half")  # a server that starts meanwhile must not find half of it
        half.write_bytes(gzip.compress(source(), 9, mtime=0))
        os.replace(half, place)


def _place(address: str) -> Path:
    return FOLDER / f"{address}.gz"


if __name__ == "__main__":
    prepare()
