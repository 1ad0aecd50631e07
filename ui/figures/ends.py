"""Where the races of many seeds end: a point a race on the contour lines of the landscape."""

from html import escape

import numpy as np
import plotly.graph_objects as go

from optim_core.landscape import Landscape, Window
from optim_core.sweep.seeds import SeedsResult
from ui.figures.frame import HEIGHT, coloured, frame
from ui.palette import LANDSCAPE, RACERS
from ui.stage.heights import NOWHERE, contour

MARGIN = 0.08  # of the box around the ends
LEAST = 1e-3  # of the usual window: a box is never smaller
INK = ("#1d2733", "#e4eaf0")  # the page's text, light and dark


def around(result: SeedsResult, home: Window) -> tuple[Window, int]:
    """A window around the ends and the lowest points, but for those far outside the usual one; how many
    ends lie outside."""
    low, high = np.transpose(home)
    side = high - low
    ends = result.ends[~result.diverged]
    points = np.concatenate([ends, result.lowest])
    near = points[((points > low - side) & (points < high + side)).all(axis=1)]
    if not len(near):
        return home, result.diverged.size
    middle = (near.min(axis=0) + near.max(axis=0)) / 2
    half = np.maximum((1 + 2 * MARGIN) * np.ptp(near, axis=0), LEAST * side) / 2
    (x0, y0), (x1, y1) = (middle - half).tolist(), (middle + half).tolist()
    inside = ((result.ends >= [x0, y0]) & (result.ends <= [x1, y1])).all(axis=-1)
    return ((x0, x1), (y0, y1)), int((~inside).sum())


def ends_figure(
    result: SeedsResult, surface: Landscape, window: Window, dark: bool, titles: tuple[str, str]
) -> go.Figure:
    """The surface is that of one seed; every seed's lowest point is marked."""
    figure = go.Figure(_landscape(surface, window, dark))
    names = result.experiment.names
    for i, name in enumerate(names):
        color = RACERS[i].colors[dark]
        figure.add_scatter(
            x=result.ends[i, :, 0],
            y=result.ends[i, :, 1],
            mode="markers",
            name=escape(name),
            marker={
                "symbol": RACERS[i].symbol,
                "size": 9,
                "color": coloured(color, 0.35),
                "line": {"color": color, "width": 1.5},
            },
            customdata=[[seed, gap] for seed, gap in zip(result.seeds, result.gaps[i, :, -1], strict=True)],
            hovertemplate=f"{escape(name)}, seed %{{customdata[0]}}<br>%{{x:.6g}}, %{{y:.6g}}"
            "<br>gap %{customdata[1]:.4g}<extra></extra>",
        )
    lowest = np.unique(result.lowest[np.isfinite(result.lowest).all(axis=1)], axis=0)
    figure.add_scatter(
        x=lowest[:, 0],
        y=lowest[:, 1],
        mode="markers",
        name="lowest point" if len(lowest) == 1 else "lowest point of each seed",
        marker={"symbol": "star", "size": 9 if len(lowest) > 1 else 14, "color": INK[dark]},
        hoverinfo="skip",
    )
    frame(figure, *titles)
    figure.update_xaxes(range=window[0], nticks=6)
    figure.update_yaxes(range=window[1])
    figure.update_layout(
        showlegend=True,
        height=HEIGHT + 120,
        legend={"orientation": "h", "yanchor": "top", "y": -0.2, "x": 0, "font": {"size": 13}},
    )
    return figure


def _landscape(surface: Landscape, window: Window, dark: bool) -> go.Contour:
    """The stage's heights and levels; levels are whole numbers here: Plotly's are equally far apart."""
    header, arrays = contour(surface, window)
    levels = np.array(header["levels"])
    z = arrays["surface_z"].astype(float)
    steps = np.interp(z, levels, np.arange(len(levels)), left=-1, right=len(levels))
    colors = LANDSCAPE["dark" if dark else "light"]
    return go.Contour(
        x=arrays["surface_x"],
        y=arrays["surface_y"],
        z=np.where(z < NOWHERE / 2, steps, np.nan),
        contours={"start": 0, "end": len(levels) - 1, "size": 1},
        colorscale=[[k / (len(colors.fills) - 1), fill] for k, fill in enumerate(colors.fills)],
        line={"width": colors.width, "color": colors.lines},
        hoverinfo="skip",
        showscale=False,
    )
