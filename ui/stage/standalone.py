"""The stage as one HTML file that plays anywhere, without a server and without a network."""

import html
from base64 import b64encode
from importlib.resources import files
from pathlib import Path

from ui.stage.bundle import bundle, stylesheet

PAGE = Path(__file__).with_suffix(".html")


def standalone_html(message: bytes, history: bytes, title: str) -> str:
    """Everything in one file: Plotly, the stage, its styles, the race, and every tick of it.

    history: a block of all ticks, or nothing, and then single steps go from frame to frame.
    """
    parts = {
        "title": html.escape(title),
        "css": stylesheet(),
        "plotly": _inline((files("plotly") / "package_data" / "plotly.min.js").read_text("utf-8")),
        "stage": _inline(bundle()),
        "message": b64encode(message).decode(),
        "history": b64encode(history).decode(),
    }
    before, *rest = PAGE.read_text("utf-8").split("[[")
    filled = [parts[name] + text for name, text in (piece.split("]]", 1) for piece in rest)]
    return before + "".join(filled)


def _inline(script: str) -> str:
    """A script's own text must not end the element it stands in."""
    return script.replace("</script", r"<\/script").replace("<!--", r"<\!--")
