"""What the picture of a sweep means, and where it was computed."""

import streamlit as st

from optim_core.sweep import MEASURES, Sweep
from ui.plain import plain
from ui.sweep.plan import Asked


def explained(asked: Asked, address: str | None) -> None:
    """A few sentences under the picture."""
    measure = MEASURES[asked.measure]
    seeds = ""
    if asked.seeds > 1:
        first, last = asked.experiment.seed, asked.experiment.seed + asked.seeds - 1
        seeds = (
            f"The seeds are {first} to {last}. "
            if asked.measure == "diverged"
            else f"Each number is the median of {asked.seeds} seeds, {first} to {last}; the band reaches "
            "from the 10 % to the 90 % quantile. "
        )
    cell = "Each cell is one setting, run by itself: nothing is interpolated. " if _is_map(asked) else ""
    where = f"Computed on the cluster at {plain(address)}." if address else ""
    st.caption(f"{measure.name.capitalize()}: {measure.help} {cell}{seeds}{where}")


def _is_map(asked: Asked) -> bool:
    return isinstance(asked, Sweep) and asked.y is not None
