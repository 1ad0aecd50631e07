"""Fifty visitors, each changing a learning rate once a second."""

import asyncio
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.client import ADAM, OFFSET, Session
from benchmarks.line import Line, Samples, Target
from benchmarks.server import APP, SMALLEST, processor_time, serving
from optim_core import Experiment
from optim_core.link import to_link

SESSIONS = 50
CHANGES = 20  # of each, one a second
LATEST = 120  # seconds; then it has failed


def measure() -> list[Line]:
    """The app beside the smallest app under the same load."""
    app, cpu, megabytes = _under_load(APP, ADAM)
    smallest, smallest_cpu, smallest_megabytes = _under_load(SMALLEST, OFFSET)
    base = "the smallest app under the same load"
    after = f"the server then, with {SESSIONS} sessions and {SESSIONS * CHANGES:,} results of its cache"
    return [
        Line(
            Samples("one change while 50 visitors make one a second each", "ms", app),
            Samples(base, "ms", smallest),
            Target(p95=300),
        ),
        Line(
            Samples("work of the server's process for each of these changes", "ms", [cpu]),
            Samples(base, "ms", [smallest_cpu]),
        ),
        Line(Samples(after, "MB", [megabytes]), Samples(base, "MB", [smallest_megabytes])),
    ]


def _under_load(script: Path, key: str) -> tuple[list[float], float, float]:
    """Milliseconds of every change, of processor time a change, and the server's memory in the end.

    The visitors have a process of their own, so that their work is not the benchmark's.
    """
    with serving(script) as server, ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        times, cpu = pool.submit(_crowd, server.port, server.process.pid, key).result()
        return times, cpu, server.megabytes()


def _link(visitor: int) -> str:
    """The first scenario, but for a hair in Adam's ε: what this visitor asks for nobody else does."""
    first = Experiment.preset("own_best")
    *others, adam = first.racers
    own = adam.model_copy(update={"hypers": {**adam.hypers, "eps": (1 + visitor) * 1e-8}})
    return to_link(first.model_copy(update={"racers": (*others, own)}))


def _crowd(port: int, server: int, key: str) -> tuple[list[float], float]:
    return asyncio.run(asyncio.wait_for(_come_and_change(port, server, key), LATEST))


async def _come_and_change(port: int, server: int, key: str) -> tuple[list[float], float]:
    """Milliseconds from the moment a change was due: whoever has to wait for the last one counts that too.
    And how many of them, of each change, the server's process has worked."""
    async with AsyncExitStack() as stack:
        visitors = [await stack.enter_async_context(Session(port, key, _link(i))) for i in range(SESSIONS)]
        before = processor_time(server)
        begin = time.perf_counter() + 1

        async def visits(i: int) -> list[float]:
            times = []
            for turn in range(CHANGES):
                due = begin + turn + i / SESSIONS
                await asyncio.sleep(max(0, due - time.perf_counter()))
                await visitors[i].change(turn)
                times.append(1000 * (time.perf_counter() - due))
            return times

        times = [taken for each in await asyncio.gather(*map(visits, range(SESSIONS))) for taken in each]
        return times, 1000 * (processor_time(server) - before) / len(times)
