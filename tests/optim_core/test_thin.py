"""Thinning leaves out nothing the eye would miss."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from optim_core.thin import thinned


@given(st.integers(1, 400), st.floats(1e-3, 1), st.integers(0, 99))
def test_every_point_left_out_is_close_to_one_that_is_kept(n, tolerance, seed):
    points = np.random.RandomState(seed).randn(n, 2).cumsum(axis=0)
    kept = thinned(points, tolerance, most=10_000)
    assert kept[0] == 0
    assert kept[-1] == n - 1
    assert (np.diff(kept) > 0).all()
    before = kept[np.searchsorted(kept, np.arange(n), side="right") - 1]
    assert np.linalg.norm(points - points[before], axis=1).max() <= tolerance


def test_never_more_than_most():
    points = np.random.RandomState(0).randn(5000, 2)
    assert len(thinned(points, 1e-9, most=100)) <= 100


def test_a_straight_run_of_equal_points():
    assert thinned(np.zeros((50, 2)), 0.1, most=10).tolist() == [0, 49]
