"""The tutorial's own run."""

from optim_core.types import Preset

PRESET = Preset(
    id="article",
    place=20,
    title="The tutorial's run",
    look="Watch when SGD gives up: after a few of its 100 epochs, not because it has arrived but "
    "because the noise of its mini-batches made one epoch's loss rise, and the stopping threshold"
    " took that for the end.",
    experiment={
        "seed": 42,
        "epochs": 100,
        "batch_size": 32,
        "threshold": 1e-6,
        "racers": [{"optimizer": "sgd", "hypers": {"lr": 0.01}}],
    },
)
