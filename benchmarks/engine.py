"""The compiled loop: one Adam run beside others' loops, then the tutorial's race from end to end."""

from copy import deepcopy
from functools import partial

import numpy as np

from benchmarks import rivals
from benchmarks.jobs import BATCH, EPOCHS, SEEDS, STEPS, adam, five_racers
from benchmarks.line import Line, Samples, Target, rounds
from optim_core import engine, run
from optim_core.batches import batch_means, orders
from optim_core.setup import Setup, set_up

ROUNDS = 7
EAGER_EPOCHS = 4  # torch takes a quarter of a minute for all 100
LITERAL = "the same in NumPy, Adam written out, batches by index"


def measure() -> list[Line]:
    """Adam first, then the race; all in one run."""
    experiment = adam()
    racer = experiment.racers[0]
    setup = set_up(experiment.problem, experiment.seed, None)
    x, y = setup.surface.x_train, setup.surface.y_train
    rows = _orders(setup)
    start = (float(setup.start[0]), float(setup.start[1]))
    means = batch_means(x, y, EPOCHS, BATCH, deepcopy(setup.rng))
    eager = rivals.torch_eager(x, y, rows[:EAGER_EPOCHS], start)
    scan = rivals.optax_scan(x, y, rows, start)
    _same_end(
        rivals.literal(x, y, rows, start),
        scan and scan(),
        engine.descend(experiment, racer, setup, means).path[-1],
    )

    actions = {
        "engine": lambda: engine.descend(experiment, racer, setup, means),
        "batches": lambda: batch_means(x, y, EPOCHS, BATCH, deepcopy(setup.rng)),
        "all": lambda: run(adam(next(SEEDS))),
        "race": lambda: run(five_racers(next(SEEDS))),
        "literal": partial(rivals.literal, x, y, rows, start),
        "literal all": lambda: rivals.literal(x, y, _orders(setup), start),
    }
    if eager:
        actions["torch"] = eager
    if scan:
        actions["optax"] = scan
    times = rounds(actions, ROUNDS)

    def per_step(name: str, of: str, steps: int = STEPS) -> Samples:
        return Samples(name, "µs/step", [1e6 * taken / steps for taken in times.get(of, [])])

    literal = per_step(LITERAL, "literal")
    literal_all = per_step(f"{LITERAL}, drawing the batches too", "literal all")
    race = Samples(
        "five racers, 100 + 4 × 25,000 steps, new seed: rows, batches, runs",
        "ms",
        [1e3 * t for t in times["race"]],
    )
    four = Samples(
        "four times the NumPy loop (gradient descent left out)", "ms", [4e3 * t for t in times["literal all"]]
    )
    return [
        Line(
            per_step("Adam, 25,000 steps, full history, batches given", "engine"),
            literal,
            Target(median=0.25, faster=100),
        ),
        Line(per_step("its batches alone: 100 permutations and their means", "batches"), literal),
        Line(per_step("Adam with everything: new seed, rows, batches, run", "all"), literal_all),
        Line(
            per_step(
                "torch.optim.Adam, eager, autograd (1,000 steps)", "torch", EAGER_EPOCHS * STEPS // EPOCHS
            ),
            literal,
        ),
        Line(per_step("optax.adam, jitted lax.scan, without its compilation", "optax"), literal),
        Line(race, four, Target(median=100)),
    ]


def _orders(setup: Setup) -> np.ndarray:
    return np.stack(list(orders(len(setup.surface.x_train), EPOCHS, deepcopy(setup.rng))))


def _same_end(literal: rivals.Point, scan: rivals.Point | None, ours: np.ndarray) -> None:
    """A comparison of speeds needs the same work: all must end in the same place."""
    for other in filter(None, (scan, (float(ours[0]), float(ours[1])))):
        if not np.allclose(literal, other, rtol=1e-6):
            raise ArithmeticError(f"ends at {literal} in NumPy and at {other} elsewhere")
