"""The session's tray: up to 20 results with names, of which one may lie over the race."""

import streamlit as st

from optim_core.experiment import Experiment
from optim_core.run import Result
from ui import session
from ui.cached import cached_run
from ui.sweep.plan import Plan
from ui.tray.kept import LONGEST_NAME, MOST, Kept, from_file
from ui.tray.thumbnail import of_race

MOST_STEPS = 300_000  # of a race that is computed for its picture alone


def tray() -> tuple[Kept, ...]:
    """What is kept, the oldest first."""
    return st.session_state.setdefault("tray", ())


def keep(name: str, sweep: str = "", picture: str = "") -> None:
    """Keep what the session looks at."""
    experiment = session.experiment()
    _add(name, experiment, sweep, picture or of_race(cached_run(experiment)))


def _add(name: str, experiment: Experiment, sweep: str, picture: str) -> None:
    state = st.session_state
    state.tray_count = state.get("tray_count", 0) + 1
    name = name.strip()[:LONGEST_NAME] or f"Result {state.tray_count}"
    state.tray = (*tray(), Kept(state.tray_count, name, experiment, sweep, picture))


def load(content: bytes) -> int:
    """Add the results of a file; how many found no room. Raises ValueError."""
    found = from_file(content)
    room = MOST - len(tray())
    for name, experiment, sweep in found[:room]:
        steps = sum(experiment.epochs * experiment.steps_per_epoch(racer) for racer in experiment.racers)
        own, _ = session.own_data.supplied(experiment, session.preset(session.FIRST))
        drawable = own is not None and not sweep and steps <= MOST_STEPS
        _add(name, own or experiment, sweep, of_race(cached_run(own)) if own and drawable else "")
    return max(0, len(found) - room)


def drop(id: int) -> None:
    st.session_state.tray = tuple(kept for kept in tray() if kept.id != id)


def open_again(kept: Kept) -> None:
    """Look at it: the race, or the sweep as it was asked."""
    session.show(kept.experiment)
    if kept.sweep:
        st.session_state.sweep_plan = Plan.from_text(kept.sweep, kept.experiment)
        st.session_state.sweep_note = None
    session.go("sweep" if kept.sweep else "race")


def lay_over(id: int | None) -> None:
    """Draw the loss curves of this race over those of the session's."""
    st.session_state.laid_over = id


def over() -> Kept | None:
    """What lies over the race: only a race on the same surface can be compared."""
    id = st.session_state.get("laid_over")
    kept = next((each for each in tray() if each.id == id), None)
    return kept if kept and comparable(kept) else None


def comparable(kept: Kept) -> bool:
    return not kept.sweep and kept.experiment.problem == session.experiment().problem


def over_result() -> tuple[str, Result] | None:
    """Its name and its result."""
    kept = over()
    return (kept.name, cached_run(kept.experiment)) if kept else None
