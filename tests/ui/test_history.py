"""Histories by their address: what is asked for, and words where that does not go."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.ui.stage.reading import decode
from ui.history import LONGEST
from ui.server import ROUTES

LINK = "rows=300&epochs=2&batch_size=60&racer=sgd;lr=0.1&racer=momentum;lr=0.01"
SLOTS = "inside: must be the places of one or two racers"


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=ROUTES))


def test_a_stretch_is_the_stages_binary_message(client: TestClient) -> None:
    answer = client.get(f"/history?{LINK}&from=1&to=4")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["cache-control"] == "private, max-age=3600"
    header, arrays = decode(answer.content)
    assert (header["from"], header["to"]) == (1, 4)
    assert arrays["tick"].tolist() == [1, 2, 3]


def test_no_answer_is_longer_than_the_longest(client: TestClient) -> None:
    long = LINK.replace("epochs=2", "epochs=2000")  # 8,000 steps
    header, _ = decode(client.get(f"/history?{long}&from=5&to=8000").content)
    assert (header["from"], header["to"]) == (5, 5 + LONGEST)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (f"/history?{LINK}&from=0", "from and to: must be whole numbers"),
        (f"/history?{LINK}&from=a&to=3", "from and to: must be whole numbers"),
        (f"/working?{LINK}&from=0&to=3", SLOTS),
        (f"/working?{LINK}&inside=x&from=0&to=3", SLOTS),
        (f"/working?{LINK}&inside=2&from=0&to=3", SLOTS),
        (f"/working?{LINK}&inside=0,1,0&from=0&to=3", SLOTS),
        (f"/history?{LINK}&epochs=-1&from=0&to=3", "epochs"),
    ],
)
def test_what_does_not_go_is_refused_in_words(client: TestClient, path: str, why: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert answer.text.startswith(why)


def test_the_working_of_two_racers_can_be_asked_for(client: TestClient) -> None:
    assert client.get(f"/working?{LINK}&inside=1,0&from=0&to=3").status_code == 200
