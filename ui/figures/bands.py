"""Loss curves over many seeds: every racer's median, and the band in which most of its seeds lie."""

from dataclasses import dataclass
from html import escape

import numpy as np
import plotly.graph_objects as go

from optim_core.run import setup_of
from optim_core.sweep.seeds import BAND, SeedsResult
from ui.figures.frame import HEIGHT, coloured, frame, spread
from ui.palette import DOTTED, KEPT, RACERS, short_names

ABOVE = 100  # times the highest start: who comes higher leaves the picture at the top
BELOW = 1e-12  # of the lowest start: who comes lower has arrived
MARKS = 4  # symbols along a curve
LABEL = 18  # pixels from one name to the next
NAME = 15  # letters of a name that there is room for


@dataclass(frozen=True)
class Axes:
    """What is shown of the curves; charts side by side have the same."""

    log: bool
    end: float  # epochs
    low: float
    high: float

    @staticmethod
    def around(*results: SeedsResult) -> "Axes":
        """Everything that those bands reach, unless it is far above the start."""
        log = all(_from_the_bottom(result) for result in results)
        seen = np.concatenate([result.band(share).ravel() for result in results for share in (*BAND, 0.5)])
        first = np.concatenate([result.gaps[..., 0].ravel() for result in results])
        end = max(float(result.epochs[-1]) for result in results)
        if log:
            top = max(float(first.max()), 1e-300)
            least = max(float(first.min()), 1e-300) * BELOW
            seen = seen[np.isfinite(seen) & (seen > least) & (seen <= ABOVE * top)]
            low, high = (seen.min(), seen.max()) if seen.size else (least, top)
            return Axes(True, end, float(low / 1.5), float(high * 1.5))
        room = 20 * max(1.0, float(np.abs(first).max()))  # no lowest point: who falls for ever leaves below
        seen = seen[np.isfinite(seen) & (np.abs(seen) <= room)]
        edge = 0.05 * max(float(np.ptp(seen)), 1e-12)
        return Axes(False, end, float(seen.min()) - edge, float(seen.max()) + edge)

    def within(self, values: np.ndarray) -> np.ndarray:
        """Values at most a little outside, where they are not seen; infinity too."""
        margin = 10.0 if self.log else self.high - self.low
        low = self.low / margin if self.log else self.low - margin
        high = self.high * margin if self.log else self.high + margin
        return np.clip(values, low, high)

    def height(self, value: float) -> float:
        """Where a value lies in the picture, from 0 at the bottom to 1 at the top."""
        low, high, value = (
            (np.log10([self.low, self.high, value])) if self.log else (self.low, self.high, value)
        )
        return float((value - low) / (high - low))


def _from_the_bottom(result: SeedsResult) -> bool:
    """Are heights counted from a lowest one?"""
    return setup_of(result.experiment).surface.lowest is not None and bool((result.gaps >= 0).all())


def bands_figure(
    result: SeedsResult,
    axes: Axes,
    dark: bool,
    x_title: str,
    y_title: str,
    over: SeedsResult | None = None,
) -> go.Figure:
    """A line for the median and a band from the 10 % to the 90 % quantile for every racer; over: another
    race, of which only the medians are drawn."""
    figure = go.Figure(_medians(over, axes, dark) if over else None)
    low, high = (axes.within(result.band(share)) for share in BAND)
    middle = axes.within(result.middle)
    names = result.experiment.names
    for i, name in enumerate(names):
        color = RACERS[i].colors[dark]
        figure.add_traces(_band(result.epochs, low[i], high[i], color))
        said = _said(name, result, i)
        line = {"color": color, "dash": RACERS[i].dash, "width": 2.5}
        figure.add_scatter(
            x=result.epochs,
            y=middle[i],
            mode="lines",
            line=line,
            text=said,
            hovertemplate="%{text}<extra></extra>",
        )
        places = _places(len(result.epochs), i, len(names))
        marker = {"color": color, "symbol": RACERS[i].symbol, "size": 8}
        figure.add_scatter(
            x=result.epochs[places], y=middle[i][places], mode="markers", marker=marker, hoverinfo="skip"
        )
    frame(figure, x_title, y_title)
    figure.update_xaxes(range=[0, axes.end])
    ends = [axes.low, axes.high]
    figure.update_yaxes(
        type="log" if axes.log else "linear",
        range=np.log10(ends).tolist() if axes.log else ends,
        exponentformat="power",
        dtick=_dtick(axes) if axes.log else None,
    )
    figure.update_layout(margin_r=116)
    named = [(short, result.middle[i, -1], i) for i, short in enumerate(short_names(result.experiment))]
    if over:
        shorts = enumerate(short_names(over.experiment))
        named += [(f"{KEPT} {short}", over.middle[i, -1], i) for i, short in shorts]
    _names(figure, axes, named, dark)
    return figure


