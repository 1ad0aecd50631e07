"""The core takes a second to load. The server listens before that, and what needs the core waits here."""

from collections.abc import Awaitable, Callable
from importlib import import_module
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

Handler = Callable[[Request], Awaitable[Response]]

LOADING = Lock()
"""Held while modules of the core are loaded: in two threads at once, they could be met half-made."""


def later(module: str, name: str) -> Handler:
    """The handler of that name in a module that is loaded when somebody first asks for it."""

    async def handler(request: Request) -> Response:
        found: Handler = await run_in_threadpool(_load, module, name)
        return await found(request)

    return handler


def _load(module: str, name: str) -> Handler:
    with LOADING:
        return getattr(import_module(module), name)
