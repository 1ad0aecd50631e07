"""What a sweep is asked for: as a link has it, and fitted to another experiment."""

from dataclasses import replace

import pytest

from optim_core.catalogue import OPTIMIZERS, PRESETS
from optim_core.experiment import Experiment
from optim_core.racer import Racer
from optim_core.sweep import Axis
from ui.sweep.plan import SAMPLE, Plan, favourite, fitted, planned

BEST = Experiment.preset("own_best")


@pytest.mark.parametrize("id", PRESETS)
def test_every_scenario_has_something_to_sweep_for_every_racer(id: str) -> None:
    experiment = Experiment.preset(id)
    for i in range(len(experiment.racers)):
        plan = planned(experiment, i)
        assert fitted(plan, experiment) == plan
        assert Plan.from_text(plan.to_text(), experiment) == plan
    assert favourite(experiment) < len(experiment.racers)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_new_optimizer_needs_nothing_to_be_swept(optimizer: str) -> None:
    experiment = Experiment(problem={"rows": 500}, epochs=3, racers=(Racer(optimizer=optimizer),))
    plan = planned(experiment, 0)
    plan.asked(experiment)
    replace(plan, kind=SAMPLE).asked(experiment)


@pytest.mark.parametrize(
    "plan",
    [
        replace(planned(BEST, 2), y=None, seeds=7, measure="steps", tolerance=0.25),
        replace(planned(BEST, 4), kind=SAMPLE, drawn=("lr", "eps"), n=128, method="random"),
        replace(planned(BEST, 4), kind=SAMPLE),
        replace(planned(BEST, 1), x=Axis(name="batch_size", low=1, high=1e3, scale="log", n=9), y=None),
    ],
)
def test_a_link_holds_all_of_it(plan: Plan) -> None:
    assert Plan.from_text(plan.to_text(), BEST) == plan


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("racer=9", "racer: must be from 0 to 4"),
        ("racer=-1", "racer: must be from 0 to 4"),
        ("racer=x", "invalid literal"),
        ("x=lr=1:0.1:log:20", "must be above the 1"),
        ("x=lr=0:1:log:20", "must be above 0 on a log axis"),
        ("x=lr", "must look like"),
        ("x=nothing=1:2:log:3", "must be a setting of Adam"),
        ("seeds=0", "at least 1"),
        ("measure=beauty", "must be"),
        ("colour=red", "must be made of"),
        ("x=lr=1:2:log:100;y=beta1=0:0.9:linear:100;seeds=100", "at most 100,000"),
        ("kind=strange", "must be made of"),
    ],
)
def test_what_a_link_cannot_ask_is_said(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Plan.from_text(text, BEST)


def test_it_is_fitted_to_the_experiment() -> None:
    plan = replace(planned(BEST, 4), seeds=3, measure="test_loss")
    fewer = BEST.model_copy(update={"racers": BEST.racers[:3]})
    assert fitted(plan, fewer) == replace(planned(fewer, 2), seeds=3, measure="test_loss")
    surface = Experiment(problem={"kind": "surface", "function": "beale"}, racers=[{"optimizer": "sgd"}])
    found = fitted(replace(planned(BEST, 1), measure="test_loss"), surface)
    assert (found.racer, found.y, found.measure) == (0, None, "gap")
    found.asked(surface)
