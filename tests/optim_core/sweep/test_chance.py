"""What a seed decides."""

import pytest
from pydantic import ValidationError

from optim_core import Experiment, run
from optim_core.sweep.chance import CHEAP, ManySeeds, decided_by_seed

DESCENT = [{"optimizer": "gd"}]
LINE = {"problem": {"rows": 300}, "epochs": 2, "racers": DESCENT}
HILLS = {"problem": {"kind": "surface", "function": "hills"}, "epochs": 20, "racers": DESCENT}


def other_seed_differs(experiment):
    paths = [run(experiment.model_copy(update={"seed": seed})).runs[0].path for seed in (1, 2)]
    return paths[0].tolist() != paths[1].tolist()


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        (LINE, 2),
        ({**LINE, "start": (0, 0)}, 1),
        ({**LINE, "racers": [{"optimizer": "sgd"}]}, 3),
        (HILLS, 0),
        ({**HILLS, "start": (1, 1)}, 0),
        ({**HILLS, "problem": {"kind": "surface", "function": "hills", "noise": 0.1}}, 1),
    ],
)
def test_what_it_says_is_what_happens(fields, count):
    experiment = Experiment(**fields)
    assert len(decided_by_seed(experiment)) == count
    assert other_seed_differs(experiment) is bool(count)


def test_cheap_is_a_matter_of_steps():
    cheap = ManySeeds(experiment=Experiment(**LINE), count=20)
    assert (cheap.steps, cheap.cheap) == (40, True)
    long = Experiment(problem={"rows": 10_000}, batch_size=8, epochs=100, racers=[{"optimizer": "sgd"}])
    assert ManySeeds(experiment=long, count=20).steps == CHEAP
    assert not ManySeeds(experiment=long, count=21).cheap


@pytest.mark.parametrize("count", [0, 1, 101])
def test_few_and_too_many_are_refused(count):
    with pytest.raises(ValidationError, match="count"):
        ManySeeds(experiment=Experiment(**LINE), count=count)


def test_seeds_do_not_count_past_their_end():
    with pytest.raises(ValidationError, match="must not count past"):
        ManySeeds(experiment=Experiment(**LINE, seed=2**32 - 3), count=4)
