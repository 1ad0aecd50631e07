"""The stage's own line: what is sent arrives, the newest counts, and it can be hung up."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any, cast

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from ui import line
from ui.server import ROUTES

NAME = "a-name-that-cannot-be-guessed"


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=ROUTES)) as client:
        yield client


@contextmanager
def listening(client: TestClient, name: str = NAME) -> Iterator[WebSocketTestSession]:
    """A browser that has opened this line, and has answered."""
    with client.websocket_connect(f"/line/{name}") as browser:
        assert browser.receive_bytes() == b""
        browser.send_text("here")
        while not line.is_open(name):
            sleep(0.001)
        yield browser


def test_nothing_goes_where_nobody_listens() -> None:
    assert not line.is_open(NAME)
    assert not line.send(NAME, b"hello")
    line.hang_up(NAME)


def test_what_is_sent_arrives_at_that_line_alone(client: TestClient) -> None:
    with listening(client) as one, listening(client, "other") as other:
        assert line.send(NAME, b"first")
        assert one.receive_bytes() == b"first"
        assert line.send("other", b"second")
        assert other.receive_bytes() == b"second"


def test_a_line_that_is_closed_is_open_no_more(client: TestClient) -> None:
    with listening(client):
        pass
    assert not line.is_open(NAME)


def test_a_line_is_open_only_once_the_browser_has_answered(client: TestClient) -> None:
    with client.websocket_connect(f"/line/{NAME}") as browser:
        assert browser.receive_bytes() == b""
        assert not line.is_open(NAME)
    assert not line.is_open(NAME)


def test_what_the_browser_says_is_not_read(client: TestClient) -> None:
    with listening(client) as one:
        one.send_text("hello")
        one.send_bytes(b"\0" * 100_000)
        line.send(NAME, b"there")
        assert one.receive_bytes() == b"there"


def test_the_last_who_opens_a_line_has_it(client: TestClient) -> None:
    with listening(client) as first, listening(client) as second:
        with pytest.raises(WebSocketDisconnect):
            first.receive_bytes()
        line.send(NAME, b"to the second")
        assert second.receive_bytes() == b"to the second"


def test_hung_up_it_is_closed_for_the_browser_too(client: TestClient) -> None:
    with listening(client) as one:
        line.hang_up(NAME)
        assert not line.is_open(NAME)
        with pytest.raises(WebSocketDisconnect) as ended:
            one.receive_bytes()
        assert ended.value.code == 1000  # on purpose; the browser asks again only for what broke


class Slow:
    """A websocket of a browser that takes one message and then leaves."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.took = asyncio.Event()

    async def send_bytes(self, message: bytes) -> None:
        self.got.append(message)
        self.took.set()

    async def receive(self) -> dict[str, str]:
        await self.took.wait()
        return {"type": "websocket.disconnect"}


def test_who_is_slow_gets_the_newest() -> None:
    async def two_at_once() -> list[bytes]:
        browser = Slow()
        open_line = line.Line(cast("Any", browser))
        open_line.put(b"old")
        open_line.put(b"new")
        await open_line.run()
        return browser.got

    assert asyncio.run(two_at_once()) == [b"new"]
