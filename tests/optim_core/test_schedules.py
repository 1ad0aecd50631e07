"""Every schedule keeps the same contract, and gives the rates that the libraries give.

The doctests in the schedules' own files work a short run of each by hand.
"""

import inspect
import json
import re
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest

from optim_core.catalogue import SCHEDULES

GOLDEN = json.loads(Path(__file__).parents[1].joinpath("golden", "schedules.json").read_text())["runs"]

every_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
every_hyper = pytest.mark.parametrize(
    ("schedule", "name", "hyper"),
    [
        pytest.param(schedule, name, hyper, id=f"{schedule.id}-{name}")
        for schedule in SCHEDULES.values()
        for name, hyper in schedule.hypers.items()
    ],
)


def rates(id, lr, steps, **given):
    return SCHEDULES[id].rates(lr, steps, **SCHEDULES[id].settings(**given))


# The libraries


@pytest.mark.parametrize(
    "golden", GOLDEN, ids=[f"{run['schedule']}-{run['source']}-{run['settings']}" for run in GOLDEN]
)
def test_gives_the_rates_of_the_library(golden):
    ours = rates(golden["schedule"], golden["lr"], len(golden["rates"]), **golden["settings"])
    np.testing.assert_allclose(ours, golden["rates"], rtol=1e-12, atol=0)


def test_the_library_runs_reach_every_schedule():
    assert {golden["schedule"] for golden in GOLDEN} == set(SCHEDULES)


# The declarations


def test_the_schedules_that_are_promised_in_their_order():
    promised = "constant step exponential cosine warmup_cosine one_cycle inverse_sqrt"
    assert list(SCHEDULES) == promised.split()


@every_schedule
def test_factor_takes_the_hyperparameters_as_declared(schedule):
    assert list(inspect.signature(schedule.factor).parameters) == ["i", "steps", *schedule.hypers]


@every_hyper
def test_the_formula_shows_every_hyperparameter(schedule, name, hyper):
    assert re.search(rf"(?<![a-zA-Z\\]){re.escape(hyper.symbol)}(?![a-zA-Z])", schedule.formula)


@every_hyper
def test_default_and_slider_are_legal(schedule, name, hyper):
    low, high = hyper.slider
    assert low <= hyper.default <= high
    for value in (low, hyper.default, high):
        assert schedule.settings(**{name: value})[name] == value
    assert schedule.settings()[name] == hyper.default


@every_hyper
@pytest.mark.parametrize("value", [-1, nan, inf, "much", None])
def test_what_is_not_legal_is_refused_by_name(schedule, name, hyper, value):
    with pytest.raises(ValueError, match=rf"^{name}: .*{re.escape(hyper.allowed)}"):
        schedule.settings(**{name: value})


@pytest.mark.parametrize(("id", "has"), [("cosine", "low"), ("constant", "none")])
def test_an_unknown_hyperparameter_is_refused_by_name(id, has):
    with pytest.raises(ValueError, match=f"^speed: .* no such hyperparameter; it has {has}$"):
        SCHEDULES[id].settings(speed=2)


# What is known of them


@every_schedule
@pytest.mark.parametrize("steps", [1, 2, 3, 10, 1001])
def test_an_array_holds_the_factors_of_its_numbers(schedule, steps):
    settings = schedule.settings()
    together = schedule.factor(np.arange(steps), steps, **settings)
    alone = [schedule.factor(i, steps, **settings) for i in range(steps)]
    assert [np.shape(factor) for factor in alone] == [()] * steps
    np.testing.assert_allclose(together, alone, rtol=1e-12, atol=0)


@every_hyper
@pytest.mark.parametrize("steps", [1, 2, 7, 50])
def test_the_whole_interesting_range_can_be_computed(schedule, name, hyper, steps):
    """No division by zero hides at a round setting, and no factor is above 1 or below 0."""
    low, high = hyper.slider
    for value in np.clip([*np.linspace(low, high, 41), 1 / steps, 1.5 / steps], low, high):
        factors = schedule.rates(1.0, steps, **schedule.settings(**{name: value}))
        assert factors.shape == (steps,)
        assert ((factors >= 0) & (factors <= 1 + 1e-12)).all()


@pytest.mark.parametrize("id", sorted(set(SCHEDULES) - {"one_cycle", "warmup_cosine", "inverse_sqrt"}))
def test_begins_with_the_learning_rate_itself(id):
    assert rates(id, 0.3, 20)[0] == 0.3


@pytest.mark.parametrize(
    ("id", "settings", "peak"),
    [
        ("warmup_cosine", {"warmup": 0.2}, 20),
        ("one_cycle", {"pct_start": 0.3}, 29),
        ("inverse_sqrt", {"warmup": 0.2}, 19),
    ],
)
def test_a_warm_up_rises_to_the_learning_rate_and_falls_from_there(id, settings, peak):
    curve = rates(id, 0.3, 100, **settings)
    assert np.argmax(curve) == peak
    assert curve[peak] == pytest.approx(0.3, rel=1e-12)
    assert (np.diff(curve[: peak + 1]) > 0).all()
    assert (np.diff(curve[peak:]) < 0).all()


@pytest.mark.parametrize("id", SCHEDULES)
def test_a_longer_run_has_the_same_curve(id):
    """Settings are shares of the run: ten times the steps change the curve only by its graininess."""
    short, long = rates(id, 1.0, 400), rates(id, 1.0, 4000)
    assert np.abs(np.interp(np.arange(400) + 0.5, np.arange(4000) / 10, long) - short).mean() < 0.01


def test_a_rate_may_grow_until_it_is_no_number_any_more():
    growing = rates("exponential", 1e300, 20, end=1e20)
    assert growing[0] == 1e300
    assert growing[-1] == inf


def test_a_constant_rate_is_kept_to_the_last_bit():
    assert set(rates("constant", 0.1, 1000).tolist()) == {0.1}