def _medians(over: SeedsResult, axes: Axes, dark: bool) -> list[go.Scatter]:
    """Of a race that is laid over."""
    return [
        go.Scatter(
            x=over.epochs,
            y=axes.within(middle),
            mode="lines",
            line={"color": look.colors[dark], "dash": DOTTED, "width": 1.6},
            text=_said(f"{KEPT} {name}", over, i),
            hovertemplate="%{text}<extra></extra>",
        )
        for i, (name, middle, look) in enumerate(
            zip(over.experiment.names, over.middle, RACERS, strict=False)
        )
    ]


def _dtick(axes: Axes) -> int | str:
    """Whole decades, unless there are too few of them."""
    decades = np.log10(axes.high / axes.low)
    return "D2" if decades < 2 else int(np.ceil(decades / 8))


def _band(x: np.ndarray, low: np.ndarray, high: np.ndarray, color: str) -> list[go.Scatter]:
    """A tinted area with thin edges: of two that overlap, both are seen."""
    thin = {"color": coloured(color, 0.6), "width": 1}
    common = {"mode": "lines", "hoverinfo": "skip"}
    return [
        go.Scatter(x=x, y=low, line=thin, **common),
        go.Scatter(x=x, y=high, line=thin, fill="tonexty", fillcolor=coloured(color, 0.13), **common),
    ]


def _places(points: int, i: int, racers: int) -> list[int]:
    """Where a curve has its symbols: at the end, and staggered before it, so that two seldom meet."""
    spots = (np.arange(MARKS) + (i + 0.5) / racers) / MARKS
    return [*(spots * (points - 1) / 2 + (points - 1) / 2).astype(int), points - 1]


def _said(name: str, result: SeedsResult, i: int) -> list[str]:
    low, high = result.band(BAND[0])[i], result.band(BAND[1])[i]
    return [
        f"{escape(name)}, {x:.3g}<br>median {m:.4g}<br>{a:.4g} to {b:.4g}"
        for x, m, a, b in zip(result.epochs, result.middle[i], low, high, strict=True)
    ]


def _names(figure: go.Figure, axes: Axes, named: list[tuple[str, float, int]], dark: bool) -> None:
    """Each racer's name beside the end of its curve: the name, where that is, and which racer."""
    heights = [axes.height(float(axes.within(np.array(end)))) for _, end, _ in named]
    apart = min(LABEL / HEIGHT, 1 / len(named))
    for (text, end, i), height in zip(named, spread(np.clip(heights, 0.0, 1.0), apart), strict=True):
        name = text if len(text) <= NAME else f"{text[: NAME - 1]}…"
        gone = " ↑" if end > axes.high else " ↓" if end < axes.low else ""
        figure.add_annotation(
            x=1,
            y=height,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="middle",  # the usual one depends on the height
            xshift=8,
            text=f"<b>{escape(name)}</b>{gone}",
            showarrow=False,
            font={"color": RACERS[i].colors[dark], "size": 13},
        )
