"""The core takes a second to load. The server listens before that, and what needs the core waits here."""

import ast
import inspect
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
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


BLAS = "scipy.linalg.cython_blas"


@contextmanager
def without_blas() -> Iterator[None]:
    """Numba is told that SciPy has no BLAS. Looking for it loads a fifth as much as the core itself, and no
    compiled function of ours multiplies matrices."""
    if BLAS in sys.modules:
        yield
        return
    sys.modules[BLAS] = None  # type: ignore[assignment]  # how Python is told that there is no such module
    try:
        yield
    finally:
        del sys.modules[BLAS]


def load_ahead(page: Path) -> None:
    """Load what this page imports, before its first visitor has to wait for it."""
    source = ast.parse(page.read_text("utf-8"))
    needed = [node.module for node in source.body if isinstance(node, ast.ImportFrom) and node.module]
    with LOADING:
        for module in needed:
            import_module(module)
    inspect.stack()  # Streamlit asks for one at its first element; of many new modules it takes a while


def _load(module: str, name: str) -> Handler:
    with LOADING:
        return getattr(import_module(module), name)
