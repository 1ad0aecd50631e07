"""What is said of who is ahead claims no more than the seeds can bear."""

from dataclasses import replace

import numpy as np
import pytest

from optim_core import Experiment
from optim_core.sweep.seeds import race_over_seeds
from ui.compared import leading
from ui.seeds.words import duel, ends_title

EXPERIMENT = Experiment(
    problem={"rows": 300}, epochs=2, racers=[{"optimizer": name} for name in ("gd", "sgd", "adam")]
)
*_, LAST = race_over_seeds(EXPERIMENT, 8)
BASE = LAST.result
NOISE = np.random.RandomState(0).rand(3, 8)


def ending(ends, result=BASE):
    """The same race with other ends."""
    gaps = result.gaps.copy()
    gaps[..., -1] = ends
    return replace(result, gaps=gaps)


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ((1, 1000, 1000), "Gradient descent ends lowest"),
        ((1000, 1, 1), "SGD and Adam lead, and their intervals overlap"),
        ((np.inf, np.inf, np.inf), "every racer diverges"),
    ],
)
def test_a_winner_only_where_the_intervals_are_apart(places, words):
    result = ending(np.array(places)[:, None] * (1 + NOISE))
    said = leading(result)
    if "lead" in words:
        assert set(said.split(" lead")[0].split(" and ")) == {"SGD", "Adam"}
        assert said.endswith("lead, and their intervals overlap")
    else:
        assert said == words


def test_few_seeds_make_no_winner():
    *_, last = race_over_seeds(EXPERIMENT, 5)
    assert leading(last.result) == "5 seeds are too few to tell who ends lowest"


def test_without_chance_one_seed_is_enough():
    hills = {"kind": "surface", "function": "hills"}
    racers = [{"optimizer": "gd", "hypers": {"lr": lr}} for lr in (0.2, 0.0001)]
    *_, last = race_over_seeds(Experiment(problem=hills, epochs=50, racers=racers), 2)
    assert leading(last.result).endswith("lr 0.2 ends lowest")


def test_luck_is_called_luck():
    assert duel("A", "B", 17, 3, 20) == (
        "A was ahead of B with 17 of 20 seeds: fair coins fall as one-sidedly in 0.3 % of cases. "
        "That is more than luck."
    )
    assert duel("A", "B", 12, 8, 20).endswith("in 50 % of cases, so that may be luck.")
    assert "(5 draws)" in duel("A", "B", 15, 0, 20)
    assert duel("A", "B", 5, 0, 5).endswith("too few seeds to tell that from luck.")
    assert duel("A", "B", 0, 0, 20) == "A and B end equally low with every seed."


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ((8, 8, 8), "Every racer comes within 1 % of the lowest loss with every seed"),
        ((0, 0, 0), "No racer comes within 1 % of the lowest loss"),
        (
            (8, 3, 0),
            "Gradient descent comes within 1 % of the lowest loss with every seed, SGD with 3 of 8, "
            "Adam with none of 8",
        ),
    ],
)
def test_who_arrives_is_counted(counts, title):
    arrived = np.where(np.arange(8) < np.array(counts)[:, None], 1.0, np.inf)
    assert ends_title(replace(BASE, arrived=arrived)) == title
