"""A saddle, entered almost on its ridge: who notices first that it goes down sideways?"""

from optim_core.types import Preset

PRESET = Preset(
    id="saddle",
    place=100,
    title="Stuck on a saddle",
    look="All start a thousandth beside the ridge: gradient descent and momentum follow the steep way to the"
    " middle and linger where it is flat, while Adam makes steps of one size in both directions, "
    "however small the slope, and is gone first.",
    experiment={
        "problem": {"kind": "surface", "function": "saddle"},
        "epochs": 120,
        "racers": [
            {"optimizer": "gd", "hypers": {"lr": 0.02}},
            {"optimizer": "momentum", "hypers": {"lr": 0.002}},
            {"optimizer": "adam", "hypers": {"lr": 0.02}},
        ],
    },
)
