"""Rows: from which data, and drawn and scaled as the tutorial does it."""

import numpy as np

from optim_core import data, uploads
from optim_core.data import Scale, draw
from optim_core.read_csv import MAX_ROWS, read_csv


def test_what_can_be_chosen_of_an_uploaded_table():
    name = uploads.keep(read_csv(b"a,b,c,d\nx,1,2,3\ny,,5,6\nz,7,8,9\n", "mine.csv"))
    assert data.columns_of(name) == ["b", "c", "d"]
    assert data.first_pair(name) == ("b", "c")
    assert data.usable_rows(name, "b", "c") == 2
    assert data.usable_rows(name, "c", "d") == 3
    assert data.unit(name, "b") == "b"


def test_of_a_table_that_is_not_here_nothing_is_known():
    name = uploads.PREFIX + "0" * 64
    assert data.table_of(name) is data.columns_of(name) is data.first_pair(name) is None
    assert data.usable_rows(name, "b", "c") == MAX_ROWS


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
