"""plotly.js as the plotly package brings it, so that charts need no other host.

`python -m ui.plotly` compresses it once and keeps that; where it has not, the first visitor waits for it.
"""

import gzip
import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from ui.addresses import PLOTLY

FOLDER = Path(__file__).parents[1] / "data" / "prepared"


# All of plotly.js is one function. V8 reads a function twice, lightly when it is loaded and in earnest when
# it is called, while the page waits; but one in brackets at once in earnest, beside the page's other work.
BEGIN, END = b", () => {\n", b"\n}));"
BRACKETED = b", (function () {\n", b"\n})));"


@cache
def script() -> bytes:
    """The script itself; its one function in brackets, which halves the time until it has run."""
    source = (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    if source.count(BEGIN) != 1 or not source.endswith(END):
        return source
    return source.removesuffix(END).replace(BEGIN, BRACKETED[0]) + BRACKETED[1]


@cache
def compressed() -> bytes:
    """The script, gzipped."""
    try:
        return _place().read_bytes()
    except OSError:
        return gzip.compress(script(), 6)


def prepare() -> None:
    """Keep it gzipped, unless that is there. Raises OSError."""
    if _place().exists():
        return
    FOLDER.mkdir(exist_ok=True)
    half = _place().with_suffix(".half")  # a server that starts meanwhile must not find half of it
    half.write_bytes(gzip.compress(script(), 9, mtime=0))
    os.replace(half, _place())


def _place() -> Path:
    return FOLDER / f"{PLOTLY}.gz"  # the address holds plotly's version


if __name__ == "__main__":
    prepare()
