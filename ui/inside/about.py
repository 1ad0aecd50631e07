"""What is said about a racer's rule: idea, formula, reference."""

from collections.abc import Sequence

import streamlit as st

from optim_core.experiment import Racer


def about(racers: Sequence[Racer]) -> None:
    """The rules of these racers, each once, side by side."""
    rules = {racer.optimizer: racer.rule for racer in racers}
    for column, rule in zip(st.columns(len(rules)), rules.values(), strict=True):
        with column:
            st.subheader(rule.name, anchor=False)
            st.markdown(rule.idea)
            st.latex(rf"\begin{{aligned}}{rule.formula}\end{{aligned}}")
            st.caption(f"{rule.reference} ({rule.year})")
