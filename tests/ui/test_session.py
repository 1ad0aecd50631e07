"""The session: opened by a link, changed one value at a time, never to something impossible."""

from typing import Any

import pytest

from optim_core.catalogue import PRESETS
from optim_core.experiment import Experiment
from optim_core.link import to_link
from tests.ui.sessions import Sessions
from ui import session
from ui.stage.scene import View


def test_without_a_link_it_opens_the_first_preset(sessions: Sessions) -> None:
    state = sessions.open()
    assert state.experiment == Experiment.preset(session.FIRST)
    assert session.current_preset() == session.FIRST
    assert state.link_notes == []


@pytest.mark.parametrize("id", PRESETS)
@pytest.mark.parametrize("view", [View(), View("rows", "linear", "test", "loss", "relief", "curvature")])
def test_its_link_opens_the_same_again(sessions: Sessions, id: str, view: View) -> None:
    state = sessions.open(to_link(Experiment.preset(id)))
    state.view = view
    again = sessions.open(session.link())
    assert again.experiment == Experiment.preset(id)
    assert again.view == view
    assert again.link_notes == []


@pytest.mark.parametrize(
    "view",
    [
        "epochs",
        "epochs,log,train,",
        "log,epochs,train,gap",
        "epochs,log,train,gap,3-D,plain",
        "a,b,c,d",
        ",,,",
    ],
)
def test_an_unknown_view_is_named_and_replaced(sessions: Sessions, view: str) -> None:
    state = sessions.open(f"view={view}")
    assert state.view == View()
    assert "view" in state.link_notes[0]
    assert state.experiment == Experiment.preset(session.FIRST)


def test_a_link_of_before_the_landscape_had_views_still_opens(sessions: Sessions) -> None:
    state = sessions.open(f"{to_link(Experiment.preset('article'))}&view=rows,linear,test,loss")
    assert state.view == View("rows", "linear", "test", "loss")
    assert state.link_notes == []


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
    (("epochs",), 0, "at least 1", "20"),
    (("epochs",), None, "whole number", "20"),
    (("seed",), -1, "at least 0", "42"),
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
