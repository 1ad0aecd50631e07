"""Rows in: which data there are; drawn, split and scaled as the tutorial does it."""

from dataclasses import dataclass

import numpy as np

from optim_core import uploads
from optim_core.data_sets import DATA_SETS
from optim_core.read_csv import MAX_ROWS
from optim_core.table import Table, spread


def table_of(data: str) -> Table | None:
    """The table of this name: a data set that comes along, or an uploaded one if it is here."""
    return DATA_SETS[data].table() if data in DATA_SETS else uploads.find(data)


def columns_of(data: str) -> list[str] | None:
    """The numeric columns to choose from; None while the data are not here."""
    if data in DATA_SETS:
        return list(DATA_SETS[data].units)
    found = uploads.find(data)
    return None if found is None else list(found.columns)


def first_pair(data: str) -> tuple[str, str] | None:
    """The columns x and y to begin with; None while the data are not here."""
    if data in DATA_SETS:
        return DATA_SETS[data].x, DATA_SETS[data].y
    found = uploads.find(data)
    return None if found is None else found.first_pair


def usable_rows(data: str, x: str, y: str) -> int:
    """How many rows have a number in both columns; the most there can be where the columns are not here."""
    if data in DATA_SETS:
        return DATA_SETS[data].rows
    found = uploads.find(data)
    if found is None or not {x, y} <= found.columns.keys():
        return MAX_ROWS
    return len(found.pair(x, y).x)


def unit(data: str, column: str) -> str:
    """The unit of a column; a column of an unknown unit is counted in itself."""
    return DATA_SETS[data].units[column] if data in DATA_SETS else column


@dataclass(frozen=True)
class Scale:
    """The straight map between a column's own unit and the unit the optimizer sees."""

    centre: float = 0.0
    width: float = 1.0

    def scaled(self, raw: np.ndarray) -> np.ndarray:
        return (raw - self.centre) / self.width

    @staticmethod
    def fitted(raw: np.ndarray) -> "Scale":
        """The map to mean 0 and standard deviation 1; a constant column is only centred."""
        return Scale(float(raw.mean()), spread(raw) or 1.0)


def draw(count: int, rows: int, rng: np.random.RandomState) -> np.ndarray:
    """Which rows of `count` are used, in random order: (rows,) indices.

    Shuffled twice, before and after the cut, because the tutorial does so and the second shuffle
    moves the generator on: without it neither the start nor the mini-batches would be the tutorial's.
    Shuffling the numbers of the rows consumes the generator exactly as shuffling the rows does.
    """
    kept = rng.permutation(count)[:rows]
    return kept[rng.permutation(rows)]
