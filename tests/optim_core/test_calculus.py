"""First and second derivatives are right, and that of a part is worked out once."""

import numpy as np
import pytest

from optim_core.calculus import X, Y, derivatives
from optim_core.formula import parse
from optim_core.formula_words import FUNCTIONS
from optim_core.tape import Tape


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function(name):
    args = ", ".join(["0.7*x + 0.2*y**2", "x*y"][: FUNCTIONS[name]])
    assert_derivatives_right(f"{name}({args})", x=0.51, y=0.37)


@pytest.mark.parametrize(
    "text",
    [
        "x**y",
        "2**(x*y)",
        "e**(x - y**2)",
        "(x + 2*y)**-3",
        "x**0.3*y**(1/2)",
        "x*y*x*y*3",
        "x/y/(x + y)",
        "-(x - y)*-x",
        "x**0*y**1",
        "5 + pi",
        "x",
    ],
)
def test_arithmetic(text):
    assert_derivatives_right(text, x=0.6, y=1.3)


def assert_derivatives_right(text, x, y, h=1e-5):
    """Against central differences, of f for the first and of the first for the second derivatives."""
    tape = Tape.of(*derivatives(parse(text)))
    _, fx, fy, fxx, fxy, fyy = tape(x, y)
    across = [(b - a) / (2 * h) for a, b in zip(tape(x - h, y), tape(x + h, y), strict=True)]
    along = [(b - a) / (2 * h) for a, b in zip(tape(x, y - h), tape(x, y + h), strict=True)]
    found = np.array([fx, fy, fxx, fxy, fyy, fxy])
    wanted = np.array([across[0], along[0], across[1], across[2], along[2], along[1]])
    np.testing.assert_allclose(found, wanted, rtol=2e-8, atol=1e-8)


def test_corners_and_jumps_have_the_derivatives_of_the_pieces_beside_them():
    tape = Tape.of(*derivatives(parse("abs(x) + max(x, y) + step(y) + floor(x) + sign(y)")))
    assert [float(v) for v in tape(-0.5, 2.0)] == [0.5 + 2 + 1 - 1 + 1, -1, 1, 0, 0, 0]
    assert [float(v) for v in tape(0.0, 0.0)] == [0.5, 0.5, 0.5, 0, 0, 0]


def test_what_does_not_change_is_left_out():
    assert derivatives(parse("3*x + pi"))[1:] == (3, 0, 0, 0, 0)
    assert derivatives(parse("x*y"))[1:] == (Y, X, 0, 1, 0)


def test_work_grows_with_the_length_not_with_the_depth():
    """Each sine more adds as many operations as the one before."""
    lengths = [len(Tape.of(*derivatives(parse("sin(" * n + "x*y" + ")" * n))).ops) for n in (4, 8, 12)]
    assert lengths[2] - lengths[1] == lengths[1] - lengths[0] < 4 * 30
