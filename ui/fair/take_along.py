"""The fair race as files."""

import pandas as pd
import streamlit as st

from optim_core.own_data import published
from optim_core.sweep.fair import FairRace
from optim_core.sweep.tune import FairResult


def downloads(race: FairRace, result: FairResult | None) -> None:
    """What was asked as JSON; what came out as CSV, once it is there."""
    told = race.model_copy(update={"experiment": published(race.experiment)})
    st.download_button(
        "The fair race (JSON)",
        told.model_dump_json(indent=2),
        "fair-race.json",
        "application/json",
        on_click="ignore",
        key="fair-json",
        help="FairRace.model_validate_json reads it, run_fair_race in optim_core.sweep.tune runs it.",
    )
    if result is None:
        st.caption("The numbers can be downloaded once everyone is tuned.")
        return
    _csv("Both races, a row a racer and seed (CSV)", lambda: races(result), "fair-races.csv")
    _csv("Every setting that was tried (CSV)", lambda: tries(result), "fair-tries.csv")


def _csv(label: str, frame, file: str) -> None:
    st.download_button(
        label, lambda: frame().to_csv(index=False), file, "text/csv", on_click="ignore", key=file
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
