"""Jobs: begun once, watched, cancelled, and ended when nobody looks."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event
from time import monotonic, sleep

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from optim_core.sweep import Cancel
from ui import server
from ui.work import jobs

NUMBERS = itertools.count()


@dataclass(frozen=True)
class Step:
    share: float
    words: str = "on its way"


class Steps:
    """Work that goes on when it is let."""

    def __init__(self, steps: int = 3) -> None:
        self.steps, self.go, self.begun = steps, Event(), 0

    def __call__(self, cancel: Cancel) -> Iterator[Step]:
        self.begun += 1
        for k in range(self.steps):
            yield Step((k + 1) / self.steps)
            while not self.go.is_set() and not cancel.is_set():
                sleep(0.005)
            if cancel.is_set():
                return


@pytest.fixture
def id() -> str:
    return jobs.id_of("page", str(next(NUMBERS)))


def wait_for(condition, seconds: float = 5) -> None:
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end
        sleep(0.005)


def test_it_runs_to_its_end_and_its_result_stays(id):
    work = Steps()
    work.go.set()
    job = jobs.begin(id, work, "ann")
    wait_for(lambda: job.state == "finished")
    assert job.latest == Step(1)
    assert jobs.begin(id, work, "bob") is job
    assert work.begun == 1


def test_two_who_ask_for_the_same_share_it_and_one_may_leave(id):
    work = Steps()
    job = jobs.begin(id, work, "ann")
    assert jobs.begin(id, work, "bob") is job
    jobs.leave(id, "ann")
    jobs.leave(id, "ann")
    assert not job.cancel.is_set()
    work.go.set()
    wait_for(lambda: job.state == "finished")


def test_who_leaves_last_ends_it_and_it_can_begin_again(id):
    work = Steps()
    job = jobs.begin(id, work, "ann")
    jobs.leave(id, "ann")
    wait_for(lambda: job.state == "cancelled")
    work.go.set()
    other = jobs.begin(id, work, "ann")
    assert other is not job
    wait_for(lambda: other.state == "finished")


def test_something_else_on_the_same_page_ends_what_was_there(id):
    stale = jobs.begin(id, Steps(), "ann")
    work = Steps()
    work.go.set()
    fresh = jobs.begin(jobs.id_of("page", "something else" + id), work, "ann")
    wait_for(lambda: stale.state == "cancelled" and fresh.state == "finished")


def test_a_closed_tab_asks_no_more_and_nothing_is_left_running(id, monkeypatch):
    monkeypatch.setattr(jobs, "LEASE", 0.3)
    job = jobs.begin(id, Steps(), "ann")
    for _ in range(4):  # longer than a lease
        sleep(0.1)
        assert jobs.look(id, "ann") is job
    assert not job.cancel.is_set()
    wait_for(lambda: job.state == "cancelled")


def test_who_loads_the_page_anew_finds_it_running_and_who_closes_it_ends_it(id, monkeypatch):
    monkeypatch.setattr(jobs, "PARTING", 0.3)
    client = TestClient(Starlette(routes=server.ROUTES))
    job = jobs.begin(id, Steps(), "ann")
    assert client.post(f"/work/{id}?watcher=ann").status_code == 204
    assert jobs.begin(id, Steps(), "ann, come back") is job
    sleep(0.6)
    assert not job.cancel.is_set()
    client.post(f"/work/{id}?watcher=ann, come back")
    wait_for(lambda: job.state == "cancelled")


def test_a_view_is_told_what_is_new_only(id):
    client = TestClient(Starlette(routes=server.ROUTES))
    work = Steps(2)
    job = jobs.begin(id, work, "ann", lambda step: f"{step.share}".encode())
    wait_for(lambda: job.latest)
    answer = client.get(f"/work/{id}/view?watcher=ann&since=")
    assert (answer.content, answer.headers["work-state"]) == (b"0.5", "running")
    same = client.get(f"/work/{id}/view?watcher=ann&since={answer.headers['work-version']}")
    assert (same.status_code, same.content) == (204, b"")
    work.go.set()
    wait_for(lambda: job.over)
    last = client.get(f"/work/{id}/view?watcher=ann&since={answer.headers['work-version']}")
    assert (last.content, last.headers["work-state"]) == (b"1.0", "finished")
    assert client.get("/work/nothing/view?watcher=ann").status_code == 404


def test_a_failure_is_told_without_its_traceback(id, caplog):
    def work(cancel: Cancel) -> Iterator[Step]:
        yield Step(0.5)
        raise ZeroDivisionError("secret")

    job = jobs.begin(id, work, "ann")
    wait_for(lambda: job.state == "failed")
    assert job.why == "It failed for a reason that is in the server's log."
    assert "secret" in caplog.text


def test_the_browser_asks_and_leaves(id):
    client = TestClient(Starlette(routes=server.ROUTES))
    work = Steps(4)
    job = jobs.begin(id, work, "ann")
    wait_for(lambda: job.latest)
    answer = client.get(f"/work/{id}?watcher=ann")
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert told["seconds_left"] >= 0
    assert (told["state"], told["share"], told["words"]) == ("running", 0.25, "on its way")
    assert client.delete(f"/work/{id}?watcher=ann").status_code == 204
    wait_for(lambda: job.state == "cancelled")
    assert client.get(f"/work/{id}?watcher=ann").json()["state"] == "cancelled"
    assert client.get("/work/nothing?watcher=ann").status_code == 404
