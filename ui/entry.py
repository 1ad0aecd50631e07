"""Exact entry of one number. What is not one goes on as it was typed, so that who checks it can say so."""

from collections.abc import Callable
from math import isfinite
from typing import Any

import streamlit as st

from ui.shown import shows

Ask = Callable[[Any], bool]


def entry(control: str, label: str, value: float | None, ask: Ask, **look: Any) -> None:
    """A field that shows this number and asks for what is entered; `ask` says whether that was granted.

    It is a field for text: a browser's own for numbers drops what it cannot read before anyone sees it, 0,5
    would arrive as 5 without a word, and Streamlit would make 1 of 1e4.
    """
    st.text_input(label, **look, **shows(control, written(value), lambda text: ask(meant(text))))


def written(value: float | None) -> str:
    """As short as says all of it.

    >>> written(0.01), written(80.0), written(10_000), written(1e-08), written(0.1234567890123), written(None)
    ('0.01', '80', '10000', '1e-08', '0.1234567890123', '')
    """
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def meant(text: str) -> float | str:
    """The number of this text, an int if it is whole; or the text.

    >>> meant(" 1e-3"), meant("1e4"), meant("−2"), meant("0,5"), meant("1e309"), meant("")
    (0.001, 10000, -2, '0,5', '1e309', '')
    """
    try:
        number = float(text.replace("−", "-"))
    except ValueError:
        return text
    if not isfinite(number):
        return text
    return int(number) if number.is_integer() else number
