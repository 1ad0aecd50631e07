# pyright: reportMissingImports=false
"""Write schedules.json: the learning rate of every step under the schedulers of torch and optax, in float64.

To be run again when a schedule is added, as make.py is. Every row of SCHEDULES says the same thing in up to
three languages: our settings and the number of steps, torch's scheduler, optax's.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jax
import optax
import torch
from torch.optim import SGD
from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    ExponentialLR,
    LinearLR,
    LRScheduler,
    OneCycleLR,
    SequentialLR,
    StepLR,
)

RATE = 0.4


def sequence(o: torch.optim.Optimizer, warmup: int, start: float, t_max: int, low: float) -> SequentialLR:
    rising = LinearLR(o, start_factor=start, total_iters=warmup)
    falling = CosineAnnealingLR(o, t_max, eta_min=low * RATE)
    return SequentialLR(o, [rising, falling], milestones=[warmup])


def attention(warmup: int) -> Callable[[int], float]:
    """Equation 3 of Vaswani et al. 2017, for the size of model that makes RATE the largest of its rates."""
    d_model = 1 / (warmup * RATE**2)
    return lambda i: d_model**-0.5 * min((i + 1) ** -0.5, (i + 1) * warmup**-1.5)


SCHEDULES: list[tuple[str, dict[str, float], int, Callable[..., LRScheduler] | None, Any]] = [
    ("constant", {}, 5, None, optax.constant_schedule(RATE)),
    (
        "step",
        {},
        60,
        lambda o: StepLR(o, step_size=15, gamma=0.5),
        optax.exponential_decay(RATE, 15, 0.5, staircase=True),
    ),
    ("step", {"every": 0.1, "gamma": 0.1}, 30, lambda o: StepLR(o, step_size=3), None),
    ("step", {"every": 0.01, "gamma": 0.9}, 25, lambda o: StepLR(o, step_size=1, gamma=0.9), None),
    (
        "exponential",
        {},
        60,
        lambda o: ExponentialLR(o, gamma=0.01 ** (1 / 60)),
        optax.exponential_decay(RATE, 60, 0.01),
    ),
    ("exponential", {"end": 2.0**20}, 20, lambda o: ExponentialLR(o, gamma=2.0), None),
    ("cosine", {}, 60, lambda o: CosineAnnealingLR(o, 60), optax.cosine_decay_schedule(RATE, 60)),
    (
        "cosine",
        {"low": 0.3},
        7,
        lambda o: CosineAnnealingLR(o, 7, eta_min=0.3 * RATE),
        optax.cosine_decay_schedule(RATE, 7, alpha=0.3),
    ),
    (
        "warmup_cosine",
        {},
        60,
        lambda o: sequence(o, 6, 0.1, 54, 0.0),
        optax.warmup_cosine_decay_schedule(0.1 * RATE, RATE, 6, 60),
    ),
    (
        "warmup_cosine",
        {"warmup": 0.35, "start": 0.5, "low": 0.2},
        20,
        lambda o: sequence(o, 7, 0.5, 13, 0.2),
        optax.warmup_cosine_decay_schedule(0.5 * RATE, RATE, 7, 20, 0.2 * RATE),
    ),
    (  # all of it, and nothing of it, to warm up
        "warmup_cosine",
        {"warmup": 1.0, "start": 0.5},
        9,
        lambda o: LinearLR(o, start_factor=0.5, total_iters=9),
        None,
    ),
    ("warmup_cosine", {"warmup": 0.0}, 9, lambda o: CosineAnnealingLR(o, 9), None),
    ("one_cycle", {}, 60, lambda o: OneCycleLR(o, RATE, 60, cycle_momentum=False), None),
    (
        "one_cycle",
        {"pct_start": 0.55, "div_factor": 3.0, "final_div_factor": 7.0},
        25,
        lambda o: OneCycleLR(
            o, RATE, 25, pct_start=0.55, div_factor=3.0, final_div_factor=7.0, cycle_momentum=False
        ),
        None,
    ),
    (  # over before it begins
        "one_cycle",
        {"pct_start": 0.05},
        10,
        lambda o: OneCycleLR(o, RATE, 10, pct_start=0.05, cycle_momentum=False),
        None,
    ),
]
BY_FORMULA: list[tuple[str, dict[str, float], int, Callable[[int], float]]] = [
    ("inverse_sqrt", {}, 60, attention(6)),
    ("inverse_sqrt", {"warmup": 0.0}, 20, attention(1)),
    ("inverse_sqrt", {"warmup": 0.35}, 20, attention(7)),
]


def torch_rates(build: Callable[..., LRScheduler], steps: int) -> list[float]:
    optimizer = SGD([torch.zeros(2)], lr=RATE)
    scheduler = build(optimizer)
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


def main() -> None:
    jax.config.update("jax_enable_x64", True)
    runs = []
    for schedule, settings, steps, in_torch, in_optax in SCHEDULES:
        given = {"schedule": schedule, "settings": settings, "lr": RATE}
        if in_torch is not None:
            rates = torch_rates(in_torch, steps)
            runs.append({**given, "source": f"torch {torch.__version__}", "rates": rates})
        if in_optax is not None:
            rates = [float(in_optax(i)) for i in range(steps)]
            runs.append({**given, "source": f"optax {optax.__version__}", "rates": rates})
    for schedule, settings, steps, rate in BY_FORMULA:
        given = {"schedule": schedule, "settings": settings, "lr": RATE}
        runs.append({**given, "source": "its paper", "rates": [rate(i) for i in range(steps)]})

    body = ",\n".join(json.dumps(run) for run in runs)  # a line each, as in make.py
    Path(__file__).with_name("schedules.json").write_text(f'{{"runs": [\n{body}\n]}}\n')


if __name__ == "__main__":
    main()
