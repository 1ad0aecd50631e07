"""The session: opened by a link, changed one value at a time, never to something impossible."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest

from optim_core.catalogue import PRESETS
from optim_core.experiment import Experiment, Racer
from optim_core.link import to_link
from ui import session
from ui.stage.scene import View


class State(dict[str, Any]):
    """Streamlit's session_state: a dictionary whose entries are attributes too."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__  # type: ignore[assignment]


class Query(dict[str, list[str]]):
    """Streamlit's query_params, as far as the session asks for it."""

    get_all = dict.__getitem__


class Sessions:
    """Opens one session after the other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def open(self, link: str = "") -> State:
        state, query = State(), Query(parse_qs(link, keep_blank_values=True))
        self.monkeypatch.setattr(session, "st", SimpleNamespace(session_state=state, query_params=query))
        session.experiment()
        return state


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> Sessions:
    return Sessions(monkeypatch)


def test_without_a_link_it_opens_the_first_preset(sessions: Sessions) -> None:
    state = sessions.open()
    assert state.experiment == Experiment.preset(session.FIRST)
    assert session.current_preset() == session.FIRST
    assert state.link_notes == []


@pytest.mark.parametrize("id", PRESETS)
@pytest.mark.parametrize("view", [View(), View("rows", "linear", "test", "loss")])
def test_its_link_opens_the_same_again(sessions: Sessions, id: str, view: View) -> None:
    state = sessions.open(to_link(Experiment.preset(id)))
    state.view = view
    again = sessions.open(session.link())
    assert again.experiment == Experiment.preset(id)
    assert again.view == view
    assert again.link_notes == []


@pytest.mark.parametrize("view", ["epochs", "epochs,log,train,", "log,epochs,train,gap", "a,b,c,d", ",,,"])
def test_an_unknown_view_is_named_and_replaced(sessions: Sessions, view: str) -> None:
    state = sessions.open(f"view={view}")
    assert state.view == View()
    assert "view" in state.link_notes[0]
    assert state.experiment == Experiment.preset(session.FIRST)


def test_a_link_of_another_version_says_so(sessions: Sessions) -> None:
    state = sessions.open(to_link(Experiment.preset("article")).replace("v=1", "v=9"))
    assert state.experiment == Experiment.preset("article")
    assert "9" in state.link_notes[0]


CHANGES: list[tuple[session.Path, Any]] = [
    (("epochs",), 7),
    (("threshold",), 0.5),
    (("problem", "rows"), 500),
    (("racers", 0, "hypers", "lr"), 0.25),
    (("racers", 1, "batch_size"), 8),
    (("racers", 4, "label"), "mine"),
    (("start",), (3.0, -4.0)),
    (("start", 0), 3.0),
    (("start", 1), -4.0),
]


@pytest.mark.parametrize(("path", "value"), CHANGES)
def test_a_change_changes_one_value(sessions: Sessions, path: session.Path, value: Any) -> None:
    state = sessions.open("start=1,2")
    before = state.experiment
    session.change(path, value, "control")
    assert session.note("control") is None
    found: Any = state.experiment.model_dump()
    expected: Any = before.model_dump(mode="json")
    place = expected
    for part in path[:-1]:
        found, place = found[part], place[part]
    place[path[-1]] = value
    assert found[path[-1]] == value
    assert state.experiment == Experiment.model_validate(expected)


IMPOSSIBLE: list[tuple[session.Path, Any, str, str]] = [
    (("epochs",), 0, "greater than or equal to 1", "20"),
    (("epochs",), None, "whole number", "20"),
    (("seed",), -1, "greater than or equal to 0", "42"),
    (("batch_size",), 8001, "8000 training rows", str(Experiment.preset("own_best").batch_size)),
    (("problem", "x"), "price", "another column", "carat"),
    (("problem", "rows"), 100, "training rows", "10000"),
    (("racers", 0, "hypers", "lr"), -1.0, "above 0", "0.52"),
    (("racers", 2, "hypers", "mu"), 1.0, "at least 0 and below 1", "0.9"),
    (("racers", 0, "batch_size"), 4, "all rows", "None"),
    (("start",), (float("nan"), 0.0), "finite", "None"),
]


@pytest.mark.parametrize(("path", "value", "allowed", "kept"), IMPOSSIBLE)
def test_an_impossible_change_leaves_a_note(
    sessions: Sessions, path: session.Path, value: Any, allowed: str, kept: str
) -> None:
    state = sessions.open()
    session.change(path, value, "control")
    assert state.experiment == Experiment.preset(session.FIRST)
    note = session.note("control")
    assert note is not None
    assert allowed in note
    assert note.endswith(f"It stays at {kept}.")
    assert session.note("another") is None
    session.change(("epochs",), 21, "another")
    assert session.note("control") is None


def test_racers_keep_the_names_of_their_widgets(sessions: Sessions) -> None:
    state = sessions.open()
    first = list(state.racer_ids)
    assert len(set(first)) == 5
    session.add_racer("lion", "add")
    assert state.racer_ids[:5] == first
    session.remove_racer(1, "remove")
    assert state.racer_ids[:4] == [first[0], *first[2:]]
    session.duplicate_racer(0, "duplicate")
    assert state.racer_ids[0] == first[0]
    assert state.racer_ids[2:5] == first[2:]
    assert len(set(state.racer_ids)) == len(state.racer_ids) == len(state.experiment.racers) == 6


def test_a_refused_set_of_racers_changes_no_names(sessions: Sessions) -> None:
    state = sessions.open("batch_size=1&epochs=200&racer=sgd")
    before = list(state.racer_ids)
    session.add_racer("adam", "add")
    session.duplicate_racer(0, "duplicate")
    session.remove_racer(0, "remove")
    assert state.racer_ids == before
    assert [racer.optimizer for racer in state.experiment.racers] == ["sgd"]
    assert session.note("remove") is not None


def test_another_rule_keeps_its_place_and_no_old_settings(sessions: Sessions) -> None:
    state = sessions.open()
    session.replace_rule(2, "adamw", "control")
    assert state.experiment.racers[2] == Racer(optimizer="adamw")
    assert state.experiment.racers[3] == Experiment.preset(session.FIRST).racers[3]


def test_showing_an_experiment_begins_a_new_race(sessions: Sessions) -> None:
    state = sessions.open()
    session.change(("epochs",), 0, "epochs")
    play, ids = state.play, list(state.racer_ids)
    session.show(Experiment.preset("article"))
    assert state.play != play
    assert state.notes == {}
    assert not set(state.racer_ids) & set(ids)
    session.change(("epochs",), 5, "epochs")
    assert session.current_preset() is None
