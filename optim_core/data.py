"""Rows in: the diamonds, drawn, split and scaled as the tutorial does it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

FOLDER = Path(__file__).parents[1] / "data"

DIAMONDS_ROWS = 53_940
UNITS = {
    "carat": "carat",
    "depth": "%",
    "table": "%",
    "price": "dollars",
    "x": "mm",
    "y": "mm",
    "z": "mm",
}
"""The numeric columns of the diamonds, each with its unit."""


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
        return Scale(float(raw.mean()), float(raw.std()) or 1.0)


@cache
def diamonds() -> pd.DataFrame:
    """The 53,940 diamonds of seaborn's `load_dataset`, read from this project's own copy."""
    import seaborn  # here, because importing it takes longer than everything else together

    return seaborn.load_dataset("diamonds", data_home=str(FOLDER))


def draw(count: int, rows: int, rng: np.random.RandomState) -> np.ndarray:
    """Which rows of `count` are used, in random order: (rows,) indices.

    Shuffled twice, before and after the cut, because the tutorial does so and the second shuffle
    moves the generator on: without it neither the start nor the mini-batches would be the tutorial's.
    Shuffling the numbers of the rows consumes the generator exactly as shuffling the rows does.
    """
    kept = rng.permutation(count)[:rows]
    return kept[rng.permutation(rows)]
