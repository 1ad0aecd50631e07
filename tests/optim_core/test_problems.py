"""Every surface is what the literature says: values, slopes, lowest points, and nothing forgotten."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy import abs, cos, exp, pi, sin, sqrt, tanh
from numpy.testing import assert_allclose

from optim_core import OPTIMIZERS, PROBLEMS
from optim_core.catalogue import SURFACES
from optim_core.types import Problem

GOLDEN = json.loads(Path(__file__).parents[1].joinpath("golden", "surfaces.json").read_text())

LITERATURE = {  # written down once more, from the papers; smooth ones take complex numbers too
    "ackley": lambda x, y: (
        -20 * exp(-0.2 * sqrt(0.5 * (x * x + y * y)))
        - exp(0.5 * (cos(2 * pi * x) + cos(2 * pi * y)))
        + np.e
        + 20
    ),
    "beale": lambda x, y: sum((c - x * (1 - y**k)) ** 2 for k, c in ((1, 1.5), (2, 2.25), (3, 2.625))),
    "booth": lambda x, y: 5 * x * x + 5 * y * y + 8 * x * y - 34 * x - 38 * y + 74,
    "bukin_6": lambda x, y: 100 * sqrt(abs(y - x * x / 100)) + abs(x + 10) / 100,
    "cliff": lambda x, y: ((x + 1) ** 2 + y * y) / 20 + 10 + 10 * tanh(10 * x - 10),
    "easom": lambda x, y: -cos(x) * cos(y) * exp(-((x - pi) ** 2 + (y - pi) ** 2)),
    "goldstein_price": lambda x, y: (
        (1 + (x + y + 1) ** 2 * (3 * (x + y) ** 2 - 14 * (x + y) + 19))
        * (30 + (2 * x - 3 * y) ** 2 * (3 * (2 * x - 3 * y) ** 2 - 16 * (2 * x - 3 * y) + 18))
    ),
    "hills": lambda x, y: x * x / 16 + y * y / 16 + sin(1.2 * x + 0.5) + cos(0.6 * x - 1.5 * y),
    "himmelblau": lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
    "levy_13": lambda x, y: (
        sin(3 * pi * x) ** 2
        + (x - 1) ** 2 * (1 + sin(3 * pi * y) ** 2)
        + (y - 1) ** 2 * (1 + sin(2 * pi * y) ** 2)
    ),
    "matyas": lambda x, y: 0.01 * (x + y) ** 2 + 0.25 * (x - y) ** 2,
    "mccormick": lambda x, y: sin(x + y) + (x - y) ** 2 + 1 - 3 * x / 2 + 5 * y / 2,
    "monkey_saddle": lambda x, y: x * (x * x - 3 * y * y),
    "plateau": lambda x, y: 1 - exp(-0.5 * x * x) * exp(-0.5 * y * y),
    "rastrigin": lambda x, y: sum(10 + t * t - 10 * cos(2 * pi * t) for t in (x, y)),
    "ravine": lambda x, y: 0.5 * x * x + 25 * y * y,
    "rosenbrock": lambda x, y: 100 * (y - x * x) ** 2 + (1 - x) ** 2,
    "saddle": lambda x, y: (x - y) * (x + y),
    "six_hump_camel": lambda x, y: 4 * x**2 - 2.1 * x**4 + x**6 / 3 + x * y - 4 * y**2 + 4 * y**4,
    "styblinski_tang": lambda x, y: 0.5 * sum(t**4 - 16 * t**2 + 5 * t for t in (x, y)),
    "three_hump_camel": lambda x, y: 2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2,
}
LOWEST = {  # as printed in Jamil & Yang 2013 and Surjanovic & Bingham
    "ackley": (0, 0, 0),
    "beale": (3, 0.5, 0),
    "booth": (1, 3, 0),
    "bukin_6": (-10, 1, 0),
    "easom": (pi, pi, -1),
    "goldstein_price": (0, -1, 3),
    "levy_13": (1, 1, 0),
    "matyas": (0, 0, 0),
    "mccormick": (-0.54719, -1.54719, -1.9133),
    "rastrigin": (0, 0, 0),
    "rosenbrock": (1, 1, 0),
    "six_hump_camel": (-0.0898, 0.7126, -1.0316),
    "styblinski_tang": (-2.903534, -2.903534, -78.332),
    "three_hump_camel": (0, 0, 0),
}
POINTED = {"ackley", "bukin_6"}  # without a slope at the lowest point
COUNTLESS = {"ackley", "levy_13", "rastrigin"}  # only the lowest of their many minima are listed
UNBOUNDED = {"mccormick": (-1, -1), "monkey_saddle": (-1, 0), "saddle": (0, 1)}  # and where they go down


def somewhere(surface, count=40):
    """Random points of the window, (count, 2)."""
    low, high = np.transpose(surface.window)
    return np.random.RandomState(3).uniform(low, high, (count, 2))


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
class TestSurface:
    def test_declares_everything(self, surface):
        assert surface.name
        assert surface.reference
        assert all(words.endswith((".", "?")) for words in (surface.idea, surface.teach))
        assert len(surface.formula) <= 200
        assert all(low < at < high for (low, high), at in zip(surface.window, surface.start, strict=True))
        assert np.linalg.norm(surface.grad(surface.start)) > 1e-3
        assert surface.latex

    def test_is_the_function_of_the_literature(self, surface):
        p = somewhere(surface)
        assert_allclose(surface.f(p), LITERATURE[surface.id](*p.T), rtol=1e-12, atol=1e-12)

    def test_gradient(self, surface):
        """Against the complex step, which is exact; where there is an absolute value, against differences."""
        p, h = somewhere(surface), 1e-7
        f = LITERATURE[surface.id]
        steps = np.eye(2)
        if surface.id == "bukin_6":
            wanted = [(f(*(p + h * e).T) - f(*(p - h * e).T)) / (2 * h) for e in steps]
            rtol = 1e-5
        else:
            wanted = [f(*(p + 1e-100j * e).T).imag / 1e-100 for e in steps]
            rtol = 1e-11
        scale = np.abs(wanted).max()
        assert_allclose(surface.grad(p), np.transpose(wanted), rtol=rtol, atol=1e-13 * scale)

    def test_hessian(self, surface):
        p, h = somewhere(surface), 1e-6
        wanted = np.stack(
            [(surface.grad(p + h * e) - surface.grad(p - h * e)) / (2 * h) for e in np.eye(2)], -1
        )
        assert_allclose(surface.hessian(p), wanted, rtol=1e-4, atol=1e-7 * np.abs(wanted).max())

    def test_is_as_quadratic_as_it_says(self, surface):
        first, *others = surface.hessian(somewhere(surface))
        assert surface.terrain().quadratic == np.allclose(others, first, rtol=1e-12)

    def test_listed_minima_are_minima(self, surface):
        for x, y, f in surface.minima:
            p = np.array([x, y])
            assert all(low <= at <= high for (low, high), at in zip(surface.window, p, strict=True))
            assert_allclose(surface.f(p), f, rtol=1e-13, atol=1e-15)
            around = p + 1e-3 * np.stack([cos(np.arange(0, 6, 0.1)), sin(np.arange(0, 6, 0.1))], axis=-1)
            assert (surface.f(around) > f).all()
            if surface.id not in POINTED:
                hessian = surface.hessian(p)
                assert np.linalg.eigvalsh(hessian)[0] > 0
                assert (
                    np.abs(np.linalg.solve(hessian, surface.grad(p))).max() < 1e-14 * 10
                )  # how far off it is
        heights = [f for *_, f in surface.minima]
        assert heights == sorted(heights)

    def test_no_minimum_of_the_window_is_forgotten(self, surface):
        if surface.id in COUNTLESS | POINTED:
            assert len(surface.minima) == 1
            return
        listed = [(x, y) for x, y, _ in surface.minima]
        found = dips(surface)
        assert all(min(np.hypot(*(p - q)) for q in found) < 1e-6 for p in listed)
        assert all(any(np.hypot(*(p - q)) < 1e-6 for p in listed) for q in found)

    def test_nothing_lies_lower_than_the_lowest(self, surface):
        p = somewhere(surface, 20_000)
        if surface.bounded:
            wide = p + 3 * (p - p.mean(axis=0))
            assert surface.lowest == surface.minima[0][2]
            assert min(surface.f(p).min(), surface.f(wide).min()) >= surface.lowest - 1e-12
        else:
            assert surface.lowest is None
            assert surface.f(1e4 * np.array(UNBOUNDED[surface.id])) < -1e3

    def test_takes_points_of_any_shape(self, surface):
        p = somewhere(surface, 6).reshape(2, 3, 2)
        assert surface.f(p).shape == (2, 3)
        assert surface.grad(p).shape == (2, 3, 2)
        assert surface.hessian(p).shape == (2, 3, 2, 2)
        assert_allclose(surface.f(p[1, 2]), surface.f(p)[1, 2])
        assert_allclose(surface.grad(tuple(p[1, 2])), surface.grad(p)[1, 2])


def dips(surface, n=400):
    """Minima inside the window: low places of a grid, then Newton's method."""
    axes = (np.linspace(low, high, n) for low, high in surface.window)
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    heights = surface.f(grid)
    lowest = np.lib.stride_tricks.sliding_window_view(heights, (3, 3)).min(axis=(2, 3))
    found = []
    for p in grid[1:-1, 1:-1][heights[1:-1, 1:-1] <= lowest]:
        for _ in range(30):
            p = p - np.linalg.solve(surface.hessian(p), surface.grad(p))
        inside = all(low < at < high for (low, high), at in zip(surface.window, p, strict=True))
        if inside and np.linalg.eigvalsh(surface.hessian(p))[0] > 0:
            found.append(p)
    return found


