"""What is said about a racer's rule: idea, formula, reference."""

import streamlit as st

from ui import session
from ui.conventions import conventions


def about() -> None:
    """The rules of the racers that are looked at, side by side."""
    slots, racers = session.at().slots, session.experiment().racers
    for column, i in zip(st.columns(len(slots)), slots, strict=True):
        rule = racers[i].rule
        with column:
            st.subheader(rule.name, anchor=False)
            st.markdown(rule.idea)
            st.latex(rf"\begin{{aligned}}{rule.formula}\end{{aligned}}")
            st.caption(f"{rule.reference} ({rule.year})")
            conventions(i, racers[i], f"convention-inside-{i}")
