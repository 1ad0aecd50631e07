"""A race over many seeds."""

import numpy as np

from optim_core import Experiment, run
from optim_core.sweep import Cancel
from optim_core.sweep.seeds import bootstrap, race_over_seeds

EXPERIMENT = Experiment(
    problem={"rows": 500},
    epochs=4,
    racers=[
        {"optimizer": "gd"},
        {"optimizer": "sgd", "hypers": {"lr": 0.1}},
        {"optimizer": "gd", "hypers": {"lr": 1e5}},
    ],
)


def raced(count=5, **changes):
    *_, last = race_over_seeds(EXPERIMENT, count, **changes)
    return last.result


def test_curves_are_those_of_the_single_races():
    result = raced()
    assert result.seeds == (42, 43, 44, 45, 46)
    singles = [run(EXPERIMENT.model_copy(update={"seed": seed})) for seed in result.seeds]
    for i in (0, 1):
        ends = [single.runs[i].gap[-1] for single in singles]
        np.testing.assert_array_equal(result.gaps[i, :, -1], ends)
        np.testing.assert_array_equal(result.gaps[i, :, 0], [single.runs[i].gap[0] for single in singles])
        assert result.middle[i, -1] == np.median(ends)
        np.testing.assert_array_equal(result.ends[i, 3], singles[3].runs[i].path[-1])
        assert (result.band(0.1)[i] <= result.band(0.9)[i]).all()


def test_between_two_steps_the_gap_is_that_after_the_last_one():
    result, (descent, *_) = raced(1), run(EXPERIMENT).runs  # one step an epoch
    np.testing.assert_array_equal(result.gaps[0, 0], descent.gap[np.floor(result.epochs).astype(int)])


def test_what_diverges_is_infinitely_far():
    result = raced()
    assert result.diverged[2].all()
    assert np.isinf(result.middle[2, -1])
    assert np.isfinite(result.middle[2, 0])
    table = result.table()
    assert table["share_diverged"].tolist() == [0, 0, 1]
    assert table["share_arrived"].tolist()[2] == 0
    assert table["racer"].tolist() == list(EXPERIMENT.names)
    assert np.all(table["gap_low"] <= table["gap"])


def test_other_seeds():
    assert raced(2, first=100).seeds == (100, 101)


def test_cancelled():
    cancel = Cancel()
    race = race_over_seeds(EXPERIMENT, 50, cancel=cancel)
    assert next(race).done == 1
    cancel.set()
    assert list(race) == []


def test_the_bootstrap_interval_holds_the_median():
    values = np.random.RandomState(1).randn(2, 200)
    low, high = bootstrap(values)
    medians = np.median(values, axis=1)
    assert ((low < medians) & (medians < high)).all()
    # 1.25 σ/√n is the standard error of a normal sample's median (Kendall & Stuart)
    np.testing.assert_allclose(high - low, 2 * 1.96 * 1.25 / np.sqrt(200), rtol=0.4)
