"""What a session has set about its many seeds."""

import streamlit as st
from pydantic import ValidationError

from optim_core.complaints import complaints
from optim_core.shortened import shortened
from optim_core.sweep.chance import ManySeeds
from ui import session
from ui.seeds.text import from_text
from ui.work import asked

PAGE = "seeds"
USUAL: int = ManySeeds.model_fields["count"].default


def count() -> int:
    """How many seeds; read from the link when the session begins."""
    state = st.session_state
    if (text := session.own(PAGE)) is not None:
        state.seed_count, state.seeds_note = USUAL, ""
        number, go = from_text(text)
        if number and _checked(number) is None:
            state.seeds_note = f"{PAGE}: must be like 20 or 20;go, got {shortened(number)}"
        elif number:
            state.seed_count = int(number)
        if go and (many := many_seeds()):
            asked.begin(PAGE, many.model_dump_json())
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
