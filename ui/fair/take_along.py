"""The fair race as files."""

import pandas as pd
import streamlit as st

from optim_core.sweep.fair import FairRace
from optim_core.sweep.tune import FairResult
from ui.downloads import asked_json, csv_files


def downloads(race: FairRace, result: FairResult | None) -> None:
    """What was asked as JSON; what came out as CSV, once it is there."""
    help = "FairRace.model_validate_json reads it, run_fair_race in optim_core.sweep.tune runs it."
    asked_json("The fair race (JSON)", race, "fair-race.json", help)
    if result is None:
        st.caption("The numbers can be downloaded once everyone is tuned.")
        return
    csv_files(
        {
            "Both races, a row a racer and seed (CSV)": ("fair-races.csv", lambda: races(result)),
            "Every setting that was tried (CSV)": ("fair-tries.csv", lambda: tries(result)),
        }
    )


def races(result: FairResult) -> pd.DataFrame:
    """Where every run of both races ended."""
    parts = [("fair", result.fair), ("unfair", result.unfair)]
    return pd.concat([race.to_frame().assign(race=name) for name, race in parts], ignore_index=True)


def tries(result: FairResult) -> pd.DataFrame:
    """Every setting of every racer with every tuning seed."""
    names = result.fair_race.experiment.names
    frames = [each.tried.to_frame() for each in result.tuned]
    return pd.concat(
        [frame.assign(racer=name) for name, frame in zip(names, frames, strict=True)], ignore_index=True
    )
