"""Who is ahead of whom, and whether that is more than luck."""

import numpy as np
import pytest

from optim_core import Experiment
from optim_core.sweep.compare import alike, judged, leaders, sign_test, standing, wins
from optim_core.sweep.seeds import race_over_seeds

RANDOM = np.random.RandomState(0)


def raced(count=6, **changes):
    fields = {"problem": {"rows": 300}, "epochs": 3, "racers": [{"optimizer": "gd"}, {"optimizer": "sgd"}]}
    *_, last = race_over_seeds(Experiment(**{**fields, **changes}), count)
    return last.result


def test_those_whose_intervals_overlap_with_the_best_lead_together():
    near, far = RANDOM.randn(30), RANDOM.randn(30) + 5
    assert leaders(np.stack([far, near, near + 0.01])) == [1, 2]
    assert leaders(np.stack([near, far])) == [0]


def test_who_diverges_does_not_lead():
    gone = np.full(10, np.inf)
    assert leaders(np.stack([gone, RANDOM.randn(10)])) == [1]
    assert leaders(np.stack([gone, gone])) == []


def test_the_sign_test_is_the_binomial_test():
    from scipy.stats import binomtest

    for won, lost in ((17, 3), (3, 17), (6, 0), (5, 5), (1, 0)):
        assert sign_test(won, lost) == pytest.approx(binomtest(won, won + lost).pvalue)


def test_draws_and_divergence_are_no_wins():
    values = np.array([[1.0, 2.0, np.inf], [1.0, 3.0, np.inf]])
    assert wins(values).tolist() == [[0, 1], [0, 0]]


def test_the_worst_seed_is_the_one_that_diverged():
    assert standing(np.array([3.0, np.inf, 1.0, 2.0, 9.0])) == (2, 0, 1)


def test_racers_are_judged_by_what_was_asked():
    result = raced()
    np.testing.assert_array_equal(judged(result, "test_loss"), result.test_loss)
    np.testing.assert_array_equal(judged(result, "steps"), result.arrived)
    np.testing.assert_array_equal(judged(result, "gap"), result.gaps[..., -1])


def test_below_rounding_nobody_is_ahead():
    surface = {"kind": "surface", "function": "booth"}
    racers = [{"optimizer": "gd", "hypers": {"lr": lr}} for lr in (0.1, 0.09)]
    result = raced(problem=surface, epochs=2000, racers=racers)
    assert alike(result)
    one, other = judged(result, "gap")
    np.testing.assert_array_equal(one, other)


def test_alike_is_for_races_without_chance():
    assert not alike(raced())