@pytest.mark.parametrize("id", LOWEST)
def test_the_lowest_point_is_the_printed_one(id):
    lowest = {tuple(m) for m in SURFACES[id].minima if m[2] <= SURFACES[id].minima[0][2] + 1e-12}
    assert any(np.allclose(m, LOWEST[id], rtol=0, atol=5.1e-4) for m in lowest)


def test_the_catalogue_holds_both_kinds_the_data_first():
    assert next(iter(PROBLEMS)) == "linear_regression"
    assert isinstance(PROBLEMS["linear_regression"], Problem)
    assert set(PROBLEMS) == {"linear_regression", *SURFACES} == {"linear_regression", *LITERATURE}
    assert all(id == surface.id for id, surface in SURFACES.items())


@pytest.mark.parametrize("angle", [0, 30, 45, 90])
@pytest.mark.parametrize("kappa", [1, 50, 1e4])
def test_a_ravine_is_as_steep_and_as_turned_as_it_is_told(kappa, angle):
    ravine = SURFACES["ravine"]
    hessian = ravine.hessian(np.zeros(2), kappa=kappa, angle=angle)
    along = np.array([cos(np.radians(angle)), sin(np.radians(angle))])
    assert_allclose(np.linalg.eigvalsh(hessian), [1, kappa], rtol=1e-10)
    assert_allclose(hessian @ along, along, rtol=1e-10, atol=1e-12 * kappa)
    assert r"\kappa" in ravine.latex


