"""Fifty visitors, each changing a learning rate once a second; and what they cost in memory."""

import asyncio
import multiprocessing
import time
from collections.abc import Coroutine
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.client import Session
from benchmarks.line import Line, Samples, Target
from benchmarks.server import APP, SMALLEST, serving

SESSIONS = 50
CHANGES = 20  # of each, one a second
LATEST = 120  # seconds; then it has failed
LEARNING_RATE = "exact:racers.4.hypers.lr"  # Adam's
OFFSET = "offset"  # of the smallest app
T = TypeVar("T")


def measure() -> list[Line]:
    """The app beside the smallest app under the same load; then memory on a fresh server."""
    app, app_megabytes = _under_load(APP, LEARNING_RATE)
    smallest, smallest_megabytes = _under_load(SMALLEST, OFFSET)
    base = "the smallest app under the same load"
    after = f"server after {SESSIONS * CHANGES:,} results, at most 256 MB of them kept"
    return [
        Line(
            Samples("one change, 50 visitors, one a second each", "ms", app),
            Samples(base, "ms", smallest),
            Target(p95=300),
        ),
        *_memory(),
        Line(Samples(after, "MB", [app_megabytes]), Samples(base, "MB", [smallest_megabytes])),
    ]


def _memory() -> list[Line]:
    """Everybody asks for the same: the cache grows with the first visitor only, the rest are sessions."""
    one, per_session = _alike(APP, LEARNING_RATE)
    base_one, base_per_session = _alike(SMALLEST, OFFSET)
    base = "the smallest app"
    return [
        Line(
            Samples(f"server with 1 session and {CHANGES} changes", "MB", [one]),
            Samples(base, "MB", [base_one]),
        ),
        Line(
            Samples(f"each of {SESSIONS - 1} more sessions with the same changes", "MB", [per_session]),
            Samples(base, "MB", [base_per_session]),
            Target(median=1),
        ),
    ]


def _under_load(script: Path, key: str) -> tuple[list[float], float]:
    with serving(script) as server:
        times = _elsewhere(_crowd, server.port, key)
        return times, server.megabytes()


def _elsewhere(action: Any, *given: Any) -> Any:
    """In a process of its own, so that the visitors' work is not the benchmark's."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(action, *given).result()


def _bounded(task: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(asyncio.wait_for(task, LATEST))


def _crowd(port: int, key: str) -> list[float]:
    return _bounded(_come_and_change(port, key))


async def _come_and_change(port: int, key: str) -> list[float]:
    """Milliseconds from the moment a change was due: whoever has to wait for the last one counts that too."""
    async with AsyncExitStack() as stack:
        visitors = [await stack.enter_async_context(Session(port, key)) for _ in range(SESSIONS)]
        begin = time.perf_counter() + 1

        async def visitor(i: int) -> list[float]:
            times = []
            for turn in range(CHANGES):
                due = begin + turn + i / SESSIONS
                await asyncio.sleep(max(0, due - time.perf_counter()))
                await visitors[i].change(300 + i + turn / CHANGES)  # asked for by nobody else
                times.append(1000 * (time.perf_counter() - due))
            return times

        return [ms for times in await asyncio.gather(*map(visitor, range(SESSIONS))) for ms in times]


def _alike(script: Path, key: str) -> tuple[float, float]:
    """Megabytes with one session, and for each one more."""
    with serving(script) as server:
        return _bounded(_compare(server.port, key, server.megabytes))


async def _compare(port: int, key: str, megabytes: Any) -> tuple[float, float]:
    async with AsyncExitStack() as stack:

        async def one_more() -> None:
            visitor = await stack.enter_async_context(Session(port, key))
            for turn in range(CHANGES):
                await visitor.change(300 + turn)

        await one_more()
        alone = megabytes()
        for _ in range(SESSIONS - 1):
            await one_more()
        return alone, (megabytes() - alone) / (SESSIONS - 1)
