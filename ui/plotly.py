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


@cache
def script() -> bytes:
    """The script itself."""
    return (files("plotly") / "package_data" / "plotly.min.js").read_bytes()


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
