"""The session's plan of a sweep: read from the link, fitted to the Experiment, changed value by value."""

from dataclasses import replace
from typing import Any

import streamlit as st
from pydantic import ValidationError

from optim_core.complaints import complaints
from optim_core.shortened import shortened
from ui import session
from ui.sweep.plan import Plan, axis_of, favourite, fitted, measures, planned

PAGE = "sweep"


def plan() -> Plan:
    """What this session asks; it always fits the Experiment, unless that is too large for any sweep."""
    state, experiment = st.session_state, session.experiment()
    if (text := session.own(PAGE)) is not None:
        state.sweep_plan = planned(experiment, favourite(experiment))
        state.sweep_note = None
        if text:
            try:
                state.sweep_plan = Plan.from_text(text, experiment)
            except ValueError as error:
                state.link_notes.append(f"{PAGE}: {error}, got {shortened(text)}")
    fit = fitted(state.sweep_plan, experiment)
    if fit != state.sweep_plan:
        state.sweep_plan, state.sweep_note = fit, None
    return fit


def ask(control: str, **changes: Any) -> bool:
    """Change the plan, or leave a note at the control saying why not."""
    old = plan()
    return _granted(control, lambda: replace(old, **changes))


def ask_axis(place: str, field: str, value: Any) -> bool:
    """Change one field of the axis "x" or "y"; another name comes with that setting's own range."""
    old, experiment = plan(), session.experiment()
    racer = experiment.racers[old.racer]
    axis = getattr(old, place)

    def changed() -> Plan:
        if field == "name":
            fresh = None if value is None else axis_of(experiment, racer, value)
            other = "y" if place == "x" else "x"
            taken = getattr(old, other)
            swapped = {other: axis} if fresh and taken and taken.name == value else {}
            return replace(old, **{place: taken if swapped else fresh, **swapped})
        return replace(old, **{place: axis.model_validate({**axis.model_dump(), field: value})})

    return _granted(f"{place}.{field}", changed)


def ask_racer(i: int) -> bool:
    """Another racer, at what there is to ask about it first."""
    old, experiment = plan(), session.experiment()
    if i not in range(len(experiment.racers)):  # a name that the browser still shows, of before a change
        return False
    fresh = planned(experiment, i)
    kept = {"seeds": old.seeds, "tolerance": old.tolerance, "measure": old.measure, "kind": old.kind}
    return _granted("racer", lambda: replace(fresh, **kept))


def ask_kind(kind: str) -> bool:
    """A map or a sample; a measure that the other cannot have becomes the first."""
    old = plan()
    possible = measures(session.experiment(), kind)
    measure = old.measure if old.measure in possible else possible[0]
    return _granted("kind", lambda: replace(old, kind=kind, measure=measure))


def _granted(control: str, change: Any) -> bool:
    state = st.session_state
    try:
        new = change()
        new.asked(session.experiment())
    except ValidationError as error:
        complaint = complaints(error)[0]
        field = control.rpartition(".")[2]
        state.sweep_note = (control, f"{complaint.beside(field)}. It stays as it was.")
        return False
    state.sweep_plan, state.sweep_note = new, None
    return True


def note(control: str) -> str | None:
    """What was wrong with the last value given to this control."""
    found = st.session_state.sweep_note
    return found[1] if found and found[0] == control else None
