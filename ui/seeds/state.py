"""What a session has set about its many seeds, and what it has asked for."""

import streamlit as st
from pydantic import ValidationError

from optim_core.complaints import complaints, shortened
from optim_core.sweep.chance import ManySeeds
from optim_core.sweep.seeds import SeedsResult
from ui import session
from ui.work import jobs
from ui.work.progress import again, watcher

PAGE = "seeds"
GO = "go"  # in a link: begin at once
USUAL: int = ManySeeds.model_fields["count"].default


def count() -> int:
    """How many seeds; read from the link when the session begins."""
    state = st.session_state
    if "seed_count" not in state:
        state.seed_count, state.seeds_note = USUAL, ""
        state.seeds_asked, state.seeds_shown = "", None
        number, _, go = session.own(PAGE).partition(";")
        if number and _checked(number) is None:
            state.seeds_note = f"{PAGE}: must be like 20 or 20;go, got {shortened(number)}"
        elif number:
            state.seed_count = int(number)
        if go == GO and (many := many_seeds()):
            state.seeds_asked = many.model_dump_json()
    return state.seed_count


def _checked(number: object) -> ManySeeds | None:
    try:
        return ManySeeds.model_validate({"experiment": session.experiment(), "count": number})
    except ValidationError as error:
        st.session_state.seeds_why = complaints(error)[0].why
        return None


def many_seeds() -> ManySeeds | None:
    """So many seeds of the session's experiment; None, and why in a note, if that does not go."""
    return _checked(count())


def change(number: int | None) -> bool:
    """Another number of seeds, or a note at the control saying why not."""
    state = st.session_state
    many = _checked(number)
    if many is None:
        state.notes = {"seeds.count": f"{state.seeds_why}. It stays at {count()}."}
        return False
    state.seed_count, state.notes, state.seeds_note = many.count, {}, ""
    return True


def begin(many: ManySeeds) -> None:
    """The user wants this race."""
    st.session_state.seeds_asked = many.model_dump_json()
    again(jobs.Job(job_id(many), lambda cancel: ()))


def asked(many: ManySeeds) -> bool:
    """Has the user, or the link, asked for it? What is cheap, or known already, needs no asking."""
    job = jobs.find(job_id(many))
    wanted = st.session_state.seeds_asked == many.model_dump_json()
    return many.cheap or wanted or bool(job and job.state == "finished")


def job_id(many: ManySeeds) -> str:
    return jobs.id_of(PAGE, many.model_dump_json())


def leave_other() -> None:
    """What was asked for before is not what the page is set to now."""
    if before := st.session_state.seeds_asked:
        jobs.leave(jobs.id_of(PAGE, before), watcher())
        st.session_state.seeds_asked = ""


def newest(job: jobs.Job | None) -> SeedsResult | None:
    """What is known of this race so far; before that, the last one that was finished."""
    state = st.session_state
    known = jobs.find(job.id) if job else None  # also one that is about to end, because it was cancelled
    if known and known.state == "finished":
        state.seeds_shown = known.id
    elif not (known and known.latest) and state.seeds_shown:
        known = jobs.find(state.seeds_shown)
    return known.latest.result if known and known.latest else None


def to_text(go: bool) -> str:
    """As a link has it: "20", or "20;go" for one that begins at once."""
    return f"{count()};{GO}" if go else str(count())
