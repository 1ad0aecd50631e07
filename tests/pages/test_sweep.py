"""The Sweep page without a browser: what it asks, what it refuses in words, and what it keeps."""

import pytest
from streamlit.testing.v1 import AppTest

from optim_core.experiment import Experiment
from optim_core.link import to_link
from optim_core.racer import Racer
from tests.pages.driven import MARK, entries, experiment, named, open_app, read
from ui.sweep import where
from ui.sweep.plan import Plan

RACERS = "epochs=2&batch_size=200&racer=sgd;lr=0.1&racer=adam;lr=300"
SMALL = f"{RACERS}&sweep=racer=1;x=lr=1:1000:log:4;y=beta1=0:0.9:linear:3"


def open_sweep(link: str = SMALL) -> AppTest:
    return open_app(link, "30_sweep")


def plan(app: AppTest) -> Plan:
    return app.session_state.sweep_plan


def name_up(app: AppTest) -> str | None:
    axis = plan(app).y
    return axis and axis.name


def complaints(app: AppTest) -> list[str]:
    texts = [read(each.value) for each in app.markdown]
    return [text.removeprefix(MARK) for text in texts if text.startswith(MARK)]


def test_a_link_is_opened_as_it_was_left() -> None:
    app = open_sweep()
    assert plan(app).to_text() == (
        "racer=1;x=lr=1.0:1000.0:log:4;y=beta1=0.0:0.9:linear:3;seeds=1;tolerance=0.01;measure=gap"
    )
    assert named(app.selectbox, "Racer").value == 1
    assert named(app.selectbox, "Across").value == "lr"
    assert named(entries(app), "to", 1).value == 0.9
    assert not app.warning


def test_an_impossible_link_is_mended_in_words() -> None:
    app = open_sweep("sweep=x=lr=5:1:log:20")
    [warning] = app.warning
    assert "sweep: high: must be above the 5 that the range starts from" in warning.value
    assert plan(app).x.name == "lr"


@pytest.mark.parametrize(
    ("label", "nth", "value", "why"),
    [
        ("from", 0, 5000, "must be above the 5000 that the range starts from"),
        ("to", 0, 0.5, "must be above the 1 that the range starts from"),
        ("from", 0, 0, "must be above 0 on a log axis, which cannot reach 0"),
        ("to", 1, 2, "beta1 must be a number of at least 0 and below 1"),
        ("values", 0, 1, "must be at least 2"),
        ("values", 1, 101, "must be at most 100"),
        ("Seeds", 0, 0, "must be at least 1"),
        ("Seeds", 0, 101, "must be at most 100"),
        ("Tolerance", 0, 0, "must be above 0"),
    ],
)
def test_what_cannot_be_is_said_at_the_control_and_nothing_changes(label, nth, value, why) -> None:
    app = open_sweep()
    before = plan(app)
    entry = named(entries(app), label, nth)
    was = entry.value
    entry.set_value(value).run()
    assert not app.exception
    [said] = complaints(app)
    assert why in said
    assert plan(app) == before
    assert named(entries(app), label, nth).value == was
    named(entries(app), "Seeds").set_value(2).run()
    assert complaints(app) == []
    assert plan(app).seeds == 2


def test_a_budget_beyond_the_limit_is_refused_in_words() -> None:
    app = open_sweep("sweep=x=lr=1:1000:log:100;y=beta1=0:0.9:linear:100")
    named(entries(app), "Seeds").set_value(11).run()
    assert "makes 110,000 runs, and at most 100,000 are possible" in complaints(app)[0]
    assert plan(app).seeds == 1


def test_another_racer_comes_with_its_own_ranges() -> None:
    app = open_sweep()
    named(app.selectbox, "Racer").select(0).run()
    assert not app.exception
    now = plan(app)
    assert (now.racer, now.x.name, now.x.high, name_up(app)) == (0, "lr", 10, "batch_size")


def test_axes_change_their_setting_swap_and_can_be_left_out() -> None:
    app = open_sweep()
    named(app.selectbox, "Across").select("beta1").run()
    assert (plan(app).x.name, name_up(app)) == ("beta1", "lr")
    named(app.selectbox, "Up").select("batch_size").run()
    assert name_up(app) == "batch_size"
    named(app.selectbox, "Up").select(None).run()
    assert plan(app).y is None
    assert not app.exception
    named(app.selectbox, "scale").select("log").run()
    assert "must be above 0 on a log axis" in complaints(app)[0]


def test_three_settings_and_more_are_sampled() -> None:
    app = open_sweep()
    named(app.selectbox, "Judged by").select("diverged").run()
    named(app.selectbox, "Vary").select("sample").run()
    assert not app.exception
    assert plan(app).measure == "gap"
    app.multiselect[0].set_value(["beta1", "lr"]).run()
    named(app.selectbox, "Settings").select(32).run()
    assert plan(app).to_text().endswith("drawn=lr,beta1;n=32;method=sobol")
    named(app.selectbox, "Vary").select("map").run()
    assert name_up(app) == "beta1"


def test_a_surface_has_neither_rows_nor_test_loss() -> None:
    beale = {"kind": "surface", "function": "beale"}
    app = open_sweep(to_link(Experiment(problem=beale, racers=[Racer(optimizer="sgd")])))
    assert named(app.selectbox, "Judged by").options == [
        "final gap", "steps to the tolerance", "area under the gap curve", "share diverged",
    ]  # fmt: skip
    assert named(app.selectbox, "Up").options == ["nothing: a curve", "learning rate α"]


def test_what_is_asked_stays_when_another_page_was_looked_at() -> None:
    app = open_sweep()
    named(entries(app), "Seeds").set_value(3).run()
    app.switch_page("../pages/10_race.py").run()
    app.switch_page("../pages/30_sweep.py").run()
    assert not app.exception
    assert plan(app).seeds == 3
    assert named(entries(app), "Seeds").value == 3


def test_the_command_and_the_files_are_offered() -> None:
    app = open_sweep()
    app.session_state["sweep-save"] = True
    app.run()
    assert not app.exception
    [code] = app.code
    assert code.value.startswith(
        "python -m optim_core sweep experiment.json --racer 1 --x lr=1.0:1000.0:log:4"
    )


def test_a_cluster_that_cannot_help_is_told_and_can_be_done_without(monkeypatch) -> None:
    monkeypatch.setenv(where.SETTING, "nonsense")
    app = open_sweep()
    for _ in range(50):
        if app.error:
            break
        app.run()
    [error] = app.error
    assert "must look like tcp://host:8786" in error.value
    [button] = [each for each in app.button if each.label == "Compute here instead"]
    button.click().run()
    assert not app.exception
    assert not app.error
    assert experiment(app).epochs == 2
