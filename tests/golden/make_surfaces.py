# pyright: reportMissingImports=false
"""Write surfaces.json: where torch's optimizers walk on three surfaces, with torch's derivatives, in float64.

To be run again when a rule is added, as make.py is. The surfaces are written down here once more. The
settings are calm ones: where a rule bounces, 500 steps make a difference of one rounding visible.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch.optim import SGD, Adadelta, Adagrad, Adam, Adamax, AdamW, NAdam, RAdam, RMSprop

STEPS = 500
KEPT = 20  # every so many steps are written down

SURFACES: dict[str, tuple[Callable[[Any, Any], Any], tuple[float, float]]] = {
    "rosenbrock": (lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2, (-1.2, 1.0)),
    "beale": (
        lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
        (1.0, 1.5),
    ),
    "six_hump_camel": (
        lambda x, y: (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2,
        (1.2, 0.9),
    ),
}

RULES: list[tuple[str, dict[str, float], Callable[..., torch.optim.Optimizer]]] = [
    ("gd", {"lr": 0.001}, lambda p: SGD(p, lr=0.001)),
    ("momentum", {"lr": 0.001, "mu": 0.9}, lambda p: SGD(p, lr=0.001, momentum=0.9)),
    ("nesterov", {"lr": 0.001, "mu": 0.9}, lambda p: SGD(p, lr=0.001, momentum=0.9, nesterov=True)),
    ("adagrad", {"lr": 0.3}, lambda p: Adagrad(p, lr=0.3)),
    ("rmsprop", {"lr": 0.001, "rho": 0.99}, lambda p: RMSprop(p, lr=0.001, alpha=0.99)),
    ("adadelta", {"lr": 1.0}, lambda p: Adadelta(p, lr=1.0)),
    ("adam", {"lr": 0.05}, lambda p: Adam(p, lr=0.05)),
    ("adamax", {"lr": 0.05}, lambda p: Adamax(p, lr=0.05)),
    ("amsgrad", {"lr": 0.05}, lambda p: Adam(p, lr=0.05, amsgrad=True)),
    ("nadam", {"lr": 0.05}, lambda p: NAdam(p, lr=0.05)),
    ("radam", {"lr": 0.001}, lambda p: RAdam(p, lr=0.001)),
    ("adamw", {"lr": 0.05}, lambda p: AdamW(p, lr=0.05)),
]


def path(surface: str, build: Callable[..., torch.optim.Optimizer]) -> list[list[float]]:
    f, start = SURFACES[surface]
    p = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = build([p])
    points = [p.tolist()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        f(p[0], p[1]).backward()
        optimizer.step()
        points.append(p.tolist())
    return points[::KEPT]


def main() -> None:
    torch.set_default_dtype(torch.float64)  # or NAdam would keep its product of μ in 32 bits
    source = f"torch {torch.__version__}"
    runs = [
        {
            "surface": surface,
            "rule": rule,
            "settings": settings,
            "source": source,
            "path": path(surface, build),
        }
        for surface in SURFACES
        for rule, settings, build in RULES
    ]
    body = ",\n".join(json.dumps(run) for run in runs)  # a line each, as in make.py
    head = f'"steps": {STEPS}, "kept": {KEPT}'
    Path(__file__).with_name("surfaces.json").write_text(f'{{{head}, "runs": [\n{body}\n]}}\n')


if __name__ == "__main__":
    main()
