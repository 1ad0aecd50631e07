"""Joins a view's ES modules into one module text, so that a page loads one file."""

import hashlib
import re
from pathlib import Path

FOLDER = Path(__file__).parent
STAGE = "stage.js"
INSIDE = "../inside/inside.js"  # the Inside page's entry, beside the stage's own
SWEEP = "../sweep/sweep.js"  # the Sweep page's, likewise
_IMPORT = re.compile(r'^import [^;]*? from "(\.\.?/[\w/-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)


def bundle(entry: str = STAGE) -> str:
    """All modules the entry needs, each once and before its users; only the entry exports."""
    parts: dict[Path, str] = {}
    start = (FOLDER / entry).resolve()

    def add(path: Path) -> None:
        if path in parts:
            return
        parts[path] = ""  # a place in line: a circle of imports ends here
        source = path.read_text(encoding="utf-8")
        for needed in _IMPORT.findall(source):
            add((path.parent / needed).resolve())
        body = _IMPORT.sub("", source)
        del parts[path]  # to the end of the line, behind everything it needs
        parts[path] = body if path == start else _EXPORT.sub("", body)

    add(start)
    return "\n".join(parts.values())


def bundle_digest(entry: str = STAGE) -> str:
    """A short name for exactly this bundle and its styles, for addresses that may be cached for ever."""
    return hashlib.sha256((bundle(entry) + stylesheet()).encode()).hexdigest()[:16]


def stylesheet(entry: str = STAGE) -> str:
    """The stage's styles, and behind them those of a view that is built of its parts."""
    sheets = dict.fromkeys([FOLDER / "stage.css", (FOLDER / entry).with_suffix(".css").resolve()])
    return "\n".join(path.read_text(encoding="utf-8") for path in sheets)


def loader() -> str:
    """The few lines Streamlit carries with every rerun."""
    return (FOLDER / "component.js").read_text(encoding="utf-8")
