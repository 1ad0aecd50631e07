"""What a fair race refuses, and in which words."""

import pytest
from pydantic import ValidationError

from optim_core import Experiment
from optim_core.sweep.fair import FairRace

LINE = Experiment(problem={"rows": 300}, epochs=2, racers=[{"optimizer": "adam"}])
SURFACE = Experiment(problem={"kind": "surface", "function": "hills"}, racers=[{"optimizer": "adam"}])


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"budget": 1}, "greater than or equal to 2"),
        ({"race_seeds": 0}, "greater than or equal to 1"),
        ({"shared_lr": float("nan")}, "finite"),
        ({"rates": {"adam": (10, 1)}}, "from a smaller to a larger learning rate"),
        ({"rates": {"adam": (1, 1)}}, "from a smaller to a larger learning rate"),
        ({"rates": {"adam": (0, 1)}}, "greater than 0"),
        ({"rates": {"adam": (1e-300, 1e300)}}, "over 0.5 to 9 decades"),
        ({"rates": {"yogi": (1, 10)}}, "no such optimizer"),
        ({"experiment": SURFACE, "measure": "test_loss"}, "a surface has no test rows"),
        ({"experiment": LINE.model_copy(update={"seed": 2**32 - 5})}, "must not count past"),
    ],
)
def test_what_cannot_be_is_refused(fields, why):
    with pytest.raises(ValidationError, match=why):
        FairRace(**{"experiment": LINE, **fields})


def test_rates_are_drawn_from_the_range_that_is_meant():
    race = FairRace(experiment=LINE, rates={"adam": (5, 50)}, budget=32)
    rates = race.sampling(0).settings[:, 0]
    assert 5 <= rates.min() < 6
    assert 45 < rates.max() <= 50
