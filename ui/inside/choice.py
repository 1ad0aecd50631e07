"""Which racer is looked at, and beside which other."""

import streamlit as st

from ui import session


def choose_racers() -> None:
    """Two lists: the racer, and another to compare it with."""
    at, names = session.at(), session.experiment().names
    places = range(len(names))
    st.session_state["inside-racer"], st.session_state["inside-versus"] = at.racer, at.versus
    st.selectbox(
        "Look inside",
        places,
        key="inside-racer",
        format_func=names.__getitem__,
        on_change=lambda: session.look_at(racer=st.session_state["inside-racer"]),
        width=230,
    )
    st.selectbox(
        "Compare with",
        [i for i in places if i != at.racer],
        index=None,
        placeholder="nobody",
        key="inside-versus",
        format_func=names.__getitem__,
        on_change=lambda: session.look_at(versus=st.session_state["inside-versus"]),
        width=230,
    )
