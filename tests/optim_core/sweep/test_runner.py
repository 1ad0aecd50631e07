"""Partial results as they come, and an end when asked for."""

import threading
from weakref import WeakSet

import numpy as np

from optim_core import Experiment
from optim_core.sweep import Axis, Cancel, Sweep, run_sweep, stream
from optim_core.sweep.runner import in_threads, last

SWEEP = Sweep(
    experiment=Experiment(problem={"rows": 2000}, epochs=20, racers=[{"optimizer": "sgd"}]),
    x=Axis(name="lr", low=1e-3, high=1, scale="log", n=20),
    y=Axis(name="batch_size", low=1, high=40, n=20),
    seeds=2,
)


def work_threads():
    return [thread for thread in threading.enumerate() if thread.name.startswith("ThreadPoolExecutor")]


def test_what_comes_first_stays(monkeypatch):
    monkeypatch.setattr("optim_core.sweep.runner.EVERY", 0.0)
    partials = list(stream(SWEEP))
    done = [partial.done for partial in partials]
    assert done == sorted(set(done))
    assert len(done) > 10
    assert partials[-1].finished
    assert partials[-1].seconds_left == 0
    assert not any(partial.finished for partial in partials[:-1])
    early, late = partials[0].result, partials[-1].result
    known = ~np.isnan(early.records[..., 0])
    assert known.sum() == early.done == partials[0].done
    np.testing.assert_array_equal(early.records[known], late.records[known])
    assert not known[..., 1].any()  # the second seed comes later


def test_partial_results_are_not_kept():
    """Each has its own copy of all records: of a large sweep they would be a gigabyte."""

    class Part:
        pass

    alive: WeakSet[Part] = WeakSet()

    def parts():
        for _ in range(10):
            alive.add(part := Part())
            yield part
            del part
            assert len(alive) <= 1

    assert last(parts()) in alive


def test_the_same_to_the_last_bit_every_time():
    np.testing.assert_array_equal(run_sweep(SWEEP).records, run_sweep(SWEEP).records)


def test_after_cancelling_nothing_comes_and_nothing_runs():
    cancel = Cancel()
    partials = stream(SWEEP, cancel)
    assert not next(partials).finished
    cancel.set()
    assert list(partials) == []
    assert work_threads() == []


def test_a_caller_who_leaves_leaves_nothing_running():
    cancel = Cancel()
    partials = stream(SWEEP, cancel)
    next(partials)
    partials.close()
    assert cancel.is_set()
    assert work_threads() == []


def test_nothing_to_do():
    assert list(in_threads([], Cancel())) == []
