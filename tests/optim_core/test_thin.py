"""Thinning leaves out nothing the eye would miss."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from optim_core.thin import thinned


def farthest_off(points, kept):
    """How far the points left out lie from the line drawn through those kept."""
    worst = 0.0
    for a, b in pairwise(kept):
        start, along = points[a], points[b] - points[a]
        rest = points[a : b + 1] - start
        share = np.clip(rest @ along / max(along @ along, 1e-300), 0, 1)
        worst = max(worst, np.linalg.norm(rest - share[:, None] * along, axis=1).max())
    return worst


@given(st.integers(1, 400), st.floats(1e-3, 3), st.integers(0, 99), st.booleans())
def test_every_point_left_out_is_close_to_the_line(n, tolerance, seed, smooth):
    points = np.random.RandomState(seed).randn(n, 2).cumsum(axis=0)
    points = points.cumsum(axis=0) if smooth else points
    kept = thinned(points, tolerance, most=10_000)
    assert kept[0] == 0
    assert kept[-1] == n - 1
    assert (np.diff(kept) > 0).all()
    assert farthest_off(points, kept) <= tolerance * (1 + 1e-9)


def test_a_smooth_curve_takes_few_points():
    t = np.linspace(0, 2 * np.pi, 20_000)
    assert len(thinned(np.stack([np.cos(t), np.sin(t)], 1), 1e-3, most=10_000)) < 100


def test_never_more_than_most_and_the_way_stays_exact():
    rng = np.random.RandomState(0)
    way = np.stack([np.linspace(0, 9, 300), rng.randn(300)], 1)
    points = np.concatenate([way, 9 + rng.randn(50_000, 2)])
    kept = thinned(points, 1e-6, most=500)
    assert len(kept) <= 500
    assert kept[-1] == len(points) - 1
    np.testing.assert_array_equal(kept[:300], np.arange(300))


def test_a_straight_run_and_a_turn_back_on_itself():
    assert thinned(np.zeros((50, 2)), 0.1, most=10).tolist() == [0, 49]
    there_and_back = np.array([[0.0, 0], [1, 0], [2, 0], [1, 0], [0, 0]])
    assert thinned(there_and_back, 0.1, most=10).tolist() == [0, 2, 4]
