"""What stands in the theory table is what the core says."""

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.theory import stability_limit
from ui.theory import limits, nearest_hessian

RACERS = [{"optimizer": "gd", "hypers": {"lr": 0.1}}, {"optimizer": "adam"}]


def test_limits_of_those_racers_that_have_one():
    result = run(Experiment(epochs=2, racers=RACERS))
    hessian = nearest_hessian(result)
    assert hessian is not None
    np.testing.assert_array_equal(hessian, result.surface.hessian(np.zeros(2)))
    assert limits(result) == [stability_limit(result.runs[0].racer, hessian), None]


def test_no_bowl_no_theory():
    problem = {"loss": "mae", "y_scale": "standard", "rows": 300}
    result = run(Experiment(problem=problem, epochs=2, racers=RACERS))
    assert nearest_hessian(result) is None
    assert limits(result) == [None, None]


def test_elsewhere_the_nearest_lowest_point_counts():
    problem = {"kind": "surface", "function": "himmelblau"}
    result = run(Experiment(problem=problem, start=(-3.5, 3.5), epochs=200, racers=[{"optimizer": "gd"}]))
    hessian = nearest_hessian(result)
    end = result.runs[0].path[-1]
    assert hessian == pytest.approx(result.surface.hessian(end), rel=1e-2)
