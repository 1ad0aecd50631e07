"""A sweep over another: whatever makes the two no match is said."""

import pytest

from optim_core import Experiment
from ui.sweep.over import apart
from ui.sweep.plan import Asked, Plan

FIELDS = {
    "problem": {"rows": 500},
    "epochs": 4,
    "batch_size": 100,
    "racers": [{"optimizer": "sgd"}, {"optimizer": "adam"}, {"optimizer": "nadam"}],
}
CURVE = "racer=0;x=lr=0.01:1:log:5"
MAP = "racer=1;x=lr=1:1000:log:5;y=beta1=0:0.9:linear:3"


def asked(plan: str, **changes: object) -> Asked:
    experiment = Experiment.model_validate(FIELDS | changes)
    return Plan.from_text(plan, experiment).asked(experiment)


@pytest.mark.parametrize(
    ("own", "other", "changes", "why"),
    [
        (CURVE, "racer=1;x=lr=1:1000:log:7;seeds=3", {}, ""),
        (CURVE, CURVE, {"epochs": 9}, ""),
        (MAP, "racer=1;x=beta1=0:0.5:linear:4;y=lr=1:10:log:3", {}, ""),
        ("racer=1;drawn=lr,eps;n=8", "racer=1;drawn=beta1;n=16", {}, ""),
        (CURVE, MAP, {}, "It is a map, and this is a curve."),
        (CURVE, f"{CURVE};measure=area", {}, "by the area under the gap curve, this by the final gap."),
        (
            f"{CURVE};measure=steps",
            f"{CURVE};measure=steps;tolerance=0.1",
            {},
            "a tolerance of 0.1, this to 0.01",
        ),
        (CURVE, "racer=1;x=beta1=0:0.9:linear:4", {}, "It varies β₁, this learning rate."),
        (CURVE, CURVE, {"problem": {"rows": 400}}, "It ran on another landscape"),
        (f"{CURVE};measure=area", f"{CURVE};measure=area", {"problem": {"rows": 400}}, ""),
        ("racer=1;drawn=lr;n=8", "racer=2;drawn=lr;n=8", {}, "the settings of NAdam, this those of Adam"),
    ],
)
def test_only_what_can_be_compared_is_drawn(own: str, other: str, changes: dict, why: str) -> None:
    found = apart(asked(own), asked(other, **changes))
    assert why in found
    assert bool(found) == bool(why)
