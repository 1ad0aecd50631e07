"""What came out, in words around the numbers; `tests/docs` holds the words to them."""

from textwrap import fill

import numpy as np

from docs.studies.is_adam_more_robust.runs import BUDGET, RULES, SHARED_LR, Study
from docs.studies.is_adam_more_robust.tables import arrival, decades
from optim_core import OPTIMIZERS
from optim_core.sweep.seeds import SeedsResult

WIDTH = 118


def conclusion(studies: list[Study]) -> str:
    """One screen."""
    diamonds, rosenbrock, hills = studies
    parts = [robust(diamonds, rosenbrock, hills), quick(diamonds, rosenbrock), shared(diamonds, rosenbrock)]
    return "\n\n".join(
        fill(part, WIDTH) for part in [*parts, gentle(diamonds, rosenbrock), knobs(rosenbrock)]
    )


def robust(diamonds: Study, rosenbrock: Study, hills: Study) -> str:
    d, r, h = (_by_rule(f"{tuned.good_decades:.1f}" for tuned in study.full.tuned)
               for study in (diamonds, rosenbrock, hills))  # fmt: skip
    return (
        '**"Adam is less sensitive to hyperparameter choices."** It depends on the job. On the '
        f"diamonds it is not: Adam's good learning rates span {d['adam']} decades, SGD's {d['sgd']}, "
        f"momentum's {d['momentum']}. In Rosenbrock's valley it is: {r['adam']} decades, against "
        f"{r['sgd']} of SGD and {r['momentum']} of momentum. In the hills the score is of no use: "
        f"SGD's {h['sgd']} decades are wide because all of them end in the same wrong valley."
    )


def quick(diamonds: Study, rosenbrock: Study) -> str:
    d, r = _arrivals(diamonds.full.fair), _arrivals(rosenbrock.full.fair)
    only = _arrivals(diamonds.rate_only.fair)
    older = OPTIMIZERS["adam"].year - OPTIMIZERS["momentum"].year
    return (
        '**"Adam converges much more quickly than SGD."** Not on the tutorial\'s own data. Once '
        f"each is tuned, half of the runs are within 1 % of the lowest loss after {d['sgd']} epochs "
        f"with SGD, {d['momentum']} with momentum, {d['rmsprop']} with RMSProp and {d['adam']} with "
        f"Adam ({only['adam']} when only its learning rate is tuned). In Rosenbrock's valley it does: "
        f"{r['adam']} steps against {r['sgd']}. But there plain momentum, {older} years older, needs "
        f"{r['momentum']}."
    )


def shared(diamonds: Study, rosenbrock: Study) -> str:
    d, r = _arrivals(diamonds.full.unfair), _arrivals(rosenbrock.full.unfair)
    return (
        f"**One learning rate for all proves whatever you like.** With {SHARED_LR:g} on the diamonds "
        f"SGD arrives after {d['sgd']} epochs and Adam {d['adam']}; in Rosenbrock's valley SGD "
        f"{r['sgd']} and Adam arrives after {r['adam']} steps. Two unfair races, two opposite "
        "verdicts."
    )


def gentle(diamonds: Study, rosenbrock: Study) -> str:
    d, r = (_by_rule(f"{(~np.isfinite(tuned.tried.median())).mean():.0%}" for tuned in study.full.tuned)
            for study in (diamonds, rosenbrock))  # fmt: skip
    adam = diamonds.full.tuned[RULES.index("adam")]
    default = adam.winner.rule.hypers["lr"].default
    assert adam.good_rates is not None
    short = float(f"{adam.good_rates[0] / default:.1g}")
    return (
        f"**What Adam does have: it fails gently.** Of SGD's settings {d['sgd']} diverged on the "
        f"diamonds and {r['sgd']} in Rosenbrock's valley, of Adam's {d['adam']} and {r['adam']}. A "
        "bad rate makes Adam slow or shaky, hardly ever infinite. That is worth something, and it is "
        f"not the same as being insensitive: its default of {default:g} is {short:,.0f} times smaller "
        "than its smallest good rate on the diamonds, and there it does not leave the start."
    )


def knobs(rosenbrock: Study) -> str:
    full, rate_only = (
        decades(float(each.best_of(np.array(BUDGET)))) for each in rosenbrock.draws[RULES.index("adam")]
    )
    return (
        f"**More knobs want more tries.** With {BUDGET} tries in Rosenbrock's valley Adam gets "
        f"{rate_only} decades below the start, on average over the run, if only its learning rate is "
        f"tuned, and {full} if all four settings are. Leave β₁, β₂ and ε alone until the learning "
        "rate is right."
    )


def _by_rule(texts) -> dict[str, str]:
    return dict(zip(RULES, texts, strict=True))


def _arrivals(result: SeedsResult) -> dict[str, str]:
    return _by_rule(arrival(result, i) for i in range(len(RULES)))
