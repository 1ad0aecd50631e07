"""A measure over the seeds, also of a sweep that is half done."""

import numpy as np

from optim_core import Experiment
from optim_core.sweep import Axis, Sweep, run_sweep, stream
from optim_core.sweep.summary import summary

EXPERIMENT = Experiment(problem={"rows": 500}, epochs=5, racers=[{"optimizer": "sgd"}])
SWEEP = Sweep(
    experiment=EXPERIMENT,
    x=Axis(name="lr", low=0.01, high=3, scale="log", n=7),
    y=Axis(name="batch_size", low=10, high=100, n=3),
    seeds=4,
)


def test_it_is_what_the_result_says():
    result = run_sweep(SWEEP)
    for measure in ("gap", "steps", "test_loss", "diverged"):
        found = summary(result.records, measure)
        np.testing.assert_array_equal(found.middle, result.median(measure))
        np.testing.assert_array_equal(found.share_diverged, result.share_diverged)
        np.testing.assert_array_equal(found.first, result.values(measure)[..., 0])
        best = result.best(measure)
        assert found.best == (None if best is None else best[0] * 7 + best[1])
    found = summary(result.records, "gap")
    np.testing.assert_array_equal(found.low, result.quantile(0.1))
    np.testing.assert_array_equal(found.high, result.quantile(0.9))
    np.testing.assert_array_equal(found.arrived, np.isfinite(result.median("steps")))
    assert found.done.all()


def test_nothing_is_said_of_what_is_not_done():
    first = next(iter(stream(SWEEP))).result.records.copy()
    first[0, :3] = np.nan
    found = summary(first, "gap")
    assert not found.done[0, :3].any()
    assert np.isnan(found.middle[0, :3]).all()
    assert summary(np.full_like(first, np.nan), "gap").best is None
