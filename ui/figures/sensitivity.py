"""How forgiving each racer is: a bar a racer, with its number."""

from html import escape

import numpy as np
import plotly.graph_objects as go

from ui.figures.frame import frame
from ui.palette import RACERS

BAR = 34  # pixels
PATTERNS = ("", "/", "x", "-", "\\", "+", ".", "|")


def bars_figure(
    names: tuple[str, ...], values: np.ndarray, said: list[str], dark: bool, x_title: str
) -> go.Figure:
    """Horizontal bars from 0, in the order of the racers, each with its number in words behind it."""
    figure = go.Figure(
        go.Bar(
            x=values,
            y=[_short(name) for name in names],
            orientation="h",
            text=[f" {text}" for text in said],
            textposition="outside",
            cliponaxis=False,
            marker={
                "color": [RACERS[i].colors[dark] for i in range(len(names))],
                "pattern": {
                    "shape": PATTERNS[: len(names)],
                    "fillmode": "overlay",
                    "fgopacity": 0.5,
                    "size": 6,
                },
            },
            hoverinfo="skip",
        )
    )
    frame(figure, x_title, "")
    figure.update_yaxes(autorange="reversed", tickfont_size=13)
    figure.update_xaxes(range=[0, 1.35 * max(float(values.max()), 1e-9)])
    figure.update_layout(height=BAR * len(names) + 60, bargap=0.3)
    return figure


def _short(name: str) -> str:
    return escape(name if len(name) <= 20 else f"{name[:19]}…")
