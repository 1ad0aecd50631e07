# pyright: reportMissingImports=false
"""Write trajectories.json: where the real torch.optim and optax go, step by step, in float64.

To be run again when a rule is added, in an environment of its own; the tests need neither library:

    python -m venv golden && golden/bin/pip install torch optax
    golden/bin/python tests/golden/make.py

Every row of RUNS says the same thing in up to three languages: our settings, torch's, optax's. Settings
that are left out are left to the library too, so that its defaults are compared as well.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch
from optax import ema
from torch.optim import SGD, Adadelta, Adagrad, Adam, Adamax, AdamW, NAdam, RAdam, RMSprop

STEPS = 60
HESSIAN = np.array([[1.7, 1.6], [1.6, 2.0]])
MINIMUM = np.array([3.0, -2.0])
START = np.array([-1.6, 2.1])
# Noise, so that the averages of the rules have something to average and gradients change sign.
NOISE = np.random.RandomState(42).normal(scale=0.5, size=(STEPS, 2)).round(3)


def uncorrected(lr: float, b1: float, b2: float, eps: float) -> optax.GradientTransformation:
    """Adam without bias correction, of optax's own averages."""
    first, second = ema(b1, debias=False), ema(b2, debias=False)

    def update(g: Any, state: Any, _: Any = None) -> tuple[Any, Any]:
        m, of_g = first.update(g, state[0])
        v, of_squares = second.update(g**2, state[1])
        return -lr * m / (jnp.sqrt(v) + eps), (of_g, of_squares)

    return optax.GradientTransformation(lambda x: (first.init(x), second.init(x)), update)


RUNS: list[tuple[str, dict[str, float], Callable[..., Any] | None, Any]] = [
    ("gd", {"lr": 0.4}, lambda p: SGD(p, lr=0.4), optax.sgd(0.4)),
    ("gd", {"lr": 0.01}, lambda p: SGD(p, lr=0.01), optax.sgd(0.01)),
    ("sgd", {"lr": 0.3}, lambda p: SGD(p, lr=0.3), optax.sgd(0.3)),
    ("sgd", {"lr": 0.02}, lambda p: SGD(p, lr=0.02), optax.sgd(0.02)),
    (
        "momentum",
        {"lr": 0.01, "mu": 0.9},
        lambda p: SGD(p, lr=0.01, momentum=0.9),
        optax.sgd(0.01, momentum=0.9),
    ),
    (
        "momentum",
        {"lr": 0.2, "mu": 0.6},
        lambda p: SGD(p, lr=0.2, momentum=0.6),
        optax.sgd(0.2, momentum=0.6),
    ),
    ("momentum_ema", {"lr": 0.1, "mu": 0.9}, None, optax.chain(ema(0.9, debias=False), optax.scale(-0.1))),
    ("momentum_ema", {"lr": 0.5, "mu": 0.6}, None, optax.chain(ema(0.6, debias=False), optax.scale(-0.5))),
    (
        "nesterov",
        {"lr": 0.01, "mu": 0.9},
        lambda p: SGD(p, lr=0.01, momentum=0.9, nesterov=True),
        optax.sgd(0.01, momentum=0.9, nesterov=True),
    ),
    (
        "nesterov",
        {"lr": 0.2, "mu": 0.6},
        lambda p: SGD(p, lr=0.2, momentum=0.6, nesterov=True),
        optax.sgd(0.2, momentum=0.6, nesterov=True),
    ),
    ("adagrad", {}, Adagrad, None),
    ("adagrad", {"lr": 1.5, "eps": 0.5}, lambda p: Adagrad(p, lr=1.5, eps=0.5), None),
    (  # with ε next to nothing it no longer matters that optax has it inside the root
        "adagrad",
        {"lr": 1.5, "eps": 1e-40},
        None,
        optax.adagrad(1.5, initial_accumulator_value=0.0, eps=1e-40),
    ),
    ("rmsprop", {}, RMSprop, None),
    (
        "rmsprop",
        {"lr": 0.3, "rho": 0.8, "eps": 0.5},
        lambda p: RMSprop(p, lr=0.3, alpha=0.8, eps=0.5),
        optax.rmsprop(0.3, decay=0.8, eps=0.5, eps_in_sqrt=False),
    ),
    ("rmsprop_inside", {}, None, optax.rmsprop(0.01)),
    (
        "rmsprop_inside",
        {"lr": 0.3, "rho": 0.8, "eps": 0.5},
        None,
        optax.rmsprop(0.3, decay=0.8, eps=0.5),
    ),
    ("adadelta", {}, Adadelta, optax.adadelta(1.0)),
    (
        "adadelta",
        {"lr": 2.0, "rho": 0.7, "eps": 0.1},
        lambda p: Adadelta(p, lr=2.0, rho=0.7, eps=0.1),
        optax.adadelta(2.0, rho=0.7, eps=0.1),
    ),
    ("adam", {}, Adam, optax.adam(1e-3)),
    (
        "adam",
        {"lr": 0.5, "beta1": 0.6, "beta2": 0.8, "eps": 0.3},
        lambda p: Adam(p, lr=0.5, betas=(0.6, 0.8), eps=0.3),
        optax.adam(0.5, b1=0.6, b2=0.8, eps=0.3),
    ),
    ("adam_uncorrected", {}, None, uncorrected(1e-3, 0.9, 0.999, 1e-8)),
    (
        "adam_uncorrected",
        {"lr": 0.5, "beta1": 0.6, "beta2": 0.8, "eps": 0.3},
        None,
        uncorrected(0.5, 0.6, 0.8, 0.3),
    ),
    ("adamax", {}, Adamax, optax.adamax(2e-3)),
    (
        "adamax",
        {"lr": 0.5, "beta1": 0.6, "beta2": 0.8, "eps": 0.3},
        lambda p: Adamax(p, lr=0.5, betas=(0.6, 0.8), eps=0.3),
        optax.adamax(0.5, b1=0.6, b2=0.8, eps=0.3),
    ),
    ("amsgrad", {}, lambda p: Adam(p, amsgrad=True), None),
    (  # a short memory: v falls below its maximum again and again
        "amsgrad",
        {"lr": 0.5, "beta1": 0.6, "beta2": 0.5, "eps": 0.3},
        lambda p: Adam(p, lr=0.5, betas=(0.6, 0.5), eps=0.3, amsgrad=True),
        None,
    ),
    ("nadam", {}, NAdam, None),
    (
        "nadam",
        {"lr": 0.5, "beta1": 0.6, "beta2": 0.8, "eps": 0.3, "psi": 0.7},
        lambda p: NAdam(p, lr=0.5, betas=(0.6, 0.8), eps=0.3, momentum_decay=0.7),
        None,
    ),
    (  # with ψ this large μ is β₁ at once, as it always is in optax
        "nadam",
        {"lr": 0.5, "beta1": 0.6, "beta2": 0.8, "eps": 0.3, "psi": 1e4},
        lambda p: NAdam(p, lr=0.5, betas=(0.6, 0.8), eps=0.3, momentum_decay=1e4),
        optax.nadam(0.5, b1=0.6, b2=0.8, eps=0.3),
    ),
    ("radam", {}, RAdam, None),
    (  # v is trusted from step 6 on
        "radam",
        {"lr": 0.3, "beta1": 0.6, "beta2": 0.9, "eps": 0.3},
        lambda p: RAdam(p, lr=0.3, betas=(0.6, 0.9), eps=0.3),
        None,
    ),
    (  # with ε next to nothing it no longer matters where it stands
        "radam",
        {"lr": 0.3, "beta1": 0.6, "beta2": 0.9, "eps": 1e-40},
        lambda p: RAdam(p, lr=0.3, betas=(0.6, 0.9), eps=1e-40),
        optax.radam(0.3, b1=0.6, b2=0.9, eps=1e-40),
    ),
    (  # v is never trusted, and the root in r would divide by 0
        "radam",
        {"lr": 0.3, "beta1": 0.6, "beta2": 0.6, "eps": 0.3},
        lambda p: RAdam(p, lr=0.3, betas=(0.6, 0.6), eps=0.3),
        None,
    ),
    ("adamw", {}, AdamW, optax.adamw(1e-3, weight_decay=0.01)),
    (
        "adamw",
        {"lr": 0.5, "beta1": 0.6, "beta2": 0.8, "eps": 0.3, "weight_decay": 0.2},
        lambda p: AdamW(p, lr=0.5, betas=(0.6, 0.8), eps=0.3, weight_decay=0.2),
        optax.adamw(0.5, b1=0.6, b2=0.8, eps=0.3, weight_decay=0.2),
    ),
    ("adabelief", {}, None, optax.adabelief(1e-3)),
    (
        "adabelief",
        {"lr": 0.5, "beta1": 0.6, "beta2": 0.8, "eps": 0.1},
        None,
        optax.adabelief(0.5, b1=0.6, b2=0.8, eps=0.1, eps_root=0.1),
    ),
    ("lion", {}, None, optax.lion(1e-4, weight_decay=0.0)),
    (
        "lion",
        {"lr": 0.3, "beta1": 0.4, "beta2": 0.7, "weight_decay": 0.2},
        None,
        optax.lion(0.3, b1=0.4, b2=0.7, weight_decay=0.2),
    ),
]


