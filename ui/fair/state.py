"""What a session has set about its fair race."""

from typing import Any

import streamlit as st
from pydantic import ValidationError

from optim_core.complaints import complaints
from optim_core.shortened import shortened
from optim_core.sweep.fair import FairRace, Tuning
from optim_core.sweep.tune import Tuned
from ui import session
from ui.fair.text import from_text, written
from ui.plain import quoted
from ui.work import asked, jobs

PAGE = "fair"


def tuning() -> Tuning:
    """The settings; read from the link when the session begins."""
    state = st.session_state
    if (text := session.own(PAGE)) is not None:
        state.fair_note = ""
        try:
            state.tuning, go = from_text(text)
        except ValidationError as error:
            state.tuning, go = Tuning(), False
            state.fair_note = f"{PAGE}: {complaints(error)[0]}"
        except ValueError as error:
            state.tuning, go = Tuning(), False
            state.fair_note = f"{PAGE}: {error}, got {shortened(text)}"
        if go and (race := fair_race()):
            asked.begin(PAGE, race.model_dump_json())
    return state.tuning


def fair_race() -> FairRace | None:
    """The settings with the session's experiment; None, and why in a note, if they do not fit together."""
    try:
        return FairRace.model_validate({**dict(tuning()), "experiment": session.experiment()})
    except ValidationError as error:
        complaint = complaints(error)[0]
        st.session_state.fair_note = str(complaint)
        return None


def change(name: str, value: Any, control: str) -> bool:
    """Set one thing, or leave a note at the control saying why not."""
    state = st.session_state
    old = tuning()
    fields = {**dict(old), name: value}
    try:
        Tuning.model_validate(fields)
        FairRace.model_validate({**fields, "experiment": session.experiment()})
    except ValidationError as error:
        complaint = complaints(error)[0]
        state.notes = {control: f"{complaint.beside(name)}. It stays at {written(getattr(old, name))}."}
        return False
    state.tuning = Tuning.model_validate(fields)
    state.notes = {}
    state.fair_note = ""
    return True


def tuned_so_far(job: jobs.Job) -> tuple[Tuned, ...]:
    """The racers that are done; also of a job that is about to end, because it was cancelled."""
    known = jobs.find(job.id)
    return known.latest.tuned if known and known.latest else ()


def notes() -> None:
    """What does not fit together, or could not be read in the link."""
    if why := st.session_state.fair_note:
        st.warning(quoted(why))
        st.session_state.fair_note = ""
