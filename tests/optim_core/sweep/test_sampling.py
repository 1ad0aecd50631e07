"""Sampled settings."""

import numpy as np
import pytest
from pydantic import ValidationError

from optim_core import Experiment, run
from optim_core.complaints import complaints
from optim_core.sweep.runner import run_trials
from optim_core.sweep.sampling import SampleResult, Sampling
from optim_core.sweep.trials import RECORD

EXPERIMENT = Experiment(problem={"rows": 500}, epochs=3, racers=[{"optimizer": "adam"}])


@pytest.mark.parametrize("method", ["sobol", "random"])
def test_settings_fill_the_ranges(method):
    sampling = Sampling(experiment=EXPERIMENT, n=100, method=method)
    for k, hyper in enumerate(sampling.ranges.values()):
        low, high = hyper.slider
        values = sampling.settings[:, k]
        assert low <= values.min()
        assert values.max() <= high
        middle = np.sqrt(low * high) if hyper.log else (low + high) / 2
        assert 30 <= np.sum(values < middle) <= 70


@pytest.mark.parametrize("method", ["sobol", "random"])
def test_more_settings_begin_with_the_fewer(method):
    few, many = (Sampling(experiment=EXPERIMENT, n=n, method=method).settings for n in (10, 50))
    np.testing.assert_array_equal(few, many[:10])
    other = EXPERIMENT.model_copy(update={"seed": 43})
    assert not np.array_equal(few, Sampling(experiment=other, n=10, method=method).settings)


def test_what_is_not_drawn_stays():
    settings = Sampling(experiment=EXPERIMENT, hypers=("lr", "beta1", "eps"), n=8).settings
    assert (settings[:, 2] == EXPERIMENT.racers[0].hypers["beta2"]).all()
    assert all(len(set(settings[:, k])) == 8 for k in (0, 1, 3))


def test_every_setting_is_the_single_run():
    sampling = Sampling(experiment=EXPERIMENT, n=6, seeds=2)
    *_, last = run_trials(sampling.trials())
    result = SampleResult(sampling, last.records)
    frame = result.to_frame()
    for i in range(6):
        for k in range(2):
            changes = {"racers": (sampling.racer_of(i),), "seed": 42 + k}
            (single,) = run(EXPERIMENT.model_copy(update=changes)).runs
            assert result.records[i, k, RECORD.index("gap")] == single.gap[-1]
            assert frame.loc[2 * i + k, "gap"] == single.gap[-1]
            assert frame.loc[2 * i + k, "beta1"] == sampling.settings[i, 1]
    assert result.median()[result.best()] == result.median().min()


def test_an_unknown_name():
    with pytest.raises(ValidationError) as error:
        Sampling(experiment=EXPERIMENT, hypers=("lr", "rho"))
    assert str(complaints(error.value)[0]) == (
        "hypers: must be settings of Adam: lr, beta1, beta2, eps, got 'rho'"
    )


def test_the_best_of_a_few_tries():
    sampling = Sampling(experiment=EXPERIMENT, n=400, method="random")
    rng = np.random.default_rng(0)
    records = np.zeros((400, len(RECORD)))
    records[:, RECORD.index("gap")] = rng.permutation(400)
    records[:150, RECORD.index("status")] = 2  # diverged
    result = SampleResult(sampling, records)
    tries = np.array([1, 2, 5, 20])
    values = result.median()
    drawn = [np.median(rng.choice(values, (20_000, k)).min(axis=1)) for k in tries]
    np.testing.assert_allclose(result.best_of(tries), drawn, rtol=0.05)
