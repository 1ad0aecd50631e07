"""Heights for a closer look are the surface's, with all their digits."""

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from optim_core.experiment import Experiment
from optim_core.link import to_link
from optim_core.run import setup_of
from tests.ui.stage.reading import decode
from ui import addresses, server

LINK = f"/{addresses.HEIGHTS}?racer=gd&kind=surface"


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=server.ROUTES))


@pytest.mark.parametrize(
    "window", [(-2, 2, -1, 3), (1 - 1e-7, 1 + 1e-7, 1, 1 + 1e-7), (5, 5 + 1e-6, 0, 1e-6)]
)
@pytest.mark.parametrize(
    "problem",
    [
        {"kind": "surface", "function": "rosenbrock"},
        {"kind": "surface", "function": "saddle"},
        {"kind": "formula", "text": "x**2 + y**2/3 + 100"},
        {"rows": 200, "loss": "huber"},
    ],
)
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
