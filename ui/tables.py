"""A table as plain HTML: it reads well aloud, is a list on a phone, and costs next to nothing."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

Row = Mapping[str, str]


def table(rows: Sequence[Row], label: str) -> None:
    """Rows of equal columns; the first one names the row."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in rows[0])
    body = "".join("".join(["<tr>", *map(_cell, row.items()), "</tr>"]) for row in rows)
    st.html(
        f'<div class="results worded" tabindex="0" role="region" aria-label="{escape(label)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(cell: tuple[str, str]) -> str:
    """On a phone every cell is a line of its own, which begins with the column's name."""
    column, text = cell
    return f'<td data-column="{escape(column)}">{escape(text)}</td>'
