"""Rows as points, with the distribution of each column along its axis."""

from html import escape

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from optim_core.table import Pair

POINTS = 2_000
BARS = 5, 40  # fewest and most


def rows_figure(pair: Pair, x_title: str, y_title: str) -> go.Figure:
    """A scatter plot of at most POINTS rows, drawn at random but always the same; bars over all rows."""
    figure = make_subplots(
        2,
        2,
        shared_xaxes=True,
        shared_yaxes=True,
        column_widths=[0.8, 0.2],
        row_heights=[0.22, 0.78],
        horizontal_spacing=0.02,
        vertical_spacing=0.03,
    )
    shown = np.random.RandomState(0).permutation(len(pair.x))[:POINTS]
    points = go.Scatter(
        x=pair.x[shown],
        y=pair.y[shown],
        mode="markers",
        marker={"size": 4},
        hovertemplate="%{x}, %{y}<extra></extra>",
    )
    figure.add_trace(points, 2, 1)
    figure.add_trace(_bars(pair.x, upright=True), 1, 1)
    figure.add_trace(_bars(pair.y, upright=False), 2, 2)
    # Plotly would read tags in a title; a column's name may hold some.
    figure.update_xaxes(title_text=escape(x_title, quote=False), row=2, col=1)
    figure.update_yaxes(title_text=escape(y_title, quote=False), row=2, col=1)
    figure.update_yaxes(title_text="rows", row=1, col=1)
    figure.update_xaxes(title_text="rows", row=2, col=2)
    figure.update_layout(
        height=460, showlegend=False, bargap=0.05, margin={"l": 0, "r": 0, "t": 8, "b": 0}, dragmode=False
    )
    return figure


def _bars(values: np.ndarray, upright: bool) -> go.Bar:
    counts, edges = np.histogram(values, int(np.clip(2 * np.sqrt(len(values)), *BARS)))
    middles, width = (edges[1:] + edges[:-1]) / 2, edges[1] - edges[0]
    said = [
        f"{low:.5g} to {high:.5g}: {count:,} rows"
        for low, high, count in zip(edges, edges[1:], counts, strict=False)
    ]
    across, up = (middles, counts) if upright else (counts, middles)
    return go.Bar(
        x=across,
        y=up,
        width=width,
        orientation="v" if upright else "h",
        text=said,
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )
