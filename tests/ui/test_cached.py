"""The cache of results: each racer's run once, and never more bytes than agreed."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from optim_core import Experiment, run
from optim_core.catalogue import OPTIMIZERS
from optim_core.experiment import MAX_STEPS
from optim_core.racer import Racer
from ui import cached

CACHE: Any = vars(cached._run)["cache"]
SMALL = {"epochs": 2, "batch_size": 4000}


class Counter:
    """Runs racers, or pretends to, and notes which."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ran: list[str] = []
        self.bytes: int | None = None
        really = cached.run_racer

        def run_racer(experiment: Experiment, racer: Racer) -> object:
            self.ran.append(racer.optimizer)
            if self.bytes is None:
                return really(experiment, racer)
            return SimpleNamespace(surface=None, history=SimpleNamespace(nbytes=self.bytes))

        monkeypatch.setattr(cached, "run_racer", run_racer)


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    CACHE.clear()
    yield Counter(monkeypatch)
    CACHE.clear()


def race(*rates: float, **fields: object) -> Experiment:
    ids = ("gd", "sgd", "adam", "lion")
    racers = [{"optimizer": id, "hypers": {"lr": rate}} for id, rate in zip(ids, rates, strict=False)]
    return Experiment.model_validate({**SMALL, "racers": racers, **fields})


def test_a_result_is_the_same_as_without_the_cache() -> None:
    experiment = race(0.1, 0.2, 0.3, 0.4)
    for _ in range(2):
        assert cached.cached_run(experiment).summary() == run(experiment).summary()
        assert cached.cached_run(experiment).names == experiment.names


def test_a_change_of_one_racer_runs_only_that_one(counter: Counter) -> None:
    cached.cached_run(race(0.1, 0.2, 0.3))
    assert counter.ran == ["gd", "sgd", "adam"]
    cached.cached_run(race(0.1, 0.2, 0.4))
    assert counter.ran[3:] == ["adam"]
    cached.cached_run(race(0.1, 0.2, 0.3))
    cached.cached_run(race(0.1, 0.2))
    assert len(counter.ran) == 4


def test_a_new_name_runs_nothing(counter: Counter) -> None:
    cached.cached_run(race(0.1))
    named = race(0.1, racers=[{"optimizer": "gd", "hypers": {"lr": 0.1}, "label": "mine"}])
    assert cached.cached_run(named).names == ("mine",)
    assert counter.ran == ["gd"]


@pytest.mark.parametrize("change", [{"seed": 1}, {"start": (1, 2)}, {"epochs": 3}, {"threshold": 1.0}])
def test_what_all_share_runs_everyone_again(counter: Counter, change: dict[str, object]) -> None:
    cached.cached_run(race(0.1, 0.2))
    cached.cached_run(race(0.1, 0.2, **change))
    assert counter.ran == ["gd", "sgd"] * 2


def test_many_results_do_not_exceed_their_bytes(counter: Counter) -> None:
    counter.bytes = 50 * 2**20
    for seed in range(20):
        cached.cached_run(race(0.1, 0.2, seed=seed))
        assert CACHE.currsize <= cached.RESULTS_BYTES
    assert len(CACHE) == cached.RESULTS_BYTES // counter.bytes
    cached.cached_run(race(0.1, 0.2, seed=19))
    assert len(counter.ran) == 40, "the newest are still there"


def test_a_result_too_large_to_keep_is_given_all_the_same(counter: Counter) -> None:
    counter.bytes = cached.RESULTS_BYTES + 1
    cached.cached_run(race(0.1))
    assert len(CACHE) == 0


@pytest.mark.parametrize("id", OPTIMIZERS)
def test_the_largest_result_that_is_allowed_can_be_kept(id: str) -> None:
    """Otherwise every click on anything would run it again."""
    short = run(Experiment.model_validate({**SMALL, "batch_size": 80, "racers": [{"optimizer": id}]}))
    [each] = short.runs
    assert each.history.nbytes / each.steps * MAX_STEPS <= cached.RESULTS_BYTES
