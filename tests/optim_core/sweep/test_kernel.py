"""Every cell of a sweep is the run that the engine makes of the same settings, to the last bit."""

import numpy as np
import pytest

from optim_core import OPTIMIZERS, Experiment, run
from optim_core.sweep import Axis, Sweep, run_sweep
from optim_core.sweep.lanes import walker
from optim_core.sweep.measures import column

SMALL = {"rows": 500}
LR = Axis(name="lr", low=1e-3, high=10, scale="log", n=11)


def sweep(optimizer="sgd", x=LR, y=None, seeds=1, **changes):
    fields = {"problem": SMALL, "epochs": 5, "batch_size": 30, "racers": [{"optimizer": optimizer}]}
    return Sweep(experiment=Experiment(**{**fields, **changes}), x=x, y=y, seeds=seeds)


def assert_equal(sweep):
    """Every number of every cell to the last bit; but the area, which takes one logarithm of 16 factors."""
    result = run_sweep(sweep)
    for cell in np.ndindex(sweep.shape):
        with np.errstate(over="ignore"):
            (single,) = run(sweep.cell(*cell)).runs
        record: dict[str, float] = dict(zip("mb", single.path[-1].tolist(), strict=True))
        record["train_loss"], record["gap"] = single.train_loss[-1], single.gap[-1]
        record["test_loss"], record["steps"] = single.test_loss[-1], single.steps
        arrived = single.steps_to_tolerance
        record["arrived"] = -1 if arrived is None else arrived
        record["status"] = ["budget", "threshold", "diverged"].index(single.status)
        found = {name: float(column(result.records[cell], name)) for name in record}
        assert found == {name: float(value) for name, value in record.items()}, cell
        area = column(result.records[cell], "area")
        np.testing.assert_allclose(area, area_of(single, sweep.cell(*cell)), rtol=1e-12)
    return result


def area_of(single, experiment):
    """The mean over the whole budget of log10(gap / gap at the start), as its definition says."""
    if single.status == "diverged" or single.gap[0] == 0:
        return np.nan
    steps = experiment.epochs * single.steps_per_epoch
    gaps = np.concatenate([single.gap[1:], np.full(steps - single.steps, single.gap[-1])])
    return np.log10(np.clip(gaps / single.gap[0], 1e-15, 1e15)).mean()


def test_learning_rate_against_batch_size_over_seeds():
    found = assert_equal(sweep(y=Axis(name="batch_size", low=1, high=400, scale="log", n=4), seeds=2))
    statuses = column(found.records, "status")
    assert 0 < np.mean(statuses == 2) < 1  # diverged and not


def test_learning_rate_against_a_decay():
    assert_equal(
        sweep(
            "adam",
            Axis(name="lr", low=1, high=1e4, scale="log", n=40),
            Axis(name="beta2", low=0.5, high=0.99, n=2),
        )
    )


def test_every_run_with_its_own_decays():
    assert_equal(
        sweep("adam", Axis(name="beta1", low=0, high=0.99, n=7), Axis(name="beta2", low=0, high=0.999, n=6))
    )


def test_stopping_thresholds():
    found = assert_equal(sweep(epochs=40, threshold=1.0))
    assert {0, 1, 2} == set(column(found.records, "status").ravel())


def test_numbers_that_become_too_large():
    huge = Axis(name="lr", low=1, high=1e300, scale="log", n=9)
    found = assert_equal(sweep("gd", huge, epochs=30))
    assert np.isfinite(column(found.records, "gap")).all()
    assert (column(found.records, "steps") == 0).any()


def test_a_start_at_the_bottom():
    m, b, _ = run(Experiment(problem=SMALL, epochs=1, racers=[{"optimizer": "gd"}])).surface.minima[0]
    found = assert_equal(sweep("gd", Axis(name="lr", low=0.01, high=0.1, n=3), start=(m, b)))
    assert (column(found.records, "arrived") == 0).all()


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_learning_rate_is_the_first_hyperparameter(optimizer):
    """The kernel multiplies it by the schedule, and lets it differ between runs side by side."""
    assert next(iter(OPTIMIZERS[optimizer].hypers)) == "lr"


def test_no_two_walks_have_the_same_name():
    """Compiled in two processes and loaded into a third, equal names would be linked to one function."""
    names = [
        walker(optimizer, alike).__qualname__ for optimizer in ("sgd", "momentum") for alike in (True, False)
    ]
    assert len(set(names)) == len(names)
