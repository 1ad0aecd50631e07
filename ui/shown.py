"""What a widget shows and what it asks for, on a line of any speed.

With every request the browser sends what all its widgets show, and it may send the next request before it
has seen the answer to the last. So a widget is told a value only when it would show another one, or the
answer would undo what its user did meanwhile. And a widget that is told a value is a new widget: as long as
the browser has not heard of it, it goes on reporting the old one, as if the user had set it back.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import streamlit as st

from ui.ahead import send_ahead
from ui.page import control_turned

KEYS = 20  # that a control takes in turn. Streamlit keeps what it knows of every key, so they must not grow.


class Shown(NamedTuple):
    """What the widget of a control shows, as far as the server knows."""

    turn: int  # whose key it has
    value: Any
    refused: bool = False  # the last value asked for


def shows(control: str, value: Any, ask: Callable[[Any], bool]) -> dict[str, Any]:
    """The arguments that make a widget show this value and ask for what its user sets it to.

    `ask` takes the new value, and says whether it was granted. If not, the widget gets its value back.
    """
    shown = _shown()
    turn, last, _ = was = shown.get(control, Shown(0, value))
    if last != value:
        was = Shown((turn + 1) % KEYS, value)
    shown[control] = was
    key = _key(control, was.turn)
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _asked, "args": (control, key, ask)}


def _asked(control: str, key: str, ask: Callable[[Any], bool]) -> None:
    control_turned()
    shown, value = _shown(), st.session_state[key]
    was = shown[control]
    # A widget that left the page reports its value as if it were new, until the browser has heard of that.
    if key != _key(control, was.turn) or value == was.value:
        return
    granted = ask(value)
    now = Shown(was.turn, value if granted else was.value, refused=not granted)
    if now.refused or was.refused:  # the answer that takes a refused value back may undo this one
        st.session_state[key] = now.value
    shown[control] = now
    if granted:
        send_ahead()


def _shown() -> dict[str, Shown]:
    return st.session_state.setdefault("shown", {})


def _key(control: str, turn: int) -> str:
    return f"{control}@{turn}" if turn else control
