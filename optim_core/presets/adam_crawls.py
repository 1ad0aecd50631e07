"""Adam at its default learning rate, in raw units."""

from optim_core.types import Preset

PRESET = Preset(
    id="adam_crawls",
    place=50,
    title="Adam at its default, in raw units",
    look="At Adam's default 0.001 its 25,000 steps, each at most about one learning rate long, add up to 25 "
    "at the very best, and the slope has 7,700 to go: nothing is broken, the units are large and the "
    "rate is not.",
    experiment={
        "epochs": 100,
        "batch_size": 32,
        "racers": [
            {"optimizer": "adam", "label": "Adam at 0.001"},
            {"optimizer": "adam", "hypers": {"lr": 1}, "label": "Adam at 1"},
            {"optimizer": "adam", "hypers": {"lr": 100}, "label": "Adam at 100"},
        ],
    },
)
