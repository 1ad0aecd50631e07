"""Rates that suit: found on the ladder, better than their neighbours, on surfaces of every kind."""

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.suited import ladder, suited

RACERS = [{"optimizer": id} for id in ("gd", "momentum", "adam")]


def score(one):
    """Does it leave the window, and how low is it for good, on average?"""
    low, high = np.transpose(one.surface.window)
    lasting = np.maximum.accumulate(one.gap[::-1])
    mean = np.log10(np.maximum(lasting, 1e-12 * one.gap[0])).mean()
    return not ((one.path >= low) & (one.path <= high)).all(), mean


@pytest.mark.parametrize(
    "problem",
    [{"rows": 400}, {"kind": "surface", "function": "beale"}, {"kind": "formula", "text": "x**4 + y**2"}],
)
def test_no_other_rate_of_the_ladder_does_better(problem):
    experiment = suited(Experiment(problem=problem, epochs=40, batch_size=1, racers=RACERS))
    for i, (racer, one) in enumerate(zip(experiment.racers, run(experiment).runs, strict=True)):
        rates = ladder(racer)
        assert racer.hypers["lr"] in rates
        place = rates.index(racer.hypers["lr"])
        for other in rates[max(0, place - 2) : place + 3]:
            racers = [r.model_dump() for r in experiment.racers]
            racers[i]["hypers"]["lr"] = other
            other_run = run(Experiment(**(experiment.model_dump() | {"racers": racers}))).runs[i]
            assert other_run.status == "diverged" or score(other_run) >= score(one)


def test_where_slopes_are_small_and_ways_long_the_ladder_goes_on_above():
    problem = {"rows": 400, "x_scale": "raw", "y_scale": "raw", "loss": "mae"}
    experiment = suited(Experiment(problem=problem, epochs=40, racers=RACERS))
    for racer, one in zip(experiment.racers, run(experiment).runs, strict=True):
        assert one.gap[-1] < 0.1 * one.gap[0], f"{racer.optimizer} at {racer.hypers['lr']}"


def test_on_a_surface_without_a_bottom_they_walk_but_do_not_fly():
    problem = {"kind": "surface", "function": "saddle"}
    result = run(suited(Experiment(problem=problem, epochs=90, racers=RACERS)))
    low, high = np.transpose(result.surface.window)
    for one in result.runs:
        assert ((one.path[:30] >= low) & (one.path[:30] <= high)).all()
        assert one.gap[29] < one.gap[0]


def test_the_best_of_those_that_jump_about_is_not_better_than_one_that_settles():
    problem = {"kind": "formula", "text": "sin(3*x)*cos(2*y) + x**2/4 + y**2/4"}
    [one] = run(suited(Experiment(problem=problem, epochs=300, racers=[{"optimizer": "gd"}]))).runs
    assert np.linalg.norm(one.history.grads[-1]) < 1e-6


def test_all_else_stays_as_it_was():
    racers = [{"optimizer": "adam", "hypers": {"beta1": 0.5}, "label": "mine", "batch_size": 7}]
    before = Experiment(problem={"rows": 100}, epochs=3, racers=racers)
    after = suited(before)
    assert after.racers[0].hypers["lr"] != before.racers[0].hypers["lr"]
    kept = after.racers[0].model_copy(update={"hypers": before.racers[0].hypers})
    assert after.model_copy(update={"racers": (kept,)}) == before
