"""What the first page's head asks for, so that it comes while a browser still waits for Streamlit's scripts.

plotly.js stands before all else: a browser reads it for half a second, and has that time now. A bare frame
shows later, the picture sooner. Streamlit's scripts for the page's elements would else be asked for one
behind the other, when the page arrives.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import addresses

URL = "/"
# What the page is made of, by Streamlit's own names.
ELEMENTS = ("BidiComponent", "Html", "Selectbox", "Slider")


class FirstPage:
    """Adds to the head of the first page, whoever serves it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != URL:
            return await self.app(scope, receive, send)
        page: Message | None = None  # its beginning, held back until the length of its text is known

        async def with_tags(message: Message) -> None:
            nonlocal page
            if message["type"] == "http.response.start" and _is_html(message):
                page = message
                return
            if page is not None:
                text = tagged(message["body"])
                headers = MutableHeaders(scope=page)
                if "content-length" in headers:
                    added = len(text) - len(message["body"])
                    headers["content-length"] = str(int(headers["content-length"]) + added)
                for of_the_file in ("etag", "last-modified"):
                    del headers[of_the_file]
                await send(page)
                page, message = None, {**message, "body": text}
            await send(message)

        await self.app(scope, receive, with_tags)


@cache
def tagged(page: bytes) -> bytes:
    """The page with its tags: plotly.js first, modules behind those that it asks for by itself."""
    first = f'<script async src="./{addresses.PLOTLY}"></script>'.encode()
    asked = [module for module in (addresses.stage(), *element_modules()) if module.encode() not in page]
    then = "".join(f'<link rel="modulepreload" crossorigin href="./{module}">' for module in asked).encode()
    return page.replace(b"<head>", b"<head>" + first, 1).replace(b"</head>", then + b"</head>", 1)


def element_modules() -> Iterator[str]:
    """The scripts of ELEMENTS and all that they import, each once, by Streamlit's own list of its scripts."""
    manifest = json.loads((files("streamlit") / "static" / "manifest.json").read_text("utf-8"))
    waiting = [source for source in manifest if source.endswith(tuple(f"/{name}.tsx" for name in ELEMENTS))]
    known = set(waiting)
    while waiting:
        entry = manifest[waiting.pop()]
        yield entry["file"]
        new = [source for source in entry.get("imports", ()) if source not in known]
        known.update(new)
        waiting.extend(new)


def _is_html(begin: Message) -> bool:
    return Headers(raw=begin["headers"]).get("content-type", "").startswith("text/html")
