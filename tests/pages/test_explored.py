"""Sweeps, fair races and many seeds on whatever a race can run on; on a cluster; and over one another."""

from time import sleep

import pytest
from streamlit.testing.v1 import AppTest

from optim_core import Experiment
from optim_core.sweep import Cancel
from optim_core.sweep.runner import last
from tests.cluster import Cluster
from tests.pages.driven import experiment, named, open_app, press, read, said, unfold, wait_for_result
from ui.sweep import where
from ui.sweep.cells import cells
from ui.work import jobs

RACERS = "racer=sgd;lr=0.01;schedule=cosine;schedule.low=0.1&racer=adam;lr=0.1;schedule=step"
EXPLORED = "sweep=racer=1;x=lr=0.001:1:log:4;seeds=2&fair=budget=4;tuning_seeds=1;race_seeds=6;go&seeds=6;go"
GROUNDS = {
    "a file": "epochs=4&batch_size=16",
    "a formula": "kind=formula&text=(x-1)**2+%2B+10*(y-x**2)**2&noise=0.3&epochs=30",
    "a surface": "kind=surface&function=himmelblau&noise=0.3&epochs=30",
    "data": "data=penguins&epochs=4&batch_size=16",
}
FILE = "hours,score\n" + "".join(f"{k},{3 * k + k % 7}\n" for k in range(60))


def sweep_job(app: AppTest) -> jobs.Job:
    """The job of the sweep that the page shows, once it is over."""
    asked = app.session_state.sweep_plan.asked(experiment(app))
    id = jobs.id_of("sweep", where.job_of(asked, where.os.environ.get(where.SETTING))[0])
    for _ in range(800):
        job = jobs.find(id)
        if job and job.over:
            return job
        sleep(0.05)
    raise AssertionError("the sweep did not end")


def visit(app: AppTest, page: str) -> None:
    app.switch_page(f"../pages/{page}.py").run()
    assert not app.exception
    assert not app.error


def errors(app: AppTest) -> list[str]:
    return [read(each.value) for each in (*app.error, *app.warning)]


@pytest.mark.parametrize("ground", GROUNDS)
def test_everything_can_be_explored(ground: str) -> None:
    app = open_app(f"{GROUNDS[ground]}&{RACERS}&{EXPLORED}")
    if ground == "a file":
        unfold(app, "expander")
        named(app.file_uploader, "A CSV file of your own").set_value(
            ("a.csv", FILE.encode(), "text/csv")
        ).run()
        assert experiment(app).problem.train_rows == 48
    assert [racer.schedule for racer in experiment(app).racers] == ["cosine", "step"]
    visit(app, "30_sweep")
    job = sweep_job(app)
    assert job.state == "finished"
    assert job.latest.words == "8 of 8 runs"
    assert job.view() is not None
    visit(app, "40_fair")
    press(app, "Tune everyone and race") if "fair" not in app.session_state.asked else None
    wait_for_result(app, "fair")
    assert len(app.get("plotly_chart")) == 4
    visit(app, "50_seeds")
    wait_for_result(app, "seeds")
    assert len(app.get("plotly_chart")) == 2
    assert errors(app) == []


def test_a_sweep_of_the_page_runs_on_the_cluster(cluster: Cluster, monkeypatch) -> None:
    for _ in range(2):
        cluster.worker()
    monkeypatch.setenv(where.SETTING, cluster.address)
    app = open_app("epochs=2&batch_size=200&racer=adam;lr=300&sweep=x=lr=1:1000:log:8;seeds=3", "30_sweep")
    job = sweep_job(app)
    app.run()
    assert (job.state, job.why) == ("finished", "")
    assert f"Computed on the cluster at {cluster.address}" in said(app)
    asked = app.session_state.sweep_plan.asked(experiment(app))
    _, work, _ = where.job_of(asked, None)
    assert cells(asked, job.latest) == cells(asked, last(work(Cancel())))


SMALL = "rows=300&epochs=2&batch_size=60&racer=sgd;lr=0.1&racer=momentum;lr=0.01"


def with_tray(app: AppTest) -> AppTest:
    app.session_state["tray-open"] = True
    app.run()
    return app


def another(app: AppTest, **changes: object) -> None:
    app.session_state.experiment = Experiment(**experiment(app).model_dump() | changes)
    app.run()
    assert not app.exception


@pytest.mark.parametrize(
    ("page", "file", "asked", "button"),
    [
        ("fair", "40_fair", "budget=4;tuning_seeds=1;race_seeds=6", "Tune everyone and race"),
        ("seeds", "50_seeds", "6", ""),
    ],
)
def test_a_kept_result_lies_over_another_with_its_medians(page, file, asked, button) -> None:
    app = with_tray(open_app(f"{SMALL}&{page}={asked};go", file))
    wait_for_result(app, page)
    press(app, "Keep this result")
    [kept] = app.session_state.tray
    assert kept.page == page
    assert len(kept.picture.curves) == 2
    another(app, epochs=3)
    if button:
        press(app, button)
    app.session_state.shown_results.clear()
    wait_for_result(app, page)
    press(app, "Lay over")
    for _ in range(100):
        texts = [figure.proto.spec for figure in app.get("plotly_chart")]
        if texts and all(
            "┄ SGD" in text or "\\u2504 SGD" in text for text in texts[: 2 if page == "fair" else 1]
        ):
            break
        sleep(0.05)
        app.run()
    else:
        raise AssertionError("it does not lie there")
    assert "Dotted: Result 1 (" in said(app)
    assert "Only its medians are drawn." in said(app)
    press(app, "Open")
    assert experiment(app).epochs == 2
    assert not app.exception


def test_a_kept_sweep_lies_over_its_like_and_says_why_not_over_others() -> None:
    app = with_tray(open_app(f"{SMALL}&sweep=racer=0;x=lr=0.01:1:log:4", "30_sweep"))
    sweep_job(app)
    press(app, "Keep this result")
    named(app.selectbox, "Racer").select(1).run()
    press(app, "Lay over")
    assert "It is a curve, and this is a map." in said(app)
    named(app.selectbox, "Up").select(None).run()
    assert not app.exception
    assert said(app).splitlines().count("Dotted: Result 1 (sweep of SGD: lr=0.01:1.0:log:4).") == 1
    another(app, problem={"kind": "surface", "function": "hills"}, batch_size=1)
    assert "Result 1 does not lie over this: It ran on rows of data, with other heights." in said(app)
