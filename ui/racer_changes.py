"""Changes of the session's racers, each with the names of their widgets."""

import streamlit as st

from optim_core.racer import Racer
from ui.session import check, experiment, new_id


def change_racers(racers: list[Racer], ids: list[int], control: str) -> bool:
    """Another set of racers, with the names of their widgets."""
    old = len(experiment().racers)
    fields = experiment().model_dump() | {"racers": [racer.model_dump() for racer in racers]}
    granted = check(fields, ("racers",), f"{old} racers", control)
    if granted:
        st.session_state.racer_ids = ids
    return granted


def add_racer(optimizer: str, control: str) -> bool:
    racers, ids = list(experiment().racers), st.session_state.racer_ids
    return change_racers([*racers, Racer(optimizer=optimizer)], [*ids, new_id()], control)


def insert_racer(i: int, racer: Racer, control: str) -> None:
    """Another racer at place i."""
    racers, ids = list(experiment().racers), st.session_state.racer_ids
    change_racers([*racers[:i], racer, *racers[i:]], [*ids[:i], new_id(), *ids[i:]], control)


def replace_rule(i: int, optimizer: str, control: str) -> bool:
    """Another optimizer for racer i, at its defaults."""
    racers = list(experiment().racers)
    racers[i] = Racer(optimizer=optimizer)
    return change_racers(racers, st.session_state.racer_ids, control)


def replace_schedule(i: int, schedule: str, control: str) -> bool:
    """Another schedule for racer i, at its defaults."""
    racers = list(experiment().racers)
    racers[i] = racers[i].model_copy(update={"schedule": schedule, "schedule_hypers": {}})
    return change_racers(racers, st.session_state.racer_ids, control)


def duplicate_racer(i: int, control: str) -> None:
    racers, ids = list(experiment().racers), list(st.session_state.racer_ids)
    change_racers(racers[: i + 1] + racers[i:], [*ids[: i + 1], new_id(), *ids[i + 1 :]], control)


def remove_racer(i: int, control: str) -> None:
    racers, ids = list(experiment().racers), list(st.session_state.racer_ids)
    del racers[i], ids[i]
    change_racers(racers, ids, control)
