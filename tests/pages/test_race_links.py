"""Links and files opened by the race page: what is good in them counts, what is not is named."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from optim_core.catalogue import PRESETS
from optim_core.experiment import Experiment
from optim_core.link import to_link
from tests.pages.driven import experiment, named, open_app, read, results, unfold


@pytest.mark.parametrize("id", PRESETS)
def test_a_link_opens_the_experiment_it_was_made_from(id: str) -> None:
    app = open_app(to_link(Experiment.preset(id)))
    assert experiment(app) == Experiment.preset(id)
    assert not app.warning


def test_a_link_may_be_short() -> None:
    app = open_app("racer=adam;lr=3&epochs=7")
    assert not app.warning
    assert experiment(app).epochs == 7
    assert [(racer.optimizer, racer.hypers["lr"]) for racer in experiment(app).racers] == [("adam", 3)]


LONG = "a" * 20_000
WRONG = {
    "epochs=0": "epochs",
    "epochs=many": "epochs",
    "epochs=": "epochs",
    "epochs=1e300": "epochs",
    f"epochs={'9' * 5000}": "epochs",
    "seed=-1": "seed",
    "seed=4294967296": "seed",
    "batch_size=8001": "batch_size",
    "threshold=nan": "threshold",
    "start=1": "start",
    "start=1,2,3": "start",
    "start=nan,inf": "start",
    "start=1e200,0": "start",
    "start=-1e308,1e308": "start",
    "x=colour": "x",
    "x=price&y=price": "y",
    "x_scale=log": "x_scale",
    "rows=1": "rows",
    "train_share=1": "train_share",
    "kind=logistic": "kind",
    "data=/etc/passwd": "data",
    "colour=red": "colour",
    "racer=": "racers",
    "racer=sgdm": "racers",
    "racer=adam;lr=-1": "lr",
    "racer=adam;lr=1;gamma=2": "gamma",
    "racer=gd;batch_size=4": "batch_size",
    f"racer=adam;label={LONG}": "label",
    "&".join(["racer=gd"] * 9): "racers",
    "batch_size=1&epochs=10000": "epochs",
    "view=epochs": "view",
    "view=epochs,log,train,height": "view",
    "racers=none": "racers",
    "problem=none": "problem",
    "v=2": "v",
    f"{LONG}=1": LONG[:20],
}


@pytest.mark.parametrize(("link", "culprit"), WRONG.items(), ids=[link[:40] for link in WRONG])
def test_a_bad_link_opens_the_page_and_names_the_culprit(link: str, culprit: str) -> None:
    app = open_app(link)
    assert len(results(app)) == len(experiment(app).racers)
    said = "\n".join(read(note.value) for note in app.warning)
    assert said, "nothing is said"
    assert culprit in said
    assert len(said) < 1000, "as long as a screen"


def test_what_is_good_in_a_bad_link_counts() -> None:
    app = open_app("epochs=7&batch_size=0&seed=x&racer=adam;lr=-1;beta1=0.5&racer=gd;lr=0.2&x=depth")
    shown = experiment(app)
    assert (shown.epochs, shown.problem.x) == (7, "depth")
    assert (shown.batch_size, shown.seed) == (Experiment.preset("own_best").batch_size, 42)
    assert [racer.optimizer for racer in shown.racers] == ["adam", "gd"]
    assert shown.racers[0].hypers["beta1"] == 0.5
    assert shown.racers[1].hypers["lr"] == 0.2
    said = "\n".join(read(note.value) for note in app.warning)
    assert [word for word in ("batch_size", "seed", "lr", "x:", "epochs") if word in said] == [
        "batch_size",
        "seed",
        "lr",
    ]


def upload(app: AppTest, content: bytes, name: str = "experiment.json") -> AppTest:
    named(app.file_uploader, "An Experiment as JSON").set_value((name, content, "application/json")).run()
    assert not app.exception
    return app


def test_a_file_replaces_what_is_on_the_page() -> None:
    other = Experiment.preset("three_batches")
    app = upload(unfold(open_app(), "expander"), other.to_json(indent=2).encode())
    assert experiment(app) == other
    assert not app.error
    assert [row["racer"] for row in results(app)] == list(other.names)


BROKEN = {
    "no JSON": b"epochs: 3",
    "cut off": Experiment.preset("article").to_json().encode()[:100],
    "empty": b"",
    "not text": bytes(range(256)),
    "a list": b"[1, 2]",
    "nested": b"[" * 100_000,
    "no racers": b"{}",
    "NaN": b'{"racers": [{"optimizer": "gd", "hypers": {"lr": NaN}}]}',
    "unknown": b'{"racers": [{"optimizer": "gd"}], "colour": "red"}',
    "racers of the wrong kind": b'{"racers": {"optimizer": "gd"}}',
    "hypers of the wrong kind": b'{"racers": [{"optimizer": "gd", "hypers": [1]}]}',
    "too many steps": json.dumps(
        {"batch_size": 1, "epochs": 9999, "racers": [{"optimizer": "sgd"}]}
    ).encode(),
    "too large": b'{"racers": "' + b"a" * 2_000_000 + b'"}',
}


@pytest.fixture(scope="module")
def with_files() -> AppTest:
    """One session that opens one file after the other."""
    return unfold(open_app(), "expander")


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_in_words_and_the_last_result_stays(
    with_files: AppTest, content: bytes
) -> None:
    app = with_files
    before, last = experiment(app), results(app)
    upload(app, content, "mine.json")
    assert experiment(app) == before
    assert results(app) == last
    assert "mine.json" in read(app.error[0].value)
    assert len(app.error[0].value) < 1000
    upload(app, Experiment.preset("article").to_json().encode())
    assert not app.error
