"""A sweep on a real Dask cluster: a scheduler and two workers, processes of this machine."""

import numpy as np
import pytest

from optim_core import Experiment
from optim_core.sweep import Axis, Sweep, run_sweep, stream
from optim_core.sweep.cluster import ClusterError, on_cluster

SWEEP = Sweep(
    experiment=Experiment(epochs=2, batch_size=8, racers=[{"optimizer": "sgd"}]),
    x=Axis(name="lr", low=1e-3, high=1, scale="log", n=16),
    y=Axis(name="batch_size", low=4, high=8, n=5),
    seeds=20,
)


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


def test_where_dask_is_missing_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optim_core.sweep.cluster.find_spec", lambda _: None)
    with pytest.raises(ClusterError, match=r"needs Dask: pip install 'descent-lab\[dask\]'"):
        on_cluster("tcp://127.0.0.1:8786")
