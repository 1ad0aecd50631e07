"""Quantiles equal NumPy's where all numbers are finite."""

import numpy as np
import pytest

from optim_core.sweep.quantiles import quantile


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.77, 1])
@pytest.mark.parametrize("count", [1, 2, 5, 10])
def test_as_numpy(share, count):
    values = np.random.RandomState(count).randn(4, count)
    np.testing.assert_allclose(quantile(values, share), np.quantile(values, share, axis=-1), rtol=1e-12)


def test_infinite_and_missing():
    inf, nan = np.inf, np.nan
    assert quantile(np.array([1, 2, inf, inf]), 0.5) == inf
    assert quantile(np.array([1, 2, 3, inf]), 0.5) == 2.5
    assert quantile(np.array([1, nan, 3, nan]), 0.5) == 2
    assert np.isnan(quantile(np.array([nan, nan]), 0.5))
