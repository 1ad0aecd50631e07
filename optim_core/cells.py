"""The cells of a column as numbers, and what is wrong with those that are none."""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cache

import numpy as np

LARGEST = 1e50
"""Beyond this, squares of squares, which optimizers keep, no longer fit into a float."""


class Kind(IntEnum):
    """What a cell is."""

    NUMBER = 0
    MISSING = 1
    TEXT = 2
    INFINITE = 3  # or beyond LARGEST


MISSING = {"", "-", ".", "?", "na", "n/a", "#n/a", "<na>", "nan", "-nan", "null", "none"}
_INFINITE = {"inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞", "-∞"}
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([,.' \u00a0\u202f]\d{3})+([.,]\d+)?", re.ASCII)


def numbers(cells: Sequence[str], decimal: str) -> tuple[np.ndarray, np.ndarray]:
    """Values (n,), NaN where a cell is no usable number; and the Kind of every cell (n,) as uint8.

    decimal: the decimal sign, "." or ",".

    >>> values, kinds = numbers(["1,5", "", "abc", "1e400", "-2"], decimal=",")
    >>> values.tolist(), kinds.tolist()
    ([1.5, nan, nan, nan, -2.0], [0, 1, 2, 3, 0])
    """
    values = _quick(cells, decimal)
    if values is None:
        parsed = [_number(cell, decimal) for cell in cells]
        values = np.array([value for value, _ in parsed])
        kinds = np.array([kind for _, kind in parsed], np.uint8)
    else:
        kinds = np.where(np.isnan(values), np.uint8(Kind.MISSING), np.uint8(Kind.NUMBER))
    kinds[np.abs(values) > LARGEST] = Kind.INFINITE
    values[kinds != Kind.NUMBER] = np.nan
    return values, kinds


def _quick(cells: Sequence[str], decimal: str) -> np.ndarray | None:
    """The values of a column that holds nothing but plain numbers and empty cells; None for any other."""
    if not set("".join(cells)) <= set("0123456789+-eE " + decimal):
        return None
    plain = cells if decimal == "." else "\n".join(cells).replace(decimal, ".").split("\n")
    try:
        return np.array([float(cell or "nan") for cell in plain])
    except ValueError:
        return None


def _number(cell: str, decimal: str) -> tuple[float, Kind]:
    text = cell.strip().replace("−", "-").lower()
    if _pattern(decimal).fullmatch(text):
        return float(text.replace(decimal, ".")), Kind.NUMBER
    if text in MISSING:
        return np.nan, Kind.MISSING
    return np.nan, Kind.INFINITE if text in _INFINITE else Kind.TEXT


@cache
def _pattern(decimal: str) -> re.Pattern[str]:
    sign = re.escape(decimal)
    return re.compile(rf"[+-]?(\d+{sign}?\d*|{sign}\d+)(e[+-]?\d+)?", re.ASCII)


def is_number(cell: str, decimal: str) -> bool:
    """Is it a number, an infinite one too?"""
    return _number(cell, decimal)[1] in (Kind.NUMBER, Kind.INFINITE)


def has_thousands(cell: str) -> bool:
    """Is it a number whose thousands are set apart: 1,234 or 1.234,5?"""
    return _THOUSANDS.fullmatch(cell.strip()) is not None


def decimal_sign(cells: Iterable[str]) -> str:
    """The decimal sign that more of these cells have: "," or ".". What may set thousands apart counts little.

    >>> decimal_sign(["1,5", "2,25", "3", "1.5"])
    ','
    """
    fractions = [cell.strip() for cell in cells if "," in cell or "." in cell]
    fractions = [cell for cell in fractions if not has_thousands(cell)] or fractions
    commas = sum(_pattern(",").fullmatch(cell) is not None for cell in fractions)
    points = sum(_pattern(".").fullmatch(cell) is not None for cell in fractions)
    return "," if commas > points else "."
