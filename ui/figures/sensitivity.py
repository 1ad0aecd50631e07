"""How forgiving each racer is: a bar a racer, with its number."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from optim_core.sweep.tune import STEP, Tuned
from ui.figures.frame import coloured, frame
from ui.palette import RACERS

BAR = 34  # pixels
PATTERNS = ("", "/", "x", "-", "\\", "+", ".", "|")
LETTERS = 20  # of a name that there is room for


def share_figure(names: Sequence[str], shares: np.ndarray, said: list[str], dark: bool) -> go.Figure:
    """The share of good settings in per cent, in the order of the racers."""
    behind = {"text": [f" {each}" for each in said], "textposition": "outside", "cliponaxis": False}
    figure = go.Figure(_bars(names, dark, x=shares, **behind))
    _frame(figure, names, "good settings, %")
    figure.update_xaxes(range=[0, 1.25 * max(float(shares.max()), 1.0)])
    return figure


def rates_figure(
    names: Sequence[str],
    tuned: Sequence[Tuned],
    ranges: Sequence[tuple[float, float]],
    said: list[str],
    dark: bool,
) -> go.Figure:
    """From the first to the last good learning rate; the thin line is the range that was looked at."""
    ends = [each.good_rates or (np.nan, np.nan) for each in tuned]
    half = 10 ** (STEP / 2)  # each rate that was tried stands for a step
    low, high = np.array([(first / half, last * half) for first, last in ends]).T
    figure = go.Figure()
    for i, (first, last) in enumerate(ranges):
        line = {"color": coloured(RACERS[i].colors[dark], 0.6), "width": 1.5}
        y = [_short(names[i])] * 2
        figure.add_scatter(x=[first, last], y=y, mode="lines", line=line, hoverinfo="skip")
    figure.add_trace(_bars(names, dark, base=low, x=high - low))
    _frame(figure, names, "good learning rates")
    first, last = min(low for low, _ in ranges), max(high for _, high in ranges)
    figure.update_xaxes(type="log", range=[np.log10(first), np.log10(last)], exponentformat="power", dtick=2)
    figure.update_layout(margin_r=92)
    for name, text in zip(names, said, strict=True):
        figure.add_annotation(
            x=1, y=_short(name), xref="paper", xanchor="left", xshift=8, text=text, showarrow=False
        )
    return figure


def _bars(names: Sequence[str], dark: bool, **more: Any) -> go.Bar:
    return go.Bar(
        y=[_short(name) for name in names],
        orientation="h",
        marker={
            "color": [RACERS[i].colors[dark] for i in range(len(names))],
            "pattern": {"shape": PATTERNS[: len(names)], "fillmode": "overlay", "size": 6},
        },
        hoverinfo="skip",
        **more,
    )


def _frame(figure: go.Figure, names: Sequence[str], title: str) -> None:
    frame(figure, title, "")
    order = [_short(name) for name in names]
    figure.update_yaxes(categoryorder="array", categoryarray=order[::-1], tickfont_size=13)
    figure.update_layout(height=BAR * len(names) + 70, bargap=0.3)


def _short(name: str) -> str:
    return escape(name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…")
