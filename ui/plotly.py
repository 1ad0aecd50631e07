"""plotly.js in two builds, so that charts need no other host: what draws in two dimensions, and the whole."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ui.addresses import PLOTLY, PLOTLY_3D

BUILDS: dict[str, Traversable] = {
    PLOTLY: Path(__file__).parent / "vendor" / "plotly-cartesian.min.js",
    PLOTLY_3D: files("plotly") / "package_data" / "plotly.min.js",
}

# All of plotly.js is one function. V8 reads a function twice, lightly when it is loaded and in earnest when
# it is called, while the page waits; but one in brackets at once in earnest, beside the page's other work.
BEGIN, END = b", () => {\n", b"\n}));"
BRACKETED = b", (function () {\n", b"\n})));"


@cache
def script(address: str) -> bytes:
    """The build at this address; its one function in brackets, which halves the time until it has run."""
    source = BUILDS[address].read_bytes()
    if source.count(BEGIN) != 1 or not source.endswith(END):
        return source
    return source.removesuffix(END).replace(BEGIN, BRACKETED[0]) + BRACKETED[1]
