"""The tray on the pages: keep, lay over, open again, load."""

from streamlit.testing.v1 import AppTest

from optim_core.experiment import Experiment
from tests.pages.driven import experiment, named, open_app, press, said
from tests.pages.test_sweep import SMALL, open_sweep, plan
from ui.tray.kept import Kept, to_file

LINK = "epochs=2&batch_size=200&racer=sgd;lr=0.1"


def with_tray(app: AppTest) -> AppTest:
    app.session_state["tray-open"] = True
    app.run()
    assert not app.exception
    return app


def names(app: AppTest) -> list[str]:
    return [kept.name for kept in app.session_state.tray]


def test_a_race_is_kept_laid_over_another_and_opened_again() -> None:
    app = with_tray(open_app(LINK))
    named(app.text_input, "Name").set_value("slow *start*").run()
    press(app, "Keep this result")
    assert names(app) == ["slow *start*"]
    assert "slow *start*" in said(app)
    kept = experiment(app)
    app.session_state.experiment = Experiment(**kept.model_dump() | {"epochs": 3})
    app.run()
    press(app, "Lay over")
    assert app.session_state.laid_over == {"race": app.session_state.tray[0].id}
    assert "Dotted: slow *start* (SGD, lr 0.1)." in said(app)
    press(app, "Lift off")
    assert app.session_state.laid_over == {"race": None}
    assert "Dotted" not in said(app)
    press(app, "Open")
    assert experiment(app) == kept
    press(app, "Remove")
    assert names(app) == []


def test_a_race_on_another_surface_cannot_be_laid_over() -> None:
    app = with_tray(open_app(LINK))
    press(app, "Keep this result")
    press(app, "Lay over")
    app.session_state.experiment = Experiment(
        problem={"kind": "surface", "function": "beale"}, racers=[{"optimizer": "gd"}]
    )
    app.run()
    assert not app.exception
    assert "Result 1 does not lie over this: It ran on rows of data" in said(app)
    press(app, "Lift off")
    [button] = [each for each in app.button if each.label == "Lay over"]
    assert button.disabled
    assert names(app) == ["Result 1"]


def test_a_sweep_is_kept_and_opened_as_it_was_asked() -> None:
    app = with_tray(open_sweep(SMALL))
    asked = plan(app)
    press(app, "Keep this result")
    named(app.selectbox, "Racer").select(0).run()
    assert plan(app) != asked
    press(app, "Open")
    assert plan(app) == asked


def test_twenty_are_kept_and_no_more() -> None:
    app = with_tray(open_app(LINK))
    now = experiment(app)
    app.session_state.tray = tuple(Kept(i, f"number {i}", now) for i in range(20))
    app.run()
    [button] = [each for each in app.button if each.label == "Keep this result"]
    assert button.disabled


def test_a_file_is_loaded_and_a_wrong_one_is_refused_in_words() -> None:
    app = with_tray(open_app(LINK))
    saved = to_file([Kept(1, "mine", experiment(app))]).encode()
    named(app.file_uploader, "Load a tray").set_value(("tray.json", saved, "application/json")).run()
    assert not app.exception
    assert names(app) == ["mine"]
    named(app.file_uploader, "Load a tray").set_value(("no.json", b"{}", "application/json")).run()
    assert names(app) == ["mine"]
    assert "no.json: is no tray of this lab" in app.error[0].value
