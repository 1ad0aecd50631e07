"""The same chunks on a Dask cluster: workers may come, go and die, the numbers stay the same.

Needs the extra `dask`. Every worker must have this project installed, in this version.
"""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from time import sleep
from typing import TYPE_CHECKING, Any

import numpy as np

from optim_core.sweep.runner import Compute
from optim_core.sweep.trials import Cancel, Chunk, measure

if TYPE_CHECKING:
    from distributed import Client

ADDRESS = re.compile(r"(tcp|tls)://([\w.-]+|\[[\da-fA-F:]+\]):\d{1,5}")
PATIENCE = 10  # seconds for the scheduler to answer, and for a first worker to be there
TASK = 10_000_000  # steps that go to a worker at a time: some 0.1 s, so that sending costs little
LOOK = 0.05  # seconds between two looks at what is done and whether the work is cancelled


class ClusterError(RuntimeError):
    """The cluster cannot do the work; says why, in words."""


def on_cluster(address: str) -> Compute:
    """What `run_trials` needs to let the cluster with that scheduler ("tcp://host:8786") do the work.

    Raises ClusterError when that is no address or Dask is not installed; the work raises it when the
    cluster does not answer, has no workers, or fails.
    """
    if not ADDRESS.fullmatch(address):
        raise ClusterError(f"must look like tcp://host:8786, got {address[:60]!r}")
    if find_spec("distributed") is None:
        raise ClusterError("needs Dask: pip install 'descent-lab[dask]'")

    def compute(chunks: list[Chunk], cancel: Cancel) -> Iterator[tuple[Chunk, np.ndarray]]:
        with _connected(address) as client:
            yield from _done(client, chunks, cancel)

    return compute


def _connected(address: str) -> "Client":
    from distributed import Client

    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(f"no scheduler answers at {address} ({_first_line(error)})") from None
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        client.close()
        raise ClusterError(f"the scheduler at {address} has no workers") from None
    return client


def _done(client: "Client", chunks: list[Chunk], cancel: Cancel) -> Iterator[tuple[Chunk, np.ndarray]]:
    """Every chunk and its records. What a lost worker had done is done again by the others."""
    tasks = _tasks(chunks)
    running: dict[Any, list[Chunk]] = dict(zip(client.map(_measured, tasks, pure=False), tasks, strict=True))
    try:
        while running and not cancel.is_set():
            finished = [future for future in running if future.done()]
            if not finished:
                sleep(LOOK)
            for future in finished:
                try:
                    found = future.result()
                except Exception as error:  # whatever a worker can raise, and its loss
                    raise ClusterError(f"a worker failed: {_first_line(error)}") from error
                yield from zip(running.pop(future), found, strict=True)
    finally:
        client.cancel(list(running))


def _tasks(chunks: list[Chunk]) -> list[list[Chunk]]:
    """The chunks in their order, in parts of about TASK steps."""
    tasks: list[list[Chunk]] = [[]]
    for chunk in chunks:
        if sum(other.steps for other in tasks[-1]) >= TASK:
            tasks.append([])
        tasks[-1].append(chunk)
    return tasks


def _measured(chunks: list[Chunk]) -> list[np.ndarray]:
    return [measure(chunk) for chunk in chunks]


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
