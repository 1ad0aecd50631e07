"""The rows of data as points and bars."""

import numpy as np
import pytest

from optim_core.table import Pair
from ui.figures.rows import BARS, POINTS, rows_figure


def pair(count: int) -> Pair:
    drawn = np.random.RandomState(1).randn(2, count)
    return Pair(*drawn, dropped=())


@pytest.mark.parametrize(("count", "bars"), [(3, BARS[0]), (100, 20), (10_000, BARS[1])])
def test_the_more_rows_the_more_bars_and_every_row_counts(count: int, bars: int) -> None:
    _, upright, lying = rows_figure(pair(count), "x", "y").data
    assert len(upright.x) == len(lying.y) == bars
    assert sum(upright.y) == sum(lying.x) == count


def test_points_are_rows_and_no_more_than_can_be_seen() -> None:
    rows = pair(5_000)
    points = rows_figure(rows, "x", "y").data[0]
    assert len(points.x) == POINTS
    assert set(zip(points.x, points.y, strict=True)) <= set(zip(rows.x, rows.y, strict=True))
