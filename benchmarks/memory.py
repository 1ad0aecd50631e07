"""What a session costs in memory.

All sessions ask for the same results: the cache of results, which all share, grows with the first of
them only, and what the others add is their own.
"""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.client import ADAM, OFFSET, Session
from benchmarks.line import Line, Samples, Target
from benchmarks.server import APP, SMALLEST, Server, serving

SESSIONS = 50
CHANGES = 20
LATEST = 180  # seconds; then it has failed


def measure() -> list[Line]:
    """The app beside the smallest app."""
    one, more = _grow(APP, ADAM)
    smallest, smallest_more = _grow(SMALLEST, OFFSET)
    base = "the smallest app"
    return [
        Line(
            Samples(f"server with 1 session, {CHANGES} changes", "MB", [one]), Samples(base, "MB", [smallest])
        ),
        Line(
            Samples(f"each of {SESSIONS - 1} more sessions, the same {CHANGES} changes", "MB", [more]),
            Samples(base, "MB", [smallest_more]),
            Target(median=1),
        ),
    ]


def _grow(script: Path, key: str) -> tuple[float, float]:
    """Megabytes with one session, and of each one more."""
    with serving(script) as server:
        return asyncio.run(asyncio.wait_for(_arrive(server, key), LATEST))


async def _arrive(server: Server, key: str) -> tuple[float, float]:
    async with AsyncExitStack() as stack:

        async def one_more() -> None:
            visitor = await stack.enter_async_context(Session(server.port, key))
            for turn in range(CHANGES):
                await visitor.change(turn)

        await one_more()
        alone = server.megabytes()
        for _ in range(SESSIONS - 1):
            await one_more()
        return alone, (server.megabytes() - alone) / (SESSIONS - 1)
