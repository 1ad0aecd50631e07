"""The Experiments that are timed."""

from copy import deepcopy
from itertools import count

import numpy as np

from optim_core import Experiment
from optim_core.batches import orders
from optim_core.setup import Setup

SEEDS = count(1000)  # a seed is used once: no cache knows its rows or its mini-batches
EPOCHS = 100
BATCH = 32
ROWS = 8_000
STEPS = 25_000  # EPOCHS · ROWS / BATCH


def adam(seed: int = 42) -> Experiment:
    """The tutorial's job for Adam alone: 10,000 diamonds, all epochs used up."""
    return _job([{"optimizer": "adam", "hypers": {"lr": 0.01}}], seed)


def five_racers(seed: int = 42) -> Experiment:
    """The tutorial's job as a race: each of the five near its own best learning rate."""
    preset = Experiment.preset("own_best")
    return _job([racer.model_dump() for racer in preset.racers], seed)


def rows_in_order(setup: Setup) -> np.ndarray:
    """Which training row comes when: (EPOCHS, n)."""
    return np.stack(list(orders(ROWS, EPOCHS, deepcopy(setup.rng))))


def _job(racers: list[dict[str, object]], seed: int) -> Experiment:
    return Experiment.model_validate(
        {"seed": seed, "epochs": EPOCHS, "batch_size": BATCH, "threshold": None, "racers": racers}
    )
