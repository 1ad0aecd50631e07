"""A table of numbers: its columns, which rows two of them share, and what to be wary of."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from optim_core.cells import Kind
from optim_core.file_text import TableError

SHORT = 16
"""Digits of a digest that are shown: enough to tell files apart, too few to find one by."""

FEW = 10
FAR_OUT = 10.0  # widths of the middle of the rows
MIDDLES = (50, 80, 90)  # per cent: the first that are not all the same
APART = 1000.0
MANY = 1e9  # from here a factor is written as a power of ten
TINY = 1e-100  # squares of smaller numbers lose their digits

_WHY = {
    Kind.MISSING: "no value",
    Kind.TEXT: "text instead of a number",
    Kind.INFINITE: "an infinite or far too large value",
}


@dataclass(frozen=True, eq=False)
class Column:
    """One column that holds numbers."""

    name: str
    values: np.ndarray  # (n,) NaN where there is no usable number
    kinds: np.ndarray  # (n,) uint8, the Kind of every cell
    odd: str = ""  # the first cell that is not a number, as it stands

    def count(self, kind: Kind) -> int:
        """How many cells are of this kind."""
        return int(np.count_nonzero(self.kinds == kind))

    @property
    def missing(self) -> int:
        return self.count(Kind.MISSING)

    @property
    def not_numeric(self) -> int:
        return self.count(Kind.TEXT)

    @property
    def infinite(self) -> int:
        return self.count(Kind.INFINITE)


@dataclass(frozen=True)
class Dropped:
    """Rows that cannot be used, all for the same reason."""

    column: str
    kind: Kind
    count: int
    line: int  # of the first of them, counted from 1 in the file
    odd: str = ""

    def __str__(self) -> str:
        rows = "1 row has" if self.count == 1 else f"{self.count:,} rows have"
        first = f"line {self.line:,}" if self.count == 1 else f"first in line {self.line:,}"
        what = f': "{self.odd}"' if self.odd and self.kind is Kind.TEXT else ""
        return f'{rows} {_WHY[self.kind]} in "{self.column}" ({first}{what})'


@dataclass(frozen=True, eq=False)
class Pair:
    """The rows in which two columns both hold a number."""

    x: np.ndarray  # (k,)
    y: np.ndarray  # (k,)
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """The numeric columns of a file, in its order."""

    name: str
    digest: str  # SHA-256 of the file, in hexadecimal
    columns: dict[str, Column]
    lines: np.ndarray  # (n,) where each row begins in the file, counted from 1
    others: tuple[str, ...] = ()  # columns without numbers
    notes: tuple[str, ...] = ()  # what had to be assumed about the file

    @property
    def rows(self) -> int:
        return len(self.lines)

    @cached_property
    def nbytes(self) -> int:
        return self.lines.nbytes + sum(c.values.nbytes + c.kinds.nbytes for c in self.columns.values())

    def pair(self, x: str, y: str) -> Pair:
        """The rows that columns x and y can be used in, and why the others cannot."""
        across, up = self.columns[x], self.columns[y]
        usable = (across.kinds == Kind.NUMBER) & (up.kinds == Kind.NUMBER)
        return Pair(across.values[usable], up.values[usable], tuple(self._dropped(across, up)))

    def _dropped(self, *columns: Column) -> Iterator[Dropped]:
        """Every unusable row once, at the first column that spoils it."""
        left = np.ones(self.rows, bool)
        for column in columns:
            for kind in _WHY:
                here = left & (column.kinds == kind)
                left &= ~here
                if count := int(np.count_nonzero(here)):
                    first = int(np.argmax(here))
                    # Only the column's first odd cell is kept; of another row, none is quoted.
                    odd = column.odd if first == int(np.argmax(column.kinds == Kind.TEXT)) else ""
                    yield Dropped(column.name, kind, count, int(self.lines[first]), odd)

    @cached_property
    def first_pair(self) -> tuple[str, str]:
        """The first two columns that can be used together in at least half of the rows, or in 2.

        Raises TableError if there are none.
        """
        for least in (self.rows / 2, 2):
            full = [name for name, column in self.columns.items() if column.count(Kind.NUMBER) >= least]
            for x, y in combinations(full, 2):
                if len(self.pair(x, y).x) >= max(least, 2):
                    return x, y
        raise TableError("no two columns have a number in the same row in at least 2 rows: a line needs that")

    def warnings(self, x: str, y: str) -> tuple[str, ...]:
        """What is likely to go wrong with the line from x to y, a sentence each."""
        pair = self.pair(x, y)
        found = (_few(pair), _constant(x, pair.x), _outliers(x, pair.x), _outliers(y, pair.y))
        return tuple(filter(None, found))

    def scale_warnings(self, x: str, y: str) -> tuple[str, ...]:
        """What is likely to go wrong with that line unless x and y are standardised."""
        pair = self.pair(x, y)
        return tuple(filter(None, (_apart(x, y, pair), _off_centre(x, pair.x))))


def _few(pair: Pair) -> str | None:
    if len(pair.x) >= FEW:
        return None
    return f"Only {len(pair.x)} rows: with fewer than {FEW}, chance decides more than the optimizer does."


def _constant(name: str, values: np.ndarray) -> str | None:
    if len(values) == 0 or np.ptp(values) > 0:
        return None
    return (
        f'"{name}" is {values[0]:g} in every row: no slope can be learned from it, '
        "and the lowest loss is reached all along a valley."
    )


def _outliers(name: str, values: np.ndarray) -> str | None:
    """Farther from the middle half of the rows than 10 times its width, the interquartile range; where
    those are all the same, from the middle 80 or 90 %."""
    if len(values) < FEW:
        return None
    ends = [(share, *np.percentile(values, [50 - share / 2, 50 + share / 2])) for share in MIDDLES]
    share, low, high = next((each for each in ends if each[2] > each[1]), ends[-1])
    far = np.maximum(low - values, values - high) > FAR_OUT * (high - low)
    count = int(np.count_nonzero(far))
    if high == low or count == 0:
        return None
    extreme = values[np.argmax(np.where(far, np.abs(values - (low + high) / 2), -1))]
    rows = "1 row lies" if count == 1 else f"{count:,} rows lie"
    return (
        f'In "{name}" {rows} far beyond the others: the middle {share} % of the rows go from {low:g} to '
        f"{high:g}, and {extreme:g} is more than {FAR_OUT:g} times that width away. "
        "Squared errors follow such rows."
    )


def _apart(x: str, y: str, pair: Pair) -> str | None:
    across, up = spread(pair.x), spread(pair.y)
    if not (across and up) or max(up / across, across / up) <= APART:
        return None
    wide, narrow = (y, x) if up > across else (x, y)
    times = max(up / across, across / up)
    return (
        f'"{wide}" spreads {f"{times:,.0f}" if times < MANY else f"{times:.1e}"} times as far as "{narrow}": '
        "in raw units the way to the lowest point is long in one direction and short in the other. "
        "Standardising both cures that."
    )


def spread(values: np.ndarray) -> float:
    """The standard deviation; 0 where all are the same, which a sum may miss by its last digit."""
    width = float(np.ptp(values))
    if not width:
        return 0.0
    return float(np.std(values)) if width > TINY else float(np.std(values / width)) * width


def _off_centre(x: str, values: np.ndarray) -> str | None:
    middle, deviation = abs(float(np.mean(values))), spread(values)
    if not deviation or middle <= FEW * deviation:
        return None
    return (
        f'"{x}" lies {middle / deviation:,.0f} standard deviations away from 0: '
        "in raw units the valley is very narrow. Standardising it cures that."
    )
