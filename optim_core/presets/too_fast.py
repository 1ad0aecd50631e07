"""Gradient descent below and above its stability limit."""

from optim_core.types import Preset

PRESET = Preset(
    id="too_fast",
    place=40,
    title="Divergence: a rate above 2/L",
    look="At 0.57, just below the limit 2/L = 0.578, every step overshoots the bottom, but by a little less "
    "each time; at 0.6, just above it, by a little more, and the loss grows without end.",
    experiment={
        "epochs": 250,
        "racers": [
            {"optimizer": "gd", "hypers": {"lr": 0.3}, "label": "GD at 0.3"},
            {"optimizer": "gd", "hypers": {"lr": 0.57}, "label": "GD at 0.57"},
            {"optimizer": "gd", "hypers": {"lr": 0.6}, "label": "GD at 0.6"},
        ],
    },
)
