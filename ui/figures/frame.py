"""What charts have in common: margins, axes, names that keep out of each other's way."""

import numpy as np
import plotly.graph_objects as go

HEIGHT = 300  # pixels of a chart's inner height, about
CONFIG = {"displayModeBar": False, "scrollZoom": False}


def frame(figure: go.Figure, x_title: str, y_title: str) -> None:
    """Titles, grid and size; colours of text and ground are the page's."""
    figure.update_layout(
        height=HEIGHT + 60,
        showlegend=False,
        margin={"l": 0, "r": 8, "t": 10, "b": 0},
        dragmode=False,
        hovermode="closest",
        font_size=13,
    )
    figure.update_xaxes(
        title_text=x_title, title_font_size=13, tickfont_size=12, zeroline=False, automargin=True
    )
    figure.update_yaxes(
        title_text=y_title, title_font_size=13, tickfont_size=12, zeroline=False, automargin=True
    )


def coloured(color: str, alpha: float) -> str:
    """A colour "#rrggbb" that lets something through.

    >>> coloured("#0571af", 0.5)
    'rgba(5,113,175,0.5)'
    """
    red, green, blue = (int(color[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def spread(heights: np.ndarray, apart: float) -> np.ndarray:
    """Heights from 0 to 1 moved as little as needed to lie so far apart, in their order.

    >>> spread(np.array([0.5, 0.52, 0.0]), 0.1).round(2).tolist()
    [0.46, 0.56, 0.0]
    """
    order = np.argsort(heights, kind="stable")
    placed = heights[order].astype(float)
    for _ in range(100):
        short = apart - np.diff(placed)
        if (short <= 1e-9).all():
            break
        push = np.maximum(short, 0) / 2
        placed[:-1] -= push
        placed[1:] += push
        placed = np.clip(placed, 0, max(1.0, apart * (len(placed) - 1)))
    found = np.empty_like(placed)
    found[order] = placed
    return found
