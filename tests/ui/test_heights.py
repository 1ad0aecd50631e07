"""The heights that a message leaves out; and those for a closer look, which have all their digits."""

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from optim_core.experiment import Experiment
from optim_core.link import to_link
from optim_core.run import run, setup_of
from tests.ui.stage.reading import decode
from ui import addresses, server
from ui.stage import ground
from ui.stage.scene import View, scene

SURFACES = [
    {"kind": "surface", "function": "rosenbrock"},
    {"kind": "surface", "function": "saddle"},
    {"kind": "formula", "text": "x**2 + y**2/3 + 100"},
    {"rows": 200, "loss": "huber"},
]
LINK = f"/{addresses.HEIGHTS}?racer=gd&kind=surface"


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=server.ROUTES))


@pytest.mark.parametrize(
    "window", [(-2, 2, -1, 3), (1 - 1e-7, 1 + 1e-7, 1, 1 + 1e-7), (5, 5 + 1e-6, 0, 1e-6)]
)
@pytest.mark.parametrize("problem", SURFACES)
def test_they_are_those_of_the_surface(client, problem, window):
    experiment = Experiment(problem=problem, racers=[{"optimizer": "gd"}])
    around = ",".join(map(str, window))
    answer = client.get(f"/{addresses.HEIGHTS}?{to_link(experiment)}&around={around}")
    assert answer.status_code == 200
    header, arrays = decode(answer.content)
    x0, x1, y0, y1 = window
    xs, ys = np.linspace(x0, x1, header["side"]), np.linspace(y0, y1, header["side"])
    gaps = setup_of(experiment).surface.gaps(np.stack(np.meshgrid(xs, ys), axis=-1))[..., 0].ravel()
    assert header["low"] == gaps.min()
    assert np.allclose(arrays["z"], gaps - gaps.min(), rtol=1e-6, atol=0)


def test_a_place_without_a_height_is_marked(client):
    answer = client.get(f"/{addresses.HEIGHTS}?racer=gd&kind=formula&text=log(x)%2By&around=-1,1,0,1")
    _, arrays = decode(answer.content)
    assert 0 < np.count_nonzero(arrays["z"] > 1e30) < arrays["z"].size


@pytest.mark.parametrize("around", ["", "1,2,3", "2,1,0,1", "0,1,nan,1", "0,inf,0,1", "a,b,c,d"])
def test_no_window_no_heights(client, around):
    answer = client.get(f"{LINK}&function=booth&around={around}")
    assert answer.status_code == 400
    assert "around" in answer.text


def test_what_is_wrong_in_the_link_is_said(client):
    answer = client.get(f"{LINK}&function=mountain&around=0,1,0,1")
    assert answer.status_code == 400
    assert "must be one of ackley" in answer.text


def test_data_that_are_not_here_are_asked_for(client):
    digest = "0" * 12
    answer = client.get(f"/{addresses.HEIGHTS}?racer=gd&data=upload:{digest}&x=a&y=b&rows=20&around=0,1,0,1")
    assert answer.status_code in (400, 404)
    assert answer.text


@pytest.mark.parametrize("problem", SURFACES)
def test_what_a_message_leaves_out_is_at_the_address_it_names(client, problem):
    racers = [{"optimizer": "adam", "hypers": {"lr": 0.3}}, {"optimizer": "gd", "label": "mine"}]
    result = run(Experiment(problem=problem, racers=racers, epochs=3, seed=5, start=(1, 0.5)))
    url = f"{addresses.GROUND}?{ground.link(result.experiment)}"
    header, sent = decode(scene(result, View(), "1", {"ground": url}))
    _, whole = decode(scene(result, View(), "1", {}))
    _, asked = decode(client.get(f"/{url}").content)
    assert asked.keys() == whole.keys() - sent.keys() == {"surface_x", "surface_y", "surface_z"}
    assert all(np.array_equal(asked[name], whole[name]) for name in asked)
    assert header["surface"] == decode(scene(result, View(), "1", {}))[0]["surface"]


def test_the_ground_stays_where_it_is_while_racers_change():
    one, other = (
        Experiment(problem=SURFACES[0], racers=[{"optimizer": id, "hypers": {"lr": lr}}], start=(0, 1))
        for id, lr in (("gd", 0.1), ("adam", 0.2))
    )
    assert ground.link(one) == ground.link(other) != ground.link(one.model_copy(update={"start": (0, 2)}))
