"""The session's tray: up to 20 results with names, of which one may lie over each page."""

from dataclasses import replace

import streamlit as st

from optim_core.experiment import Experiment
from optim_core.sweep import Sweep
from optim_core.sweep.sampling import Sampling
from ui import session
from ui.cached import cached_run
from ui.sweep.plan import grid
from ui.tray.kept import LONGEST_NAME, MOST, Kept, from_file
from ui.tray.thumbnail import Thumbnail, of_race, of_unknown

MOST_STEPS = 300_000  # of a race that is computed for its picture alone


def tray() -> tuple[Kept, ...]:
    """What is kept, the oldest first."""
    return st.session_state.setdefault("tray", ())


def keep(name: str, page: str, asked: str, picture: Thumbnail | None) -> None:
    """Keep what the session looks at on that page, which was set to this."""
    _add(Kept(0, name, session.experiment(), page, asked, picture))


def _add(kept: Kept) -> None:
    state = st.session_state
    state.tray_count = state.get("tray_count", 0) + 1
    name = kept.name.strip()[:LONGEST_NAME] or f"Result {state.tray_count}"
    state.tray = (*tray(), replace(kept, id=state.tray_count, name=name))


def load(content: bytes) -> int:
    """Add the results of a file; how many found no room. Raises ValueError."""
    found = from_file(content)
    room = MOST - len(tray())
    for kept in found[:room]:
        own = supplied(kept.experiment)
        kept = replace(kept, experiment=own or kept.experiment)
        _add(replace(kept, picture=kept.picture or _drawn(kept, computable=own is not None)))
    return max(0, len(found) - room)


def _drawn(kept: Kept, computable: bool) -> Thumbnail | None:
    """What can be drawn of a result that came without a picture: a short race, or how large a sweep was."""
    asked = kept.question
    if isinstance(asked, Sweep | Sampling):
        return of_unknown(*grid(asked))
    if isinstance(asked, Experiment) and computable:
        steps = sum(asked.epochs * asked.steps_per_epoch(racer) for racer in asked.racers)
        return of_race(cached_run(asked)) if steps <= MOST_STEPS else None
    return None


def supplied(experiment: Experiment) -> Experiment | None:
    """With its data; None if it runs on a file that this session does not have."""
    return session.own_data.supplied(experiment, session.preset(session.FIRST))[0]


def drop(id: int) -> None:
    st.session_state.tray = tuple(kept for kept in tray() if kept.id != id)


def open_again(kept: Kept) -> None:
    """Look at it on its page, as that was set."""
    session.show(kept.experiment)
    if kept.asked:
        session.ask_page(kept.page, kept.asked)
    else:
        session.go(kept.page)


def lay_over(page: str, id: int | None) -> None:
    """Draw this result over that page's own from now on; None: nothing."""
    st.session_state.laid_over = {**st.session_state.get("laid_over", {}), page: id}


def laid_over(page: str) -> Kept | None:
    """What the user has laid over that page."""
    id = st.session_state.get("laid_over", {}).get(page)
    return next((kept for kept in tray() if kept.id == id), None)