def gradient(x: np.ndarray, i: int) -> np.ndarray:
    return HESSIAN @ (x - MINIMUM) + NOISE[i]


def torch_path(build: Callable[..., torch.optim.Optimizer]) -> list[list[float]]:
    x = torch.tensor(START, dtype=torch.float64)
    optimizer = build([x])
    path = [x.tolist()]
    for i in range(STEPS):
        x.grad = torch.tensor(gradient(x.numpy(), i))
        optimizer.step()
        path.append(x.tolist())
    return path


def optax_path(rule: optax.GradientTransformation) -> list[list[float]]:
    x = jnp.array(START, dtype=jnp.float64)
    state = rule.init(x)
    path = [x.tolist()]
    for i in range(STEPS):
        updates, state = rule.update(jnp.array(gradient(np.array(x), i)), state, x)
        x = x + updates
        path.append(x.tolist())
    return path


def main() -> None:
    jax.config.update("jax_enable_x64", True)
    torch.set_default_dtype(torch.float64)  # or NAdam would keep its product of μ in 32 bits
    versions = {"torch": f"torch {torch.__version__}", "optax": f"optax {optax.__version__}"}
    runs = []
    for rule, settings, in_torch, in_optax in RUNS:
        given = {"rule": rule, "settings": settings}
        if in_torch is not None:
            runs.append({**given, "library": versions["torch"], "path": torch_path(in_torch)})
        if in_optax is not None:
            runs.append({**given, "library": versions["optax"], "path": optax_path(in_optax)})

    problem = {"hessian": HESSIAN, "minimum": MINIMUM, "start": START, "noise": NOISE}
    head = json.dumps({name: array.tolist() for name, array in problem.items()})
    body = ",\n".join(json.dumps(run) for run in runs)  # a line each: a new rule is a new line in the diff
    file = Path(__file__).with_name("trajectories.json")
    file.write_text(f'{{"problem": {head},\n"runs": [\n{body}\n]}}\n')


if __name__ == "__main__":
    main()
