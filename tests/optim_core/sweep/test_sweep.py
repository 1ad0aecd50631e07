"""Sweeps: what they are made of, and which are refused."""

import numpy as np
import pytest
from pydantic import ValidationError

from optim_core import Experiment
from optim_core.complaints import complaints
from optim_core.sweep import Axis, Sweep

LR = {"name": "lr", "low": 1e-3, "high": 1, "scale": "log", "n": 5}
BATCH = {"name": "batch_size", "low": 8, "high": 512, "scale": "log", "n": 4}


def refusal(**fields):
    """The first complaint about a sweep of the tutorial's run with these fields."""
    with pytest.raises(ValidationError) as error:
        Sweep.model_validate({"experiment": Experiment.preset("article"), "x": LR, **fields})
    return str(complaints(error.value)[0])


def test_json_and_back():
    sweep = Sweep(
        experiment=Experiment.preset("own_best"),
        racer=4,
        x=Axis.model_validate(LR),
        y=Axis.model_validate(BATCH),
        seeds=3,
    )
    assert Sweep.from_json(sweep.to_json()) == sweep


def test_trials_are_the_cells():
    sweep = Sweep(
        experiment=Experiment.preset("own_best"),
        racer=4,
        x=Axis.model_validate(LR),
        y=Axis.model_validate(BATCH),
        seeds=2,
    )
    trials = sweep.trials()
    for place, (i, j, k) in enumerate(np.ndindex(sweep.shape)):
        experiment = sweep.cell(i, j, k)
        (racer,) = experiment.racers
        assert list(racer.hypers.values()) == trials.hypers[place].tolist()
        assert experiment.batch_of(racer) == trials.batch_size[place]
        assert experiment.seed == trials.seed[place] == 42 + k


def test_a_coarse_picture_comes_first():
    sweep = Sweep(
        experiment=Experiment.preset("own_best"),
        x=Axis.model_validate(LR | {"n": 8}),
        racer=1,
        y=Axis.model_validate(BATCH | {"n": 8}),
        seeds=2,
    )
    order = sweep.trials().order
    assert sorted(order) == list(range(sweep.runs))
    first = np.unravel_index(order[:8], sweep.shape)
    assert first[0].tolist() == [0] * 8  # a whole row,
    assert np.unravel_index(order[8], sweep.shape)[0] == 4  # then one in the middle,
    assert not first[2].any()  # all of the first seed


def test_whole_numbers_stay_in_the_budget_of_the_experiment():
    assert refusal(racer=1) == "racer: must be the place of a racer, from 0 to 0, got 1"
    assert refusal(racer=-1).startswith("racer: must be at least 0")
    assert refusal(seeds=0).startswith("seeds: must be at least 1")
    assert refusal(tolerance=0).startswith("tolerance: must be above 0")
    assert refusal(measure="beauty").startswith("measure: must be 'gap'")


@pytest.mark.parametrize(
    ("x", "complaint"),
    [
        (LR | {"name": "beta1"}, "x.name: must be a setting of SGD: lr, batch_size, got 'beta1'"),
        (LR | {"low": -1, "scale": "linear"}, "x.low: lr must be a number above 0, got -1.0"),
        (LR | {"low": 2}, "x.high: must be above the 2 that the range starts from, got 1"),
        (BATCH | {"high": 8001}, "x.high: must be from 1 to the 8000 training rows, got 8001.0"),
        (BATCH | {"low": 0, "scale": "linear"}, "x.low: must be from 1 to the 8000 training rows, got 0.0"),
    ],
)
def test_what_is_wrong_with_an_axis_is_named(x, complaint):
    assert refusal(x=x).startswith(complaint)


def test_one_setting_twice():
    assert refusal(y=LR) == "y.name: must be another setting than x, got 'lr'"


def test_a_rule_without_batches():
    experiment = Experiment(racers=[{"optimizer": "gd"}])
    assert refusal(experiment=experiment, x=BATCH).startswith(
        "x.name: must be a hyperparameter: Gradient desc"
    )


def test_a_legal_range_has_open_ends():
    experiment = Experiment(racers=[{"optimizer": "momentum"}])
    mu = {"name": "mu", "low": 0, "high": 1}
    assert (
        refusal(experiment=experiment, x=mu)
        == "x.high: mu must be a number of at least 0 and below 1, got 1.0"
    )


def test_budgets():
    wide = {"n": 100}
    assert "makes 1,000,000 runs, and at most 100,000" in refusal(
        x=LR | wide, y=BATCH | wide | {"scale": "linear"}, seeds=100
    )
    assert "steps together, and at most 5,000,000,000" in refusal(
        x=LR | wide, y=BATCH | {"low": 4, "high": 8, "scale": "linear"}, seeds=100
    )
    long = Experiment(epochs=1000, batch_size=8, racers=[{"optimizer": "sgd"}])
    assert refusal(experiment=long, x=BATCH | {"low": 1}).startswith(
        "experiment.epochs: makes a run of 8,000,000 steps"
    )
    last = Experiment(seed=2**32 - 1, racers=[{"optimizer": "sgd"}])
    assert refusal(experiment=last, seeds=2).startswith("seeds: must not count past")
