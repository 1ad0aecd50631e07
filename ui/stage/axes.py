"""What the stage's charts measure: coordinates, heights, marked places and columns, by name and unit."""

from typing import Any

import numpy as np

from optim_core.data import unit
from optim_core.kinds import Kind
from optim_core.landscape import Landscape
from optim_core.problems.linear_regression import Choice, LinearRegression
from optim_core.read_csv import cut

ROOM = 24  # characters of a column's name beside a small chart


def axes(choice: Kind, surface: Landscape) -> dict[str, Any]:
    """What the coordinates mean, also in the columns' own units when the optimizers see scaled ones."""
    if isinstance(choice, Choice) and isinstance(surface, LinearRegression):
        return _line_axes(choice, surface)
    x, y = surface.names
    return {
        "x": {"symbol": x, "title": x, "unit": None, "raw": None},
        "y": {"symbol": y, "title": y, "unit": None, "raw": None},
    }


def _line_axes(choice: Choice, surface: LinearRegression) -> dict[str, Any]:
    x_unit, y_unit = unit(choice.data, choice.x), unit(choice.data, choice.y)
    scaled = "standard" in (choice.x_scale, choice.y_scale)
    where = f"at mean {choice.x}" if choice.x_scale == "standard" else f"at {choice.x} 0"
    per, at = f"{y_unit} per {x_unit}", f"{y_unit} {where}"
    y = surface.y_scale
    return {
        "x": {
            "symbol": "m",
            "title": "slope m, scaled" if scaled else f"slope m, {per}",
            "unit": per,
            "raw": [y.width / surface.x_scale.width, 0.0] if scaled else None,
        },
        "y": {
            "symbol": "b",
            "title": "intercept b, scaled" if scaled else f"intercept b, {at}",
            "unit": at,
            "raw": [y.width, y.centre] if scaled else None,
        },
    }


def heights(surface: Landscape) -> dict[str, Any]:
    """What a height on the surface is called, by the set it is measured on, and one above the lowest."""
    if surface.on_rows:
        return {"gap": "loss above the best", "height": {"train": "train loss", "test": "test loss"}}
    lowest = "lowest" if surface.proven else "lowest found"
    return {"gap": f"height above the {lowest}", "height": {"train": "height"}}


def minima(surface: Landscape) -> list[tuple[float, float, str, float]]:
    """Where the surface is lowest, what is written there and its gap; only the lowest of all is named."""
    if surface.on_rows:
        name = "least squares" if surface.quadratic else "lowest loss"
    elif surface.lowest is None:
        name = "a dip"  # beyond the map it goes deeper
    else:
        name = "lowest" if surface.proven else "lowest found"
    ground = (surface.lowest or (0.0,))[0]
    return [
        (x, y, name if height == surface.minima[0][2] else "a dip", height - ground)
        for x, y, height in surface.minima
    ]


def fit_axes(choice: Kind, surface: Landscape) -> dict[str, Any] | None:
    """Titles and ranges of the data chart, in the columns' own units; None where there are no data."""
    if not (isinstance(choice, Choice) and isinstance(surface, LinearRegression)):
        return None
    x, y = surface.x_scale, surface.y_scale
    raw_x = surface.x_train * x.width + x.centre
    raw_y = surface.y_train * y.width + y.centre
    return {
        "x_title": cut(with_unit(choice.data, choice.x), 2 * ROOM),
        "y_title": cut(with_unit(choice.data, choice.y), ROOM),
        "x_range": [float(raw_x.min()), float(np.quantile(raw_x, 0.999))],
        "y_range": _from_nought(float(raw_y.min()), float(raw_y.max())),
        "x_scale": [x.centre, x.width],
        "y_scale": [y.centre, y.width],
    }


def _from_nought(low: float, high: float) -> list[float]:
    """Where 0 is near, it is shown: there are the lines of racers that have not got far."""
    near = 0 < low < 0.25 * (high - low)
    return [-0.03 * high if near else low, high]


def with_unit(data: str, column: str) -> str:
    """A column's title: its name, and its unit where it has one of its own."""
    counted = unit(data, column)
    return column if counted == column else f"{column} ({counted})"
