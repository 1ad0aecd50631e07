"""Colours, dashes and symbols: racers, and the landscape under them, for light and dark pages."""

from dataclasses import dataclass
from typing import Any

from optim_core.experiment import Experiment


@dataclass(frozen=True)
class Look:
    """How a racer is drawn everywhere. Colour never carries the meaning alone."""

    light: str  # on a light page
    dark: str  # on a dark page
    dash: str  # Plotly's name, or its own list of lengths
    symbol: str

    @property
    def colors(self) -> tuple[str, str]:
        return self.light, self.dark


# The hues of seaborn's "colorblind" palette, each made darker or lighter until it stands out 3:1
# from the page and from every tint of the landscape; neighbours differ in lightness as well.
RACERS: tuple[Look, ...] = (
    Look("#0571af", "#4fa9eb", "solid", "circle"),
    Look("#b24e04", "#fa8038", "dash", "square"),
    Look("#046b4c", "#45c295", "dashdot", "diamond"),
    Look("#9f4e91", "#e791d6", "dot", "triangle-up"),
    Look("#6b6503", "#dbd007", "longdash", "cross"),
    Look("#4d4d4d", "#d0d0d0", "longdashdot", "hexagon"),
    Look("#014a6b", "#9ad1fe", "3px,3px,10px,3px", "x"),
    Look("#6a3a02", "#eaaf7f", "2px,6px", "star"),
)

DOTTED = "1px,3px"  # what is laid over from the tray, whoever it is; thin, and beside its name this sign:
KEPT = "┄"

# Measured numbers from the best to the worst: matplotlib's "viridis" (CC0), the best bright. It reads in
# grey and for the colour-blind; its darkest end, which on a dark page would look like nothing, is left out.
SEQUENTIAL = (
    "#fde725", "#b5de2b", "#6ece58", "#35b779", "#1f9e89", "#26828e", "#31688e", "#3e4989", "#482878",
)  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """How the landscape is drawn. The valley is the page itself, high ground is tinted."""

    fills: tuple[str, ...]  # from the lowest loss to the highest
    lines: str  # between them; greyer than any racer, and 3:1 from every fill
    width: float = 1.3  # of the lines on a map, in pixels; thinner, most of theirs would be half fill


LANDSCAPE = {
    "light": Ground(("#fdfefe", "#eaf0f7", "#d5e0ee", "#bfd0e5"), "#54678a"),
    "dark": Ground(("#0f141c", "#162133", "#21314a", "#304464"), "#8c9fbd"),
}


def short_names(experiment: Experiment) -> tuple[str, ...]:
    """What racers are called where there is little room: "GD" for "Gradient descent"."""
    return tuple(
        name.replace(racer.rule.name, racer.rule.short or racer.rule.name)
        for name, racer in zip(experiment.names, experiment.racers, strict=True)
    )


def named(experiment: Experiment) -> list[dict[str, Any]]:
    """How each racer is drawn, and what it is called, for a message to the browser."""
    return [
        {"color": [*look.colors], "dash": look.dash, "symbol": look.symbol, "name": name, "short": short}
        for look, name, short in zip(RACERS, experiment.names, short_names(experiment), strict=False)
    ]
