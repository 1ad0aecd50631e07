"""A race over many seeds as files."""

import streamlit as st

from optim_core.sweep.chance import ManySeeds
from optim_core.sweep.seeds import SeedsResult
from ui.downloads import asked_json, csv_files


def downloads(many: ManySeeds, result: SeedsResult | None) -> None:
    """What was asked as JSON; what came out as CSV, once something is there."""
    help = "ManySeeds.model_validate_json in optim_core.sweep.chance reads it."
    asked_json("The race and its seeds (JSON)", many, "seeds.json", help)
    if result is None:
        st.caption("The numbers can be downloaded once the first seed is done.")
        return
    csv_files(
        {
            "Every end, by racer and seed (CSV)": ("seeds-ends.csv", result.to_frame),
            "The curves (CSV)": ("seeds-curves.csv", result.curves),
        }
    )
