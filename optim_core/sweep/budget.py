"""How much a sweep may ask for."""

import numpy as np
from pydantic_core import PydanticCustomError

from optim_core.experiment import MAX_STEPS, Experiment

MOST_RUNS = 100_000
MOST_STEPS = 5_000_000_000
"""Steps of all runs together: less than a minute on two cores, or some minutes where every run has
its own β₁ or β₂."""


def check_budget(experiment: Experiment, steps: np.ndarray, seeds: int) -> None:
    """Raises PydanticCustomError where that is too much. steps: of each setting, with one seed."""
    if experiment.seed + seeds > 2**32:
        raise PydanticCustomError("seeds", "must not count past 2³²", {"field": "seeds", "got": seeds})
    if steps.max() > MAX_STEPS:
        raise PydanticCustomError(
            "steps",
            "makes a run of {steps} steps, and one run takes at most {most}",
            {
                "field": "experiment.epochs",
                "got": experiment.epochs,
                "steps": f"{steps.max():,}",
                "most": f"{MAX_STEPS:,}",
            },
        )
    runs = seeds * steps.size
    if runs > MOST_RUNS:
        raise PydanticCustomError(
            "runs",
            "makes {runs} runs, and at most {most} are possible: fewer seeds or fewer values",
            {"field": "seeds", "got": seeds, "runs": f"{runs:,}", "most": f"{MOST_RUNS:,}"},
        )
    total = seeds * int(steps.sum())
    if total > MOST_STEPS:
        raise PydanticCustomError(
            "budget",
            "makes {steps} steps together, and at most {most} are possible: "
            "fewer values, seeds or epochs, or larger batches",
            {"field": "seeds", "got": seeds, "steps": f"{total:,}", "most": f"{MOST_STEPS:,}"},
        )
