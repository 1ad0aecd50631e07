"""plotly.js in two builds, so that charts need no other host: what draws in two dimensions, and the whole.

`python -m ui.plotly` compresses both once and keeps that; where it has not, the first visitor waits for it.
"""

import gzip
import os
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ui.addresses import PLOTLY, PLOTLY_3D

FOLDER = Path(__file__).parents[1] / "data" / "prepared"
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


@cache
def compressed(address: str) -> bytes:
    """The script, gzipped."""
    try:
        return _place(address).read_bytes()
    except OSError:
        return gzip.compress(script(address), 6)


def prepare() -> None:
    """Keep both gzipped, unless they are there. Raises OSError."""
    FOLDER.mkdir(exist_ok=True)
    for address in BUILDS:
        place = _place(address)
        if place.exists():
            continue
        half = place.with_suffix(".half")  # a server that starts meanwhile must not find half of it
        half.write_bytes(gzip.compress(script(address), 9, mtime=0))
        os.replace(half, place)


def _place(address: str) -> Path:
    return FOLDER / f"{address}.gz"  # the address holds plotly's version


if __name__ == "__main__":
    prepare()
