"""Joins the stage's ES modules into one module text, so that a page loads one file."""

import hashlib
import re
from pathlib import Path

FOLDER = Path(__file__).parent
_IMPORT = re.compile(r'^import [^;]*? from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)


def bundle(entry: str = "stage.js") -> str:
    """All modules the entry needs, each once and before its users; only the entry exports."""
    parts: dict[str, str] = {}

    def add(name: str) -> None:
        if name in parts:
            return
        parts[name] = ""  # a place in line: a circle of imports ends here
        source = (FOLDER / name).read_text(encoding="utf-8")
        for needed in _IMPORT.findall(source):
            add(needed)
        body = _IMPORT.sub("", source)
        del parts[name]  # to the end of the line, behind everything it needs
        parts[name] = body if name == entry else _EXPORT.sub("", body)

    add(entry)
    return "\n".join(parts.values())


def bundle_digest() -> str:
    """A short name for exactly this bundle and its styles, for addresses that may be cached for ever."""
    return hashlib.sha256((bundle() + stylesheet()).encode()).hexdigest()[:16]


def stylesheet() -> str:
    return (FOLDER / "stage.css").read_text(encoding="utf-8")


def loader() -> str:
    """The few lines Streamlit carries with every rerun."""
    return (FOLDER / "component.js").read_text(encoding="utf-8")
