"""A race over many seeds as files."""

import streamlit as st

from optim_core.own_data import published
from optim_core.sweep.chance import ManySeeds
from optim_core.sweep.seeds import SeedsResult


def downloads(many: ManySeeds, result: SeedsResult | None) -> None:
    """What was asked as JSON; what came out as CSV, once something is there."""
    told = many.model_copy(update={"experiment": published(many.experiment)})
    st.download_button(
        "The race and its seeds (JSON)",
        told.model_dump_json(indent=2),
        "seeds.json",
        "application/json",
        on_click="ignore",
        key="seeds-json",
        help="ManySeeds.model_validate_json in optim_core.sweep.chance reads it.",
    )
    if result is None:
        st.caption("The numbers can be downloaded once the first seed is done.")
        return
    files = (
        ("Every end, by racer and seed (CSV)", result.to_frame),
        ("The curves (CSV)", result.curves),
    )
    for (label, frame), file in zip(files, ("seeds-ends.csv", "seeds-curves.csv"), strict=True):
        st.download_button(
            label,
            lambda frame=frame: frame().to_csv(index=False),
            file,
            "text/csv",
            on_click="ignore",
            key=file,
        )
