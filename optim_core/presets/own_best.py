"""Five optimizers, each near its own best learning rate: the smallest mean log10 gap over the race."""

from optim_core.types import Preset

PRESET = Preset(
    id="own_best",
    place=10,
    title="Each near its own best",
    look="Five ways down the same bowl, each with a learning rate that suits it: who zigzags, who begins "
    "with a leap, who walks straight, who rolls past the bottom, and who is still shaking when it has "
    "arrived?",
    experiment={
        "epochs": 20,
        "batch_size": 400,
        "racers": [
            {"optimizer": "gd", "hypers": {"lr": 0.52}},
            {"optimizer": "sgd", "hypers": {"lr": 0.1}},
            {"optimizer": "momentum", "hypers": {"lr": 0.0125}},
            {"optimizer": "rmsprop", "hypers": {"lr": 80, "rho": 0.999}},
            {"optimizer": "adam", "hypers": {"lr": 380}},
        ],
    },
)
