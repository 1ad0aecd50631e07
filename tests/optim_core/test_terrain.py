"""A terrain gives the heights, slopes and bends of any formula, at points of any shape."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from optim_core.formula import FormulaError, parse
from optim_core.terrain import Terrain, formed


def test_heights_slopes_and_bends():
    terrain = Terrain.of(parse("k*x**2*y", ["k"]), {"k": 2.0})
    p = np.array([[3.0, 1.0], [0.5, -4.0]])
    assert_array_equal(terrain.f(p), [18, -2])
    assert_array_equal(terrain.grad(p), [[12, 18], [-8, 0.5]])
    assert_array_equal(terrain.hessian(p), [[[4, 12], [12, 0]], [[-16, 2], [2, 0]]])
    assert terrain.f((3, 1)) == 18
    assert terrain.hessian(p[0]).shape == (2, 2)


def test_the_engine_s_tape_holds_height_and_slope():
    assert len(Terrain.of(parse("x*y")).tape.outputs) == 3


@pytest.mark.parametrize("text", ["x**2 + 10*y**2", "(x + y - 1)**2/3 + x*(x - 2)", "x*y"])
def test_what_bends_alike_everywhere_is_quadratic(text):
    assert formed(text).quadratic


@pytest.mark.parametrize("text", ["x**4 + y**2", "sin(x) + y**2", "x**2 + y**2 + abs(x)", "max(x, y)"])
def test_what_has_a_corner_or_bends_otherwise_is_not(text):
    assert not formed(text).quadratic


def test_where_there_is_no_height_there_is_none():
    terrain = Terrain.of(parse("log(x) + 1/y"))
    assert_array_equal(terrain.f(np.array([[-1.0, 1.0], [0.0, 1.0], [1.0, 0.0]])), [np.nan, -np.inf, np.inf])


def test_the_same_text_and_values_are_formed_once():
    assert formed("k*x", (("k", 1.0),)) is formed("k*x", (("k", 1.0),))
    with pytest.raises(FormulaError, match="did you mean"):
        formed("sinn(x)")
