"""Where the browser finds what the server adds to Streamlit, relative to any page."""

from functools import cache
from importlib.metadata import version

from ui.stage.bundle import INSIDE, SWEEP, bundle_digest

PLOTLY = f"plotly-cartesian-{version('plotly')}.min.js"
PLOTLY_3D = f"plotly-{version('plotly')}.min.js"
LINE = "line"
HISTORY = "history"
WORKING = "working"
GROUND = "ground"
HEIGHTS = "heights"
WORK = "work"


@cache
def stage() -> str:
    """The stage's script; its address names its content, so that browsers may keep it for ever."""
    return f"stage-{bundle_digest()}.js"


@cache
def inside() -> str:
    """The Inside page's script, likewise."""
    return f"inside-{bundle_digest(INSIDE)}.js"


@cache
def sweep() -> str:
    """The Sweep page's script, likewise."""
    return f"sweep-{bundle_digest(SWEEP)}.js"
