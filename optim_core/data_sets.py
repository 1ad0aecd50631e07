"""The data sets that come along: small tables whose origin is told in data/README.md."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from optim_core import prepared
from optim_core.cells import Kind
from optim_core.prepared import FOLDER
from optim_core.table import Column, Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class DataSet:
    """One file of the data folder. What can be chosen of it is known without reading it."""

    id: str  # the file is <id>.csv
    title: str
    rows: int  # with numbers in any two columns
    x: str  # the columns to begin with
    y: str
    units: dict[str, str]  # of every numeric column

    def frame(self) -> "pd.DataFrame":
        """All of it, as seaborn's load_dataset gives it; offline, from this project's own copy."""
        import seaborn  # here, because importing it takes longer than everything else together

        return seaborn.load_dataset(self.id, data_home=str(FOLDER))

    def table(self) -> Table:
        """Its numeric columns."""
        return _table(self.id)

    def read(self) -> tuple[dict[str, np.ndarray], list[str]]:
        """The numeric columns of the file, and the names of all."""
        frame = self.frame()
        return {name: frame[name].to_numpy(float) for name in self.units}, list(frame)

    def prepare(self) -> None:
        """Read the file now, so that later starts need not. Raises OSError."""
        prepared.write(self.id, *self.read())


@cache
def _table(id: str) -> Table:
    data_set = DATA_SETS[id]
    numbers, names = prepared.read(id, list(data_set.units)) or data_set.read()
    columns = {}
    for name, values in numbers.items():
        kinds = np.where(np.isnan(values), Kind.MISSING, Kind.NUMBER).astype(np.uint8)
        columns[name] = Column(name, values, kinds)
    others = tuple(name for name in names if name not in columns)
    rows = len(numbers[data_set.x])
    return Table(data_set.title, "", columns, np.arange(2, rows + 2, dtype=np.int32), others)


_ALL = (
    DataSet(
        id="diamonds",
        title="Diamonds",
        rows=53_940,
        x="carat",
        y="price",
        units={
            "carat": "carat",
            "depth": "%",
            "table": "%",
            "price": "dollars",
            "x": "mm",
            "y": "mm",
            "z": "mm",
        },
    ),
    DataSet(
        id="tips",
        title="Tips in a restaurant",
        rows=244,
        x="total_bill",
        y="tip",
        units={"total_bill": "dollars", "tip": "dollars", "size": "guests"},
    ),
    DataSet(
        id="penguins",
        title="Penguins",
        rows=342,
        x="flipper_length_mm",
        y="body_mass_g",
        units={
            "bill_length_mm": "mm",
            "bill_depth_mm": "mm",
            "flipper_length_mm": "mm",
            "body_mass_g": "g",
            "year": "year",
        },
    ),
    DataSet(
        id="mpg",
        title="Cars and their fuel",
        rows=234,
        x="displ",
        y="hwy",
        units={
            "displ": "litres",
            "year": "year",
            "cyl": "cylinders",
            "cty": "miles per gallon",
            "hwy": "miles per gallon",
        },
    ),
    DataSet(
        id="iris",
        title="Iris flowers",
        rows=150,
        x="petal_length",
        y="petal_width",
        units={"sepal_length": "cm", "sepal_width": "cm", "petal_length": "cm", "petal_width": "cm"},
    ),
    DataSet(
        id="faithful",
        title="Old Faithful's eruptions",
        rows=272,
        x="eruptions",
        y="waiting",
        units={"eruptions": "min", "waiting": "min"},
    ),
)
DATA_SETS = {data_set.id: data_set for data_set in _ALL}
