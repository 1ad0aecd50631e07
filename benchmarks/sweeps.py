"""Many runs at once: 1,000 Adam runs beside others' loops, a map of 40 × 40, the memory of a large one."""

import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks import rivals
from benchmarks.jobs import BATCH, EPOCHS, SEEDS, adam, rows_in_order
from benchmarks.line import Line, Samples, Target, rounds, seconds
from optim_core import Experiment
from optim_core.problems.linear_regression import LinearRegression
from optim_core.setup import set_up
from optim_core.sweep import Axis, Sweep, run_sweep, stream
from optim_core.sweep.runner import last, run_trials
from optim_core.sweep.sampling import Sampling

ROOT = Path(__file__).parents[1]
RATES, DECAYS = 40, 25  # 1,000 runs
ROUNDS = 5
LITERAL_RUNS = 3
LITERAL = f"the NumPy loop 1,000 times, extrapolated from {LITERAL_RUNS} runs"
SCAN = "`optax.adam` in a jitted, vmapped `lax.scan` over the same 1,000 settings, compiled before"


def measure() -> list[Line]:
    """1,000 runs, then a map, then memory."""
    return [*_thousand(), *_map(), _memory()]


def _thousand() -> list[Line]:
    experiment = adam()
    sweep = Sweep(
        experiment=experiment,
        x=Axis(name="lr", low=1e-3, high=1e3, scale="log", n=RATES),
        y=Axis(name="beta1", low=0, high=0.99, n=DECAYS),
    )
    drawn = Sampling(experiment=experiment, n=RATES * DECAYS)
    setup = set_up(experiment.problem, experiment.seed, None)
    surface = setup.surface
    assert isinstance(surface, LinearRegression)
    x, y, rows = surface.x_train, surface.y_train, rows_in_order(setup)
    start = (float(setup.start[0]), float(setup.start[1]))

    actions: dict[str, Callable[[], object]] = {
        "ours": lambda: run_sweep(sweep),
        "every setting its own": lambda: last(run_trials(drawn.trials())),
    }
    lr, beta1 = (sweep.settings[name].ravel() for name in ("lr", "beta1"))
    means = surface.ground(EPOCHS, BATCH, deepcopy(setup.rng)).table
    if scan := rivals.optax_scans(means, start, lr, beta1):
        _check(scan(), run_sweep(sweep).records[..., 0, :2].reshape(-1, 2))
        actions["optax"] = scan
    times = rounds(actions, ROUNDS)
    literal = [seconds(lambda: rivals.literal(x, y, rows, start)) for _ in range(LITERAL_RUNS)]

    ours = Samples("1,000 Adam runs of 25,000 steps, learning rate × β₁", "s", times["ours"])
    numpy = Samples(LITERAL, "s", [1000 * taken for taken in literal])
    optax = Samples(SCAN, "s", times.get("optax", []))
    own = Samples("the same, all four settings drawn for every run", "s", times["every setting its own"])
    lines = [Line(ours, numpy, Target(median=1, faster=400)), Line(own, numpy)]
    if optax.values:
        return [*lines, Line(ours, optax, Target(faster=2.5)), Line(optax, numpy)]
    return [*lines, Line(optax)]  # says that it is not installed


def _check(theirs: np.ndarray, ours: np.ndarray) -> None:
    """Speeds compare only where the work is the same."""
    if not np.allclose(theirs, ours, rtol=1e-6):
        raise ArithmeticError("optax and the sweep end in different places")


def _map() -> list[Line]:
    """A new seed each time: its rows and mini-batches are part of the wait."""
    first, complete, single = [], [], []
    for turn in range(ROUNDS + 1):
        experiment = Experiment.preset("own_best").model_copy(update={"seed": next(SEEDS)})
        sweep = Sweep(
            experiment=experiment,
            racer=len(experiment.racers) - 1,
            x=Axis(name="lr", low=1e-1, high=1e3, scale="log", n=40),
            y=Axis(name="beta1", low=0, high=0.99, n=40),
        )
        begin = perf_counter()
        partials = stream(sweep)
        next(partials)
        early = perf_counter() - begin
        for _ in partials:
            pass
        whole = perf_counter() - begin
        one = sweep.model_copy(update={"x": Axis(name="lr", low=1, high=10, n=2), "y": None})
        one = one.model_copy(update={"experiment": experiment.model_copy(update={"seed": next(SEEDS)})})
        small = seconds(lambda one=one: run_sweep(one))
        if turn:
            first.append(1e3 * early)
            complete.append(1e3 * whole)
            single.append(1e3 * small)
    job = "40 × 40 on the first scenario, Adam, new seed"
    base = Samples("a sweep of two runs, with a new seed too", "ms", single)
    return [
        Line(Samples(f"{job} → its first cells", "ms", first), base, Target(median=300)),
        Line(Samples(f"{job} → complete", "ms", complete), base, Target(median=1500)),
    ]


def _memory() -> Line:
    """Of fresh processes, so that nothing of this one counts."""
    small, large = _peak(2, 1), _peak(100, 5)
    return Line(
        Samples("peak memory of 100 × 100 × 5 seeds, learning rate × batch size, on top of that", "MB",
                [large - small]),
        Samples("peak memory of a process with a sweep of 2 × 2", "MB", [small]),
        Target(median=300),
    )  # fmt: skip


def _peak(n: int, seeds: int) -> float:
    """Megabytes (the kernel's high-water mark) of a process that sweeps n × n cells."""
    code = f"""
import re
from optim_core import Experiment
from optim_core.sweep import Axis, Sweep, run_sweep
lr = Axis(name="lr", low=0.1, high=1000, scale="log", n={n})
batch = Axis(name="batch_size", low=8, high=800, n={n})
run_sweep(Sweep(experiment=Experiment.preset("own_best"), racer=4, seeds={seeds}, x=lr, y=batch))
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    return int(answer.stdout) / 1024
