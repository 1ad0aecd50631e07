"""One learning rate for all: the race that looks fair and is not."""

from optim_core.types import Preset

RATE = 0.1

PRESET = Preset(
    id="same_rate",
    place=30,
    title="Unfair: the same rate for all",
    look="RMSProp and Adam hardly leave the start, which says nothing against them: their step is about as "
    "long as the learning rate itself, whatever the slope, while gradient descent multiplies its rate "
    "with slopes of ten thousand and less, so that one number means two things.",
    experiment={
        "epochs": 20,
        "batch_size": 256,
        "racers": [
            {"optimizer": name, "hypers": {"lr": RATE}}
            for name in ("gd", "sgd", "momentum", "rmsprop", "adam")
        ],
    },
)
