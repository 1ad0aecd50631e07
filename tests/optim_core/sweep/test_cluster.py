"""A sweep on a real Dask cluster: a scheduler and two workers, processes of this machine."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from optim_core import Experiment
from optim_core.sweep import Axis, Sweep, run_sweep, stream
from optim_core.sweep.cluster import ClusterError, on_cluster

ROOT = Path(__file__).parents[3]
PATIENCE = 60  # seconds

SWEEP = Sweep(
    experiment=Experiment(epochs=2, batch_size=8, racers=[{"optimizer": "sgd"}]),
    x=Axis(name="lr", low=1e-3, high=1, scale="log", n=16),
    y=Axis(name="batch_size", low=4, high=8, n=5),
    seeds=20,
)


class Cluster:
    """A scheduler and its workers; all of them end with it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._processes = folder, []
        _, log = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._wait_for(log, r"Scheduler at:\s+(tcp://\S+)")

    def worker(self) -> subprocess.Popen[bytes]:
        """One more worker, once it is registered."""
        process, log = self._start(
            "worker", self.address, "--no-nanny", "--no-dashboard", "--nthreads", "1",
            "--local-directory", str(self._folder)
        )  # fmt: skip
        self._wait_for(log, r"(Registered to)")
        return process

    def close(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def _start(self, kind: str, *options: str) -> tuple[subprocess.Popen[bytes], Path]:
        log = self._folder / f"{kind}{len(self._processes)}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + kind, *options],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        self._processes.append(process)
        return process, log

    def _wait_for(self, log: Path, pattern: str) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._processes[-1].poll() is None:
            if found := re.search(pattern, log.read_text()):
                return found[1]
            time.sleep(0.05)
        raise RuntimeError(f"it did not start:\n{log.read_text()}")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.close()


def test_a_worker_is_killed_in_the_middle_and_nothing_is_missing(cluster, monkeypatch):
    monkeypatch.setattr("optim_core.sweep.cluster.TASK", 1)  # every chunk travels alone: 100 tasks
    victim = cluster.worker()
    cluster.worker()
    partials = stream(SWEEP, compute=on_cluster(cluster.address))
    first = next(partials)
    victim.kill()
    *_, last = partials
    assert first.done < SWEEP.runs / 2  # it was in the middle
    assert last.finished
    np.testing.assert_array_equal(last.result.records, run_sweep(SWEEP).records)


def test_a_scheduler_without_workers_is_named(cluster, monkeypatch):
    monkeypatch.setattr("optim_core.sweep.cluster.PATIENCE", 0.5)
    with pytest.raises(ClusterError, match="has no workers"):
        run_sweep(SWEEP, on_cluster(cluster.address))
