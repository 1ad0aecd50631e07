"""The diamonds, as the tutorial draws them."""

import numpy as np

from optim_core.data import DIAMONDS_ROWS, UNITS, Scale, diamonds, draw


def test_all_rows_and_numeric_columns_are_there():
    frame = diamonds()
    assert len(frame) == DIAMONDS_ROWS
    assert list(frame.select_dtypes("number").columns) == list(UNITS)
    assert not frame.isna().any().any()


def test_draw_equals_shuffling_the_rows_themselves():
    rows = np.arange(40.0).reshape(20, 2)
    drawn = rows[draw(20, 7, np.random.RandomState(1))]
    rng = np.random.RandomState(1)
    rng.shuffle(rows)
    rows = rows[:7]
    rng.shuffle(rows)
    np.testing.assert_array_equal(drawn, rows)


def test_scale_gives_mean_0_and_deviation_1():
    column = np.array([1.0, 2, 4, 9])
    scaled = Scale.fitted(column).scaled(column)
    np.testing.assert_allclose([scaled.mean(), scaled.std()], [0, 1], atol=1e-15)


def test_a_constant_column_is_only_centred():
    assert Scale.fitted(np.full(3, 5.0)).scaled(np.full(3, 5.0)).tolist() == [0, 0, 0]
