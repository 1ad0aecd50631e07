"""Runs trials on all cores, chunk by chunk: partial results as they come, and an end when asked for."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import TypeVar

import numpy as np

from optim_core.sweep.result import SweepResult
from optim_core.sweep.sweep import Sweep
from optim_core.sweep.trials import RECORD, Cancel, Chunk, Trials, measure

T = TypeVar("T")

EVERY = 0.1  # seconds between two partial results, after the first

Compute = Callable[[list[Chunk], Cancel], Iterator[tuple[Chunk, np.ndarray]]]
"""Where chunks are worked on: gives each with its records, in any order, until all are done."""


@dataclass(frozen=True)
class Progress:
    """How far trials have come."""

    records: np.ndarray  # (R, len(RECORD)); NaN where a run is not done yet
    done: int  # runs
    total: int
    seconds_left: float  # if the rest goes as what is done; 0 at the end

    @property
    def finished(self) -> bool:
        return self.done == self.total

    @property
    def share(self) -> float:
        return self.done / self.total

    @property
    def words(self) -> str:
        return f"{self.done:,} of {self.total:,} runs"


def in_threads(chunks: list[Chunk], cancel: Cancel) -> Iterator[tuple[Chunk, np.ndarray]]:
    """Every chunk and its records, on all cores of this machine; Numba lets the threads run at once."""
    cores = os.cpu_count() or 1
    rest = iter(chunks)
    with ThreadPoolExecutor(cores) as pool:
        running: dict[Future[np.ndarray], Chunk] = {}
        try:
            while True:
                for chunk in islice(rest, 2 * cores - len(running)):
                    running[pool.submit(measure, chunk, cancel)] = chunk
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), future.result()
        finally:  # also when the caller stops asking
            if running:
                cancel.set()
                pool.shutdown(cancel_futures=True)


def run_trials(
    trials: Trials, cancel: Cancel | None = None, compute: Compute = in_threads
) -> Generator[Progress, None, None]:
    """Progress as it comes, the last one finished; after `cancel.set()` no more comes.

    Each has its own copy of the records. Closing the iterator ends the work too.
    """
    cancel = cancel or Cancel()
    chunks = trials.chunks()
    records = np.full((len(trials), len(RECORD)), np.nan)
    total, taken, done = sum(chunk.steps for chunk in chunks), 0, 0
    begin = perf_counter()
    due = begin
    for chunk, found in compute(chunks, cancel):
        if cancel.is_set():
            return
        records[chunk.runs] = found
        taken, done = taken + chunk.steps, done + len(found)
        now = perf_counter()
        if now >= due or done == len(trials):
            due = now + EVERY
            left = (now - begin) * (total - taken) / taken
            yield Progress(records.copy(), done, len(trials), left)


@dataclass(frozen=True)
class Partial(Progress):
    """How far a sweep has come."""

    result: SweepResult


def stream(
    sweep: Sweep, cancel: Cancel | None = None, compute: Compute = in_threads
) -> Generator[Partial, None, None]:
    """What is known of the sweep so far, again and again; the last one is finished.

    The first seed comes first, its cells spread over the whole map.
    """
    for progress in run_trials(sweep.trials(), cancel, compute):
        records = progress.records
        result = SweepResult(sweep, records.reshape(*sweep.shape, len(RECORD)))
        yield Partial(records, progress.done, progress.total, progress.seconds_left, result)


def run_sweep(sweep: Sweep, compute: Compute = in_threads) -> SweepResult:
    """The whole sweep at once."""
    return last(stream(sweep, compute=compute)).result


def last(parts: Iterable[T]) -> T:
    """The last of them, with none of the others kept: a large sweep has hundreds of partial results."""
    return deque(parts, maxlen=1).pop()