def test_parameters_are_checked():
    ravine = SURFACES["ravine"]
    assert ravine.settings(angle=5) == {"kappa": 50.0, "angle": 5.0}
    with pytest.raises(ValueError, match="kappa: must be a number of at least 1"):
        ravine.f(np.zeros(2), kappa=0.5)
    with pytest.raises(ValueError, match="width"):
        SURFACES["beale"].grad(np.zeros(2), width=1)


def test_the_same_parameters_give_the_same_terrain():
    ravine = SURFACES["ravine"]
    assert ravine.terrain(kappa=7) is ravine.terrain(angle=0, kappa=7.0)
    assert ravine.terrain(kappa=7) is not ravine.terrain(kappa=8)


def test_sympy_is_loaded_only_when_a_formula_is_used():
    code = "import sys, optim_core; assert 'sympy' not in sys.modules; optim_core.PROBLEMS['beale'].f((1, 1))"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    "run", GOLDEN["runs"], ids=[f"{run['surface']}-{run['rule']}" for run in GOLDEN["runs"]]
)
def test_every_rule_walks_where_torch_walks(run):
    """500 steps: the rule as it stands, our derivatives against torch's."""
    surface, rule = SURFACES[run["surface"]], OPTIMIZERS[run["rule"]]
    hypers = rule.settings(**run["settings"])
    p = np.array(run["path"][0])
    s = rule.init(p)
    path = [p]
    for t in range(1, GOLDEN["steps"] + 1):
        p, s = rule.step(p, surface.grad(p), t, s, **hypers)
        path.append(p)
    assert tuple(path[0]) == surface.start
    assert_allclose(path[:: GOLDEN["kept"]], run["path"], rtol=1e-9, atol=1e-12)
