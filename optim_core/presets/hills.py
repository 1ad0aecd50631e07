"""The tutorial's picture: walking down a hilly region blindfolded. Momentum rolls out of the first valley."""

from optim_core.types import Preset

PRESET = Preset(
    id="hills",
    place=80,
    title="Blindfolded in the hills",
    look="Whoever feels only the slope underfoot stops in the first valley, however long the walk, while "
    "momentum rolls on over the next ridge, this time into the deepest one (click elsewhere to start "
    "elsewhere: it does not always help).",
    experiment={
        "problem": {"kind": "surface", "function": "hills"},
        "epochs": 120,
        "racers": [
            {"optimizer": "gd", "hypers": {"lr": 0.2}},
            {"optimizer": "momentum", "hypers": {"lr": 0.2}},
            {"optimizer": "adam", "hypers": {"lr": 0.2}},
        ],
    },
)
