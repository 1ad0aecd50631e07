"""Carat and price both standardised: the bowl is round."""

from optim_core.types import Preset

PRESET = Preset(
    id="round_bowl",
    place=60,
    title="Standardised: one step is enough",
    look="With carat and price both standardised the bowl is perfectly round (κ = 1), and from anywhere on "
    "it straight down points at the lowest point: gradient descent at 0.5 is there after its first "
    "step, an epoch of all rows, in which the others make 32 small ones.",
    experiment={
        "problem": {"x_scale": "standard", "y_scale": "standard"},
        "epochs": 10,
        "batch_size": 256,
        "racers": [
            {"optimizer": "gd", "hypers": {"lr": 0.5}},
            {"optimizer": "sgd", "hypers": {"lr": 0.1}},
            {"optimizer": "momentum", "hypers": {"lr": 0.02}},
            {"optimizer": "rmsprop", "hypers": {"lr": 0.02}},
            {"optimizer": "adam", "hypers": {"lr": 0.05}},
        ],
    },
)
