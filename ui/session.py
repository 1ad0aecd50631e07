"""The session's Experiment: opened from a link or a preset, then changed one value at a time.

It is the one truth of the page. Widgets show it and ask for changes; a change that is refused
leaves it as it was and leaves a note at the control. What changes it says whether it was granted.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache
from typing import Any

import streamlit as st
from pydantic import ValidationError

from optim_core.catalogue import PRESETS
from optim_core.complaints import complaints
from optim_core.experiment import Experiment
from optim_core.link import VERSION, mended, to_link
from optim_core.own_data import published
from optim_core.shortened import shortened
from ui import own_data
from ui.from_link import at_of, view_of, worded
from ui.inside.at import At
from ui.navigation import pages

FIRST = "own_best"
DATA = "Data"  # the section of the sidebar that takes files
Path = tuple[str | int, ...]


@cache
def preset(id: str) -> Experiment:
    return Experiment.preset(id)


def experiment() -> Experiment:
    """What this session looks at; read from the link when the session begins."""
    now: Experiment | None = st.session_state.get("experiment")
    if now is None:
        _open_link({name: st.query_params.get_all(name) for name in st.query_params})
    elif own_data.supplied(now, preset(FIRST))[0] is None:
        show(now)  # its file had to make room for others
    else:
        return now
    return st.session_state.experiment


def _open_link(query: dict[str, list[str]]) -> None:
    state = st.session_state
    version = query.get("v", [VERSION])[-1]
    view, view_notes = view_of(query.pop("view", [""])[-1])
    (at, tick), at_notes = at_of(query.pop("at", [""])[-1])
    state.own = {page.url: query.pop(page.url, [""])[-1] for page in pages()}
    found, wrong = mended(query, preset(FIRST)) if query else (preset(FIRST), [])
    show(found)
    state.view = view
    state.at = at
    state.opened_at = tick
    state.link_notes += [*map(worded, wrong), *view_notes, *at_notes, *_missing(at)]
    if version != VERSION:
        state.link_notes.append(f"v: this link is of version {shortened(version)}, read here as {VERSION}")


def _missing(wanted: At) -> list[str]:
    """What has to be said of racers that a link wants to look at."""
    n = len(experiment().racers)
    missing = [i for i in (wanted.racer, wanted.versus) if i is not None and i >= n]
    return [f"at: there is no racer {i}, only {'0' if n == 1 else f'0 to {n - 1}'}" for i in missing]


def own(page: str) -> str | None:
    """What the link says to that page alone, as the parameter with the page's name; once read, nothing."""
    experiment()
    return st.session_state.own.pop(page, None)


def ask_page(page: str, text: str) -> None:
    """To that page, which is to read this as if it stood in a link."""
    st.session_state.own[page] = text
    go(page)


def at() -> At:
    """Which racers are looked at; racers that are no longer there are not."""
    n = len(experiment().racers)
    now: At = st.session_state.at
    racer = min(now.racer, n - 1)
    return replace(now, racer=racer, versus=now.versus if now.versus in {*range(n)} - {racer} else None)


def look_at(**changes: int | None) -> None:
    """Look at another racer, or beside another racer."""
    st.session_state.at = replace(at(), **changes)


def show(new: Experiment) -> None:
    """Look at this Experiment from now on; if its file has to be uploaded first, once that has come."""
    state = st.session_state
    found, wrong = own_data.supplied(new, preset(FIRST))
    state.wanted = new if found is None else None
    state.experiment = preset(FIRST) if found is None else found
    state.link_notes = list(map(worded, wrong))
    if state.wanted:
        state[f"section-{DATA}"] = True
    state.racer_ids = [new_id() for _ in state.experiment.racers]
    state.notes = {}
    state.play = state.get("play", 0) + 1


def new_id() -> int:
    """A name for a racer's widgets that survives the removal of its neighbours."""
    st.session_state.last_id = st.session_state.get("last_id", 0) + 1
    return st.session_state.last_id


def link() -> str:
    """The query of a link that opens this page as it is, or as it will be once its file has come."""
    shown = st.session_state.wanted or experiment()
    return f"{to_link(published(shown))}&view={','.join(asdict(st.session_state.view).values())}"


def go(page: str) -> None:
    """To the page of that address, once this callback is over."""
    st.session_state.go = page


def note(control: str) -> str | None:
    """What was wrong with the last value given to this control."""
    return st.session_state.notes.get(control)


def change(path: Path, value: Any, control: str) -> bool:
    """Put a value at a path of the Experiment, or leave a note at the control saying why not."""
    fields = experiment().model_dump(mode="json")  # lists, which can be changed
    place: Any = fields
    for part in path[:-1]:
        place = place[part]
    old, place[path[-1]] = place[path[-1]], value
    return check(fields, path, old, control)


def check(fields: Mapping[str, Any], path: Path, old: Any, control: str) -> bool:
    """Look at the Experiment of these fields, or leave a note at the control saying why not."""
    state = st.session_state
    try:
        state.experiment = Experiment.model_validate(fields)
        state.notes = {}
        state.link_notes = []
        state.wanted = None
    except ValidationError as error:
        complaint = complaints(error)[0]
        state.notes = {control: f"{complaint.beside(path[-1])}. It stays at {_written(old)}."}
        return False
    return True


def _written(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def current_preset() -> str | None:
    """The preset that the session looks at, unchanged; None when something was changed."""
    now = experiment()
    return next((id for id in PRESETS if preset(id) == now), None)
