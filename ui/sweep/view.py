"""The picture of a sweep on a page: it fetches its numbers itself, and says which setting to open."""

from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from optim_core.experiment import MOST_RACERS
from ui import addresses, session
from ui.stage.bundle import SWEEP, loader, stylesheet
from ui.stage.message import pack
from ui.sweep.cells import question
from ui.sweep.opening import opened, said
from ui.sweep.plan import Asked
from ui.work import jobs
from ui.work.progress import watcher

_mount = component("sweep", js=loader(), css=stylesheet(SWEEP), html="", isolate_styles=False)


def view(asked: Asked, job: jobs.Job, over: dict[str, Any] | None) -> None:
    """The map, curve or sample that this job computes; over: another one, as `laid` tells it."""
    urls = {
        "stage": addresses.sweep(),
        "plotly": addresses.PLOTLY,
        "history": None,
        "cells": f"{addresses.WORK}/{job.id}/view?watcher={watcher()}",
    }
    full = len(session.experiment().racers) == MOST_RACERS
    call = {"urls": urls, "key": job.id, "full": full, "said": said(), "over": over, **question(asked)}
    _mount(
        data=pack(call),
        key="sweep",
        on_open_change=lambda: opened(asked, st.session_state.sweep.open),
        height="content",
    )
