"""Exact entry of one number. What is not one goes on as it was typed, so that who checks it can say so."""

from collections.abc import Callable
from math import isfinite
from typing import Any

import streamlit as st

from ui.shown import shows

Ask = Callable[[Any], bool]


def entry(control: str, label: str, value: float, ask: Ask, **look: Any) -> None:
    """A field that shows this number and asks for what is entered; `ask` says whether that was granted.

    An int is counted: its field has steps. What is measured is entered as text, since a browser's field for
    numbers drops what it cannot read before anyone sees it: 0,5 would arrive as 5, without a word.
    """
    if isinstance(value, int):
        # Of Streamlit's own whole numbers 1e4 would come as 1, and 2.9 as 2.
        st.number_input(
            label,
            value=None,
            step=1.0,
            format="%.0f",
            **look,
            **shows(control, float(value), lambda number: ask(counted(number))),
        )
    else:
        st.text_input(label, **look, **shows(control, written(value), lambda text: ask(measured(text))))


def written(value: float) -> str:
    """As short as says all of it.

    >>> written(0.01), written(80.0), written(1e-08), written(0.1234567890123)
    ('0.01', '80', '1e-08', '0.1234567890123')
    """
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def measured(text: str) -> float | str:
    """The number of this text, or the text.

    >>> measured(" 1e-3"), measured("−2"), measured("0,5"), measured("1e309"), measured("")
    (0.001, -2.0, '0,5', '1e309', '')
    """
    try:
        number = float(text.replace("−", "-"))
    except ValueError:
        return text
    return number if isfinite(number) else text


def counted(number: float | None) -> float | str:
    """The whole number that was meant, if it is whole; an emptied field is an empty text.

    >>> counted(10000.0), counted(2.5), counted(None)
    (10000, 2.5, '')
    """
    if number is None:
        return ""
    return int(number) if number.is_integer() else number
