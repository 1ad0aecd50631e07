"""A setting of a sweep goes to the race: instead of the racer that was swept, or as one more."""

from typing import Any

import streamlit as st

from optim_core.racer import Racer
from optim_core.sweep.axes import BATCH_SIZE
from ui import racer_changes, session
from ui.sweep import state
from ui.sweep.names import settings
from ui.sweep.plan import Asked, grid
from ui.sweep.words import settings_at


def racer_at(asked: Asked, place: int) -> Racer:
    """The racer with the settings at a place."""
    values = settings_at(asked, place)
    fields = asked.subject.model_dump()
    if BATCH_SIZE in values:
        fields[BATCH_SIZE] = int(values.pop(BATCH_SIZE))
    return Racer.model_validate({**fields, "hypers": fields["hypers"] | values})


def opened(asked: Asked, wanted: Any) -> None:
    """What the browser asked for: {"place": 12, "add": false}."""
    rows, columns = grid(asked)
    if not isinstance(wanted, dict) or wanted.get("place") not in range(rows * columns):
        return
    place = int(wanted["place"])
    racer = racer_at(asked, place)
    racers, ids = list(session.experiment().racers), list(st.session_state.racer_ids)
    name = f"{racer.rule.name}, {settings(racer, settings_at(asked, place))}"
    if wanted.get("add"):
        i = state.plan().racer + 1
        racer_changes.insert_racer(i, racer, "racers")
        if len(session.experiment().racers) > len(racers):
            st.session_state.sweep_said = f"Racer {i + 1} of the race is now {name}."
        return
    i = state.plan().racer
    racers[i] = racer.model_copy(update={"label": racers[i].label})
    if racer_changes.change_racers(racers, ids, "racers"):
        session.go("race")


def said() -> str:
    """What became of the setting that was last added; only once."""
    return session.note("racers") or st.session_state.pop("sweep_said", "")
