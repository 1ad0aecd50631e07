"""What was asked and what came of it, as files."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from optim_core.own_data import published
from optim_core.sweep.chance import ManySeeds
from optim_core.sweep.fair import FairRace

if TYPE_CHECKING:
    import pandas as pd

Frame = Callable[[], "pd.DataFrame"]


def asked_json(label: str, asked: FairRace | ManySeeds, file: str, help: str) -> None:
    """What was asked; uploaded data are named, not given away."""
    told = asked.model_copy(update={"experiment": published(asked.experiment)})
    content = told.model_dump_json(indent=2)
    st.download_button(label, content, file, "application/json", on_click="ignore", key=file, help=help)


def csv_files(tables: Mapping[str, tuple[str, Frame]]) -> None:
    """By its label, each file's name and what makes the table in it."""
    for label, (file, frame) in tables.items():
        st.download_button(
            label,
            lambda frame=frame: frame().to_csv(index=False),
            file,
            "text/csv",
            on_click="ignore",
            key=file,
        )
