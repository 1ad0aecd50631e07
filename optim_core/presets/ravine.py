"""A narrow ravine, every rule with the best settings theory knows: what momentum is for."""

from optim_core.types import Preset

PRESET = Preset(
    id="ravine",
    place=90,
    title="A ravine, as theory has it best",
    look="Curved 100 times as strongly across as along, with the best settings that theory knows for each "
    "rule: gradient descent must zigzag, momentum needs about a quarter of its steps, and What theory "
    "says has their rates to compare.",
    experiment={
        "problem": {"kind": "surface", "function": "ravine", "parameters": {"kappa": 100, "angle": 30}},
        "epochs": 500,
        "racers": [
            {"optimizer": "gd", "hypers": {"lr": 2 / 101}},
            {"optimizer": "nesterov", "hypers": {"lr": 4 / 301, "mu": (301**0.5 - 2) / (301**0.5 + 2)}},
            {"optimizer": "momentum", "hypers": {"lr": 4 / 121, "mu": (9 / 11) ** 2}},
        ],
    },
)
