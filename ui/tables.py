"""A table as plain HTML: it reads well aloud, wraps on a phone, and costs next to nothing."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

Row = Mapping[str, str]


def table(rows: Sequence[Row], label: str) -> None:
    """Rows of equal columns; the first one names the row."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row.values()) + "</tr>" for row in rows
    )
    st.html(
        f'<div class="results worded" tabindex="0" role="region" aria-label="{escape(label)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
