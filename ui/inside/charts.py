"""Which curves show what is inside a racer over time, thinned for drawing."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from tsdownsample import MinMaxLTTBDownsampler

from optim_core.inside import measures
from optim_core.run import Run
from optim_core.working import rule_source
from ui.inside.notation import symbol
from ui.inside.said import said

POINTS = 300  # a curve
DECADES = 1.5  # from so many on a chart of positive values is logarithmic


@dataclass(frozen=True)
class Curve:
    """One line of a chart."""

    value: str  # its name among the values of a step
    label: str  # in MathML, or in words
    coordinate: int | None  # None: there is one number for both
    heights: np.ndarray  # (T,)


@dataclass(frozen=True)
class Plot:
    """A small chart: its title and its curves, which share one axis."""

    title: str
    curves: list[Curve]

    @property
    def log(self) -> bool:
        """Does what matters lie in factors?"""
        heights = np.concatenate([curve.heights for curve in self.curves])
        heights = heights[np.isfinite(heights) & (heights != 0)]
        if heights.size == 0 or heights.min() < 0:
            return False
        return bool(np.log10(heights.max()) - np.log10(heights.min()) > DECADES)


def plots(run: Run) -> list[Plot]:
    """The State's fields, those that belong together in one chart; then what can be said of any rule."""
    meanings = {line.name: line.meaning for line in rule_source(run.racer.rule).lines}
    groups: dict[str, list[Curve]] = {}
    for k, field in enumerate(run.racer.rule.State._fields):
        group = groups.setdefault(field.removesuffix("_hat").removesuffix("_max"), [])
        group += [Curve(field, _math(field), c, run.history.states[:, c, k]) for c in (0, 1)]
    found = [Plot(_title(meanings, name), group) for name, group in groups.items()]
    measured = measures(run, np.arange(run.steps))

    def one(value: str, label: str) -> Curve:
        return Curve(value, label, None, measured[value])

    if "rate" not in groups:
        ratios = [Curve("per_slope", "|step / gradient|", c, measured["per_slope"][:, c]) for c in (0, 1)]
        found.append(Plot("Effective learning rate: step per unit of gradient", ratios))
    words = said(run)
    slopes = [one("slope_length", words["this"] or "")]
    if words["all"]:
        slopes.append(one("full_length", words["all"]))
    return [
        *found,
        Plot("Length of the step", [one("step_length", "step")]),
        Plot("Length of the gradient", slopes),
        Plot("Does it go downhill? 1: straight against its gradient", [one("cosine", "cosine")]),
    ]


def curves(slot: int, run: Run) -> tuple[list[dict[str, Any]], dict[str, np.ndarray]]:
    """The plots as the message has them: header, and arrays `plot_<slot>_<plot>_<curve>_x` and `_y`."""
    header, arrays = [], {}
    for p, plot in enumerate(plots(run)):
        names = [{"value": c.value, "label": c.label, "coordinate": c.coordinate} for c in plot.curves]
        header.append({"title": plot.title, "log": plot.log, "curves": names})
        for c, curve in enumerate(plot.curves):
            drawn = _thinned(curve.heights, plot.log)
            arrays[f"plot_{slot}_{p}_{c}_x"] = drawn + 1
            arrays[f"plot_{slot}_{p}_{c}_y"] = curve.heights[drawn]
    return header, arrays


def _thinned(heights: np.ndarray, log: bool) -> np.ndarray:
    """Indices of the points to draw: peaks stay, what is not a number or has no place on a log axis goes."""
    drawn = np.flatnonzero(np.isfinite(heights) & ((heights > 0) | (not log)))
    if len(drawn) <= POINTS:
        return drawn
    shape = np.log10(heights[drawn]) if log else heights[drawn]
    return drawn[MinMaxLTTBDownsampler().downsample(np.ascontiguousarray(shape), n_out=POINTS).astype(int)]


def _math(name: str) -> str:
    return f"<math>{symbol(name)}</math>"


def _title(meanings: dict[str, str], name: str) -> str:
    text = meanings.get(name, "") or name
    return text[:1].upper() + text[1:] if text[:1].isascii() else text  # a formula stays as it is
