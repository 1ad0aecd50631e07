"""The Inside page without a browser: which racers and step it looks at, and what it says of their rules."""

import pytest
from streamlit.testing.v1 import AppTest

from optim_core.experiment import Experiment
from optim_core.link import to_link
from optim_core.racer import Racer
from tests.pages.driven import experiment, named, open_app, press
from ui.inside.at import At


def open_inside(link: str = "") -> AppTest:
    return open_app(link, "20_inside")


def at(app: AppTest) -> At:
    return app.session_state.at


def headings(app: AppTest) -> list[str]:
    return [each.value for each in app.main.subheader]


def test_it_opens_on_the_first_racer_alone() -> None:
    app = open_inside()
    assert named(app.selectbox, "Look inside").value == 0
    assert named(app.selectbox, "Compare with").value is None
    assert headings(app) == ["Gradient descent"]
    assert not app.warning


def test_the_link_names_racers_and_tick() -> None:
    app = open_inside("at=4,12,2")
    assert at(app) == At(4, 2)
    assert app.session_state.opened_at == 12
    assert named(app.selectbox, "Look inside").value == 4
    assert named(app.selectbox, "Compare with").value == 2
    assert headings(app) == ["Adam", "Momentum"]
    assert not app.warning


@pytest.mark.parametrize("text", ["x", "1,2,3,4", "-1,2", "1,1e9", "1;2", "99", "٣,1", "0,9999999999"])
def test_what_cannot_be_looked_at_is_said(text: str) -> None:
    app = open_inside(f"at={text}")
    assert at(app) == At()
    [warning] = app.warning
    assert "at: must be" in warning.value


def test_racers_that_are_not_there_are_not_looked_at() -> None:
    app = open_inside(f"{to_link(Experiment(racers=(Racer(optimizer='adam'),)))}&at=7,3,5")
    assert named(app.selectbox, "Look inside").value == 0
    assert named(app.selectbox, "Compare with").options == []
    assert headings(app) == ["Adam"]
    [warning] = app.warning
    assert "at: there is no racer 7, only 0" in warning.value
    assert "at: there is no racer 5, only 0" in warning.value


def test_choosing_racers() -> None:
    app = open_inside("at=0,5")
    named(app.selectbox, "Look inside").select(4).run()
    named(app.selectbox, "Compare with").select(3).run()
    assert not app.exception
    assert at(app) == At(4, 3)
    named(app.selectbox, "Look inside").select(3).run()
    assert not app.exception
    assert named(app.selectbox, "Compare with").value is None, "nobody is compared with himself"
    assert headings(app) == ["RMSProp"]


def test_another_convention_joins_the_race_at_its_equivalent_settings() -> None:
    app = open_inside("at=2,5")
    mine = experiment(app).racers[2]
    press(app, "Compare with it")
    racers = experiment(app).racers
    assert [racer.optimizer for racer in racers][2:4] == ["momentum", "momentum_ema"]
    assert racers[3].hypers["lr"] == pytest.approx(mine.hypers["lr"] / (1 - mine.hypers["mu"]))
    assert at(app) == At(2, 3)
    press(app, "Compare with it")
    assert experiment(app).racers == racers, "it is there already"


def test_another_convention_keeps_the_schedule_and_the_batch_size() -> None:
    mine = Racer(optimizer="momentum", schedule="cosine", schedule_hypers={"low": 0.1}, batch_size=64)
    app = open_inside(to_link(Experiment(epochs=2, racers=(mine,))))
    press(app, "Compare with it")
    _, other = experiment(app).racers
    assert (other.schedule, other.schedule_hypers, other.batch_size) == ("cosine", {"low": 0.1}, 64)


def test_the_equivalent_learning_rate_is_said() -> None:
    link = to_link(Experiment(racers=(Racer(optimizer="momentum", hypers={"lr": 0.02, "mu": 0.5}),)))
    app = open_inside(link)
    assert any("Learning rate 0.04 there is what 0.02 is here" in each.value for each in app.markdown)
