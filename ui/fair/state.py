"""What a session has set about its fair race, and what it has asked for."""

from typing import Any

import streamlit as st
from pydantic import ValidationError

from optim_core.complaints import complaints, shortened
from optim_core.sweep.fair import FairRace, Tuning
from optim_core.sweep.tune import FairResult, Tuned
from ui import session
from ui.plain import quoted
from ui.work import jobs
from ui.work.progress import again, watcher

PAGE = "fair"
GO = "go"  # in a link: begin at once


def tuning() -> Tuning:
    """The settings; read from the link when the session begins."""
    state = st.session_state
    if "tuning" not in state:
        state.fair_note, state.fair_asked, state.fair_shown = "", "", None
        text = session.own(PAGE)
        try:
            state.tuning, go = from_text(text)
        except ValidationError as error:
            state.tuning, go = Tuning(), False
            state.fair_note = f"{PAGE}: {complaints(error)[0]}"
        except ValueError as error:
            state.tuning, go = Tuning(), False
            state.fair_note = f"{PAGE}: {error}, got {shortened(text)}"
        if go and (race := fair_race()):
            state.fair_asked = race.model_dump_json()
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
        about = "" if name in complaint.path else f"{complaint.path[-1]} " if complaint.path else ""
        state.notes = {control: f"{about}{complaint.why}. It stays at {_written(getattr(old, name))}."}
        return False
    state.tuning = Tuning.model_validate(fields)
    state.notes = {}
    state.fair_note = ""
    return True


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def begin(race: FairRace) -> None:
    """The user wants this race."""
    st.session_state.fair_asked = race.model_dump_json()
    again(jobs.Job(job_id(race), lambda cancel: ()))


def asked(race: FairRace) -> bool:
    """Has the user, or the link, asked for this race? One that is known already needs no asking."""
    job = jobs.find(job_id(race))
    return st.session_state.fair_asked == race.model_dump_json() or bool(job and job.state == "finished")


def job_id(race: FairRace) -> str:
    return jobs.id_of(PAGE, race.model_dump_json())


def leave_other() -> None:
    """What was asked for before is not what the page is set to now."""
    if before := st.session_state.fair_asked:
        jobs.leave(jobs.id_of(PAGE, before), watcher())
        st.session_state.fair_asked = ""


def tuned_so_far(job: jobs.Job) -> tuple[Tuned, ...]:
    """The racers that are done; also of a job that is about to end, because it was cancelled."""
    known = jobs.find(job.id)
    return known.latest.tuned if known and known.latest else ()


def last_result(job: jobs.Job | None) -> FairResult | None:
    """Of this job, or, until that is there, of the last one that was finished."""
    state = st.session_state
    if job and job.state == "finished":
        state.fair_shown = job.id
    shown = jobs.find(state.fair_shown) if state.fair_shown else None
    return shown.latest.result if shown and shown.latest else None


def to_text(tuning: Tuning, go: bool) -> str:
    """As a link has it.

    >>> to_text(Tuning(rates={"adam": (1, 1000)}), go=True)
    'budget=64;method=sobol;tuning_seeds=3;race_seeds=10;measure=gap;tolerance=0.01;shared_lr=0.01;adam=1:1000;go'
    """
    plain = {name: value for name, value in dict(tuning).items() if name != "rates" and value != ()}
    parts = [f"{name}={_written(value)}" for name, value in plain.items()]
    parts += [f"{optimizer}={low:g}:{high:g}" for optimizer, (low, high) in tuning.rates.items()]
    return ";".join([*parts, GO] if go else parts)


def from_text(text: str) -> tuple[Tuning, bool]:
    """Such a text read back; what it leaves out is as declared. Raises ValueError.

    >>> from_text("budget=16;adam=1:1000;go")[0].rates
    {'adam': (1.0, 1000.0)}
    """
    parts = [part for part in text.split(";") if part]
    fields: dict[str, Any] = {}
    rates: dict[str, Any] = {}
    for part in parts:
        name, equals, value = part.partition("=")
        if not equals and part != GO:
            raise ValueError("must look like budget=64;measure=gap;adam=0.001:1000;go")
        if name in Tuning.model_fields:
            fields[name] = value.split(",") if name == "hypers" else value
        elif equals:
            rates[name] = value.split(":")
    return Tuning.model_validate({**fields, "rates": rates}), GO in parts


def notes() -> None:
    """What does not fit together, or could not be read in the link."""
    if why := st.session_state.fair_note:
        st.warning(quoted(why))
        st.session_state.fair_note = ""
