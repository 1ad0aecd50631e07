"""The files that this session has uploaded itself. Nobody else's are ever found here (docs/adr/0011)."""

import streamlit as st

from optim_core import uploads
from optim_core.complaints import Complaint
from optim_core.experiment import Experiment
from optim_core.link import mended, to_link
from optim_core.own_data import on, uploaded
from optim_core.read_csv import read_csv


def take(content: bytes, file: str) -> str:
    """Remember an uploaded file; the name of its data. Raises TableError."""
    data = uploads.keep(read_csv(content, file))
    _mine()[data] = file
    return data


def files() -> dict[str, str]:
    """The files that are still here, by the name of their data."""
    return {data: file for data, file in _mine().items() if uploads.find(data) is not None}


def supplied(experiment: Experiment, fallback: Experiment) -> tuple[Experiment | None, list[Complaint]]:
    """The experiment with its data, or None if it runs on a file that this session does not have.

    What a link asked of a file that had not come yet is checked now: impossible values are mended.
    """
    asked = uploaded(experiment)
    if asked is None or asked in files():
        return experiment, []
    mine = next((data for data in files() if uploads.short(data) == uploads.short(asked)), None)
    return (None, []) if mine is None else mended(to_link(on(experiment, mine)), fallback)


def _mine() -> dict[str, str]:
    return st.session_state.setdefault("files", {})
