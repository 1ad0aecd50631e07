"""A tape gives what SymPy's expression means, the same for arrays and for single points."""

import math

import numpy as np
import pytest
import sympy as sp
from numpy.testing import assert_allclose

from optim_core import tape_writer
from optim_core.operations import operate
from optim_core.tape import Tape, TapeTooLong, evaluate

x, y = sp.symbols("x y", real=True)
EXPRESSIONS = {
    "x": (x, lambda x, y: x),
    "constant": (sp.Integer(3), lambda x, y: 3 + 0 * x),
    "sum": (x - 2 * y + 3, lambda x, y: x - 2 * y + 3),
    "minus": (-x * y, lambda x, y: -x * y),
    "quotient": (x / y**2 - 1 / x, lambda x, y: x / y**2 - 1 / x),
    "powers": (x**7 + y**-3, lambda x, y: x**7 + y**-3.0),
    "root": (sp.sqrt(x) + 1 / sp.sqrt(y), lambda x, y: np.sqrt(x) + 1 / np.sqrt(y)),
    "broken power": (x ** sp.Rational(4, 3), lambda x, y: x ** (4 / 3)),
    "power of both": (x**y, lambda x, y: x**y),
    "exp": (sp.exp(x) + sp.E**y, lambda x, y: np.exp(x) + np.exp(y)),
    "log": (sp.log(x), lambda x, y: np.log(x)),
    "circle": (sp.sin(x) + sp.cos(y) + sp.tan(x), lambda x, y: np.sin(x) + np.cos(y) + np.tan(x)),
    "arcs": (sp.asin(x) + sp.acos(y) + sp.atan(x), lambda x, y: np.arcsin(x) + np.arccos(y) + np.arctan(x)),
    "angle": (sp.atan2(y, x), lambda x, y: np.arctan2(y, x)),
    "hyperbolas": (sp.sinh(x) + sp.cosh(y) * sp.tanh(x), lambda x, y: np.sinh(x) + np.cosh(y) * np.tanh(x)),
    "corners": (sp.Abs(x) + sp.sign(y) + sp.floor(x), lambda x, y: np.abs(x) + np.sign(y) + np.floor(x)),
    "step": (sp.Heaviside(x - y), lambda x, y: np.heaviside(x - y, 0.5)),
    "smallest": (sp.Min(x, y, 0), lambda x, y: np.minimum(np.minimum(x, y), 0)),
    "largest": (sp.Max(x, y, 0), lambda x, y: np.maximum(np.maximum(x, y), 0)),
    "cases": (
        sp.Piecewise((x, x < y), (1 / y, sp.And(x >= 2 * y, y > 0)), (7, sp.Ne(x, 0))),
        lambda x, y: np.where(x < y, x, np.where((x >= 2 * y) & (y > 0), 1 / y, np.where(x != 0, 7, np.nan))),
    ),
    "else": (
        sp.Piecewise((x, sp.Or(x < y, x > 2)), (5, True)),
        lambda x, y: np.where((x < y) | (x > 2), x, 5),
    ),
    "impulse": (3 + x * sp.DiracDelta(x), lambda x, y: 3 + 0 * x),
    "no number": (x * sp.zoo, lambda x, y: x * np.nan),
    "too large": (sp.Mul(x, sp.Integer(-(10**400)), evaluate=False), lambda x, y: x * -np.inf),
}
GRID = np.meshgrid([-2.5, -1.0, -0.3, 0.0, 0.4, 1.0, 3.7], [-1.7, -0.3, 0.0, 0.25, 1.0, 2.0])


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_what_each_operation_means(name):
    expression, meaning = EXPRESSIONS[name]
    (values,) = Tape.of(expression)(*GRID)
    with np.errstate(all="ignore"):
        assert_allclose(values, meaning(*GRID), rtol=1e-13, atol=1e-15)


def test_one_point_gives_what_an_array_gives():
    tape = Tape.of(*(expression for expression, _ in EXPRESSIONS.values()))
    arrays = tape(*GRID)
    registers = np.empty(tape.registers)
    for place in np.ndindex(GRID[0].shape):
        evaluate(tape.ops, tape.constants, registers, GRID[0][place], GRID[1][place])
        assert_allclose(registers[tape.outputs], [a[place] for a in arrays], rtol=1e-12, atol=1e-15)


def test_every_operation_is_compiled_as_it_stands():
    with np.errstate(all="ignore"):
        for op in range(-1, 32):
            for a, b in [(0.5, -0.25), (-2.0, 3.0), (0.0, 0.0), (math.nan, 1.0), (math.inf, -math.inf)]:
                plain = operate.py_func(op, np.float64(a), np.float64(b))
                assert_allclose(operate(op, a, b), plain, rtol=1e-14, err_msg=f"{op} {a} {b}")


def test_what_occurs_twice_is_computed_once():
    s = sp.sin(x + y)
    assert len(Tape.of(s, s**2, s**2 + x).ops) == 4
    assert len(Tape.of(x**8).ops) == 3


def test_constants_are_worked_out_once_and_unused_ones_forgotten():
    tape = Tape.of(x * sp.sqrt(sp.Add(2, 3, evaluate=False)))
    assert tape.constants.tolist() == [math.sqrt(5)]
    assert len(tape.ops) == 1


def test_arrays_are_laid_out_for_the_engine():
    tape = Tape.of(sp.Integer(1), x)
    assert tape.ops.shape == (0, 3)
    assert [a.dtype for a in (tape.ops, tape.constants, tape.outputs)] == ["int64", "float64", "int64"]
    assert tape.ops.flags.c_contiguous


def test_shapes_broadcast_and_results_are_new_arrays():
    across, down = np.arange(3.0), np.arange(2.0)[:, None]
    one, same, total = Tape.of(sp.Integer(1), x, x + y)(across, down)
    assert one.shape == same.shape == total.shape == (2, 3)
    same[:] = 9
    assert across.tolist() == [0, 1, 2]


def test_parameters_are_put_in():
    k = sp.Symbol("k")
    assert Tape.of(k * x, parameters={"k": 3})(2.0, 0.0)[0] == 6


def test_what_a_tape_cannot_hold_is_named():
    with pytest.raises(ValueError, match="no place for k"):
        Tape.of(sp.Symbol("k") * x)
    with pytest.raises(ValueError, match="no place for gamma"):
        Tape.of(sp.gamma(x))
    with pytest.raises(ValueError, match="no place for ImaginaryUnit"):
        Tape.of(sp.I * x)


def test_length_is_bounded(monkeypatch):
    monkeypatch.setattr(tape_writer, "LONGEST", 3)
    assert len(Tape.of(x + 1).ops) == 1
    with pytest.raises(TapeTooLong, match="more than 3 operations"):
        Tape.of(sp.sin(x + 1))
