"""Changes of the racers: their widgets keep their names."""

from optim_core.experiment import Experiment
from optim_core.racer import Racer
from tests.ui.sessions import Sessions
from ui import racer_changes, session


def test_racers_keep_the_names_of_their_widgets(sessions: Sessions) -> None:
    state = sessions.open()
    first = list(state.racer_ids)
    assert len(set(first)) == 5
    racer_changes.add_racer("lion", "add")
    assert state.racer_ids[:5] == first
    racer_changes.remove_racer(1, "remove")
    assert state.racer_ids[:4] == [first[0], *first[2:]]
    racer_changes.duplicate_racer(0, "duplicate")
    assert state.racer_ids[0] == first[0]
    assert state.racer_ids[2:5] == first[2:]
    assert len(set(state.racer_ids)) == len(state.racer_ids) == len(state.experiment.racers) == 6


def test_a_refused_set_of_racers_changes_no_names(sessions: Sessions) -> None:
    state = sessions.open("batch_size=1&epochs=200&racer=sgd")
    before = list(state.racer_ids)
    racer_changes.add_racer("adam", "add")
    racer_changes.duplicate_racer(0, "duplicate")
    racer_changes.remove_racer(0, "remove")
    assert state.racer_ids == before
    assert [racer.optimizer for racer in state.experiment.racers] == ["sgd"]
    assert session.note("remove") is not None


def test_another_rule_keeps_its_place_and_no_old_settings(sessions: Sessions) -> None:
    state = sessions.open()
    racer_changes.replace_rule(2, "adamw", "control")
    assert state.experiment.racers[2] == Racer(optimizer="adamw")
    assert state.experiment.racers[3] == Experiment.preset(session.FIRST).racers[3]
