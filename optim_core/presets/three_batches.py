"""The same rule on batches of 1, of 32 and of all rows."""

from optim_core.types import Preset

PRESET = Preset(
    id="three_batches",
    place=70,
    title="Batches of 1, of 32, of all rows",
    look="Three times the same rule at the same rate: the smaller its batches, the sooner it arrives, by "
    "many cheap, noisy steps, and the less it comes to rest, while all rows at once make one exact step"
    " an epoch, straight and slow.",
    experiment={
        "epochs": 10,
        "racers": [
            {"optimizer": "sgd", "hypers": {"lr": 0.02}, "batch_size": 1, "label": "batch 1"},
            {"optimizer": "sgd", "hypers": {"lr": 0.02}, "batch_size": 32, "label": "batch 32"},
            {"optimizer": "gd", "hypers": {"lr": 0.02}, "label": "all rows"},
        ],
    },
)
