"""The compiled loop: one Adam run beside others' loops, then the tutorial's race from end to end."""

from collections.abc import Callable
from copy import deepcopy

import numpy as np

from benchmarks import rivals
from benchmarks.jobs import BATCH, EPOCHS, SEEDS, STEPS, adam, five_racers, rows_in_order
from benchmarks.line import Line, Samples, Target, rounds
from optim_core import engine, run
from optim_core.ground import Ground
from optim_core.problems.linear_regression import LinearRegression
from optim_core.setup import set_up

ROUNDS = 15
EAGER_EPOCHS = 4  # of 100: torch takes its time
LITERAL = "the same in NumPy, Adam written out, batches by index"
RACE = "five racers, 100 + 4 × 25,000 steps; new seed: rows, batches, runs"
FOUR = "four times the NumPy loop (gradient descent's 100 steps left out)"


def measure() -> list[Line]:
    """Adam first, then the race; all in one run."""
    times = rounds(_actions(), ROUNDS)

    def per_step(name: str, of: str, steps: int = STEPS) -> Samples:
        return Samples(name, "µs/step", [1e6 * taken / steps for taken in times.get(of, [])])

    literal, drawing = per_step(LITERAL, "literal"), per_step(f"{LITERAL}, drawn too", "literal, drawing")
    four = Samples(FOUR, "ms", [4e3 * taken for taken in times["literal, drawing"]])
    race = Samples(RACE, "ms", [1e3 * taken for taken in times["race"]])
    ours = per_step("Adam, 25,000 steps, full history, batches given", "engine")
    eager = per_step(
        "`torch.optim.Adam`, eager, autograd; 1,000 steps", "torch", STEPS * EAGER_EPOCHS // EPOCHS
    )
    return [
        Line(ours, literal, Target(median=0.25, faster=100)),
        Line(per_step("its batches alone: 100 permutations and their means", "batches"), literal),
        Line(per_step("Adam with everything; new seed: rows, batches, run", "everything"), drawing),
        Line(eager, literal),
        Line(per_step("`optax.adam` in a jitted `lax.scan`, its compilation left out", "optax"), literal),
        Line(race, four, Target(median=100)),
    ]


def _actions() -> dict[str, Callable[[], object]]:
    """What is timed, each under its name."""
    experiment = adam()
    racer = experiment.racers[0]
    setup = set_up(experiment.problem, experiment.seed, None)
    surface = setup.surface
    assert isinstance(surface, LinearRegression)
    x, y = surface.x_train, surface.y_train
    rows = rows_in_order(setup)
    start = (float(setup.start[0]), float(setup.start[1]))

    def ground() -> Ground:
        return surface.ground(EPOCHS, BATCH, deepcopy(setup.rng))

    given = ground()
    actions: dict[str, Callable[[], object]] = {
        "engine": lambda: engine.descend(experiment, racer, setup, given),
        "batches": ground,
        "everything": lambda: run(adam(next(SEEDS))),
        "race": lambda: run(five_racers(next(SEEDS))),
        "literal": lambda: rivals.literal(x, y, rows, start),
        "literal, drawing": lambda: rivals.literal(x, y, rows_in_order(setup), start),
    }
    ends = {
        "literal": rivals.literal(x, y, rows, start),
        "engine": engine.descend(experiment, racer, setup, given).path[-1],
    }
    if scan := rivals.optax_scan(x, y, rows, start):
        actions["optax"], ends["optax"] = scan, scan()
    if eager := rivals.torch_eager(x, y, rows[:EAGER_EPOCHS], start):
        actions["torch"], ends["torch"] = eager, eager()
    _check(ends, rivals.literal(x, y, rows[:EAGER_EPOCHS], start))
    return actions


def _check(ends: dict[str, rivals.Point | np.ndarray], early: rivals.Point) -> None:
    """Speeds compare only where the work is the same: all must end in the same place."""
    for name, end in ends.items():
        right = early if name == "torch" else ends["literal"]
        if not np.allclose(end, right, rtol=1e-9):
            raise ArithmeticError(f"{name} ends at {end}, the NumPy loop at {right}")
