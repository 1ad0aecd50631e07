"""What charts have in common: margins, axes, names that keep out of each other's way."""

import numpy as np
import plotly.graph_objects as go

HEIGHT = 320  # pixels of a chart's inner height, about
CONFIG = {"displayModeBar": False, "scrollZoom": False}


def frame(figure: go.Figure, x_title: str, y_title: str) -> None:
    """Titles, grid and size; colours of text and ground are the page's."""
    figure.update_layout(
        height=HEIGHT + 70,
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
    """Heights from 0 to 1 moved little, so that they lie so far apart, in their order.

    >>> spread(np.array([0.5, 0.52, 0.0]), 0.1).round(2).tolist()
    [0.46, 0.56, 0.0]
    """
    order = np.argsort(heights, kind="stable")
    steps = apart * np.arange(len(heights))
    wanted = heights[order] - steps  # from here on it is enough that they do not fall
    groups: list[list[float]] = []
    for value in wanted.tolist():
        groups.append([value])
        while len(groups) > 1 and np.mean(groups[-2]) > np.mean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    placed = np.concatenate([[np.mean(group)] * len(group) for group in groups]) + steps
    placed += min(0.0, 1 - placed[-1])
    placed += max(0.0, -placed[0])
    found = np.empty_like(placed)
    found[order] = placed
    return found
