"""The stage as one HTML file that plays anywhere, without a server and without a network."""

import base64
import html
from importlib.resources import files

from ui.stage.bundle import bundle, stylesheet

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
:root {{
  color-scheme: light dark;
  --st-text-color: #31333f; --st-background-color: #ffffff; --st-secondary-background-color: #f0f2f6;
  --st-border-color: #d6d7db; --st-primary-color: #0571af; --st-base-radius: 0.5rem;
  --st-font: "Source Sans 3", "Source Sans Pro", system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}}
@media (prefers-color-scheme: dark) {{
  :root {{
    --st-text-color: #fafafa; --st-background-color: #0e1117; --st-secondary-background-color: #262730;
    --st-border-color: #3c3f49; --st-primary-color: #2f86c8;
  }}
}}
body {{ margin: 0 auto; padding: 16px clamp(12px, 3vw, 40px) 40px; max-width: 1800px; background: var(--st-background-color); color: var(--st-text-color); font-family: var(--st-font); }}
h1 {{ margin: 0 0 12px; font-size: 1.4rem; font-weight: 600; }}
{css}
</style>
</head>
<body>
<h1>{title}</h1>
<main class="stage-root" id="stage"></main>
<script>{plotly}</script>
<script type="module">
{stage}
const text = atob("{message}");
const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
mount(document.getElementById("stage"), bytes, {{ plotly: async () => window.Plotly, onStart: null, onView: null, history: null }});
</script>
</body>
</html>
"""


def standalone_html(message: bytes, title: str) -> str:
    """Everything in one file: Plotly, the stage, its styles and the race."""
    return _PAGE.format(
        title=html.escape(title),
        css=stylesheet(),
        plotly=_inline(files("plotly").joinpath("package_data/plotly.min.js").read_text("utf-8")),
        stage=_inline(bundle()),
        message=base64.b64encode(message).decode(),
    )


def _inline(script: str) -> str:
    """A script's own text must not end the element it stands in."""
    return script.replace("</script", r"<\/script").replace("<!--", r"<\!--")
