"""Typed formulas as surfaces: where walks on them start, and which of their points are called lowest."""

import numpy as np
import pytest
from pydantic import ValidationError

from optim_core import Experiment, run
from optim_core.measure import nothing_lowest
from optim_core.surfaces import FormulaChoice
from ui.stage.scene import View, scene

WINDOW = (-3.0, 3.0, -3.0, 3.0)


def surface(text, window=WINDOW):
    return FormulaChoice(text=text, window=window).build(np.random.RandomState(0))


@pytest.mark.parametrize(
    ("text", "lowest"),
    [
        ("(x - 0.1)**4 + (y - 0.2)**4", (0.1, 0.2)),
        ("1000000 + x**2 + y**2", (0, 0)),
        ("abs(x) + abs(y)", (0, 0)),
        ("-exp(-20*(x - 1.33)**2 - 20*(y + 0.7)**2)", (1.33, -0.7)),
        ("sqrt((x - .31)**2 + (y - .27)**2)", (0.31, 0.27)),
        ("max(abs(x - .3), abs(y - .2))", (0.3, 0.2)),
        ("abs(x - .31) + 10*abs(y + .7*x)", (0.31, -0.217)),  # along the crease it falls on
        ("x**2", (0, 0)),  # of a valley one point, the nearest to the middle
    ],
)
def test_one_lowest_point_is_found(text, lowest):
    found = surface(text)
    assert found.lowest is not None
    assert len(found.minima) == 1
    assert found.minima[0][:2] == pytest.approx(lowest, abs=2e-3)


@pytest.mark.parametrize("text", ["tan(x) + y**2", "log(x**2 + y**2)", "3", "0*x", "exp(x) + exp(y)", "x"])
def test_where_nothing_is_lowest_nothing_is_called_so(text):
    found = surface(text)
    assert not found.minima
    assert found.lowest is None
    assert "known" in nothing_lowest(found), "it was searched for, nothing is proven"


def test_a_dip_beside_an_abyss_is_not_the_lowest():
    found = surface("1/x + x + y**2")
    assert found.lowest is None
    assert [point[:2] for point in found.minima] == [pytest.approx((1, 0), abs=1e-6)]


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("sqrt(x) + y**2", WINDOW),
        ("log(x) + y", WINDOW),
        ("asin(x)", WINDOW),
        ("exp(x**2) + y**2", (-100.0, 100.0, -3.0, 3.0)),
        ("3", WINDOW),
        ("5 + 1e-17*x", WINDOW),
        ("1e-12*(x**2 + y**2)", WINDOW),
        ("1e-90*(x**2 + y**2)", WINDOW),
    ],
)
def test_what_is_accepted_can_be_drawn(text, window):
    problem = {"kind": "formula", "text": text, "window": window}
    result = run(Experiment(problem=problem, epochs=5, racers=[{"optimizer": "gd"}]))
    assert np.isfinite(result.runs[0].path[0]).all()
    assert np.isfinite(result.surface.f(result.runs[0].path[0]))
    scene(result, View(), "1", {})


def test_a_formula_without_any_height_is_refused():
    with pytest.raises(ValidationError, match="no finite height anywhere in the window"):
        FormulaChoice(text="sqrt(-1 - x**2)", window=WINDOW)


def test_a_start_without_a_height_is_refused():
    problem = {"kind": "formula", "text": "sqrt(x) + y**2"}
    with pytest.raises(ValidationError, match="must be a place where the formula has a finite height"):
        Experiment(problem=problem, start=(-1.5, -1.0), racers=[{"optimizer": "gd"}])


@pytest.mark.parametrize("delta", [1e-300, 1e-12])
def test_a_tiny_huber_can_be_drawn(delta):
    problem = {"loss": "huber", "delta": delta, "rows": 200}
    result = run(Experiment(problem=problem, epochs=2, batch_size=16, racers=[{"optimizer": "gd"}]))
    scene(result, View(), "1", {})
