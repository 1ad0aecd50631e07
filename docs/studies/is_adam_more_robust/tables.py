"""Every number of the page, as the Markdown it stands in there: one function a block."""

import numpy as np

from docs.studies.is_adam_more_robust.runs import (
    BUDGET,
    JOBS,
    NOISE,
    RACE_SEEDS,
    RULES,
    SHARED_LR,
    STARTS,
    TRIES,
    TUNING_SEEDS,
    Job,
    Study,
)
from optim_core.racer import Racer
from optim_core.sweep.quantiles import quantile
from optim_core.sweep.seeds import BAND, SeedsResult
from optim_core.sweep.tune import Tuned


def number(value: float) -> str:
    """Three digits that count, without zeros that say nothing."""
    if not np.isfinite(value):
        return "never"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """The first column to the left, numbers to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def settings(racer: Racer) -> str:
    """In symbols, as the app shows them."""
    hypers = racer.rule.hypers
    return ", ".join(f"${hypers[name].symbol}$ {value:.2g}" for name, value in racer.hypers.items())


def protocol() -> str:
    """What was run, in numbers."""
    diamonds, rosenbrock, hills = (JOBS[id].experiment for id in ("diamonds", "rosenbrock", "hills"))
    return (
        f"- **Diamonds**: the tutorial's job, {diamonds.problem.train_rows:,} training rows in raw units, "
        f"mini-batches of {diamonds.batch_size}, {diamonds.epochs} epochs.\n"
        f"- **Rosenbrock's valley**: from its classical start, {rosenbrock.epochs:,} steps; a normal random "
        f"number of standard deviation {NOISE:g} is added to every slope.\n"
        f"- **The hills**: six valleys, one deepest, {hills.epochs} steps, the same noise.\n"
        f"- **Ranges**: {_ranges()}.\n"
        f"- **Budget**: {BUDGET} settings for every racer, drawn with Sobol's sequence from the ranges that "
        f"the app declares for it, on {TUNING_SEEDS} seeds each. The winners then meet on {RACE_SEEDS} "
        "other seeds."
    )


def _ranges() -> str:
    """The learning rates that were tried, by whom."""
    sliders = {
        racer.rule.name: racer.rule.hypers["lr"].slider for racer in JOBS["diamonds"].experiment.racers
    }
    by_range = {
        slider: " and ".join(name for name, other in sliders.items() if other == slider)
        for slider in sliders.values()
    }
    return "; ".join(
        f"learning rates from {low:g} to {high:g} for {who}" for (low, high), who in by_range.items()
    )


def race(studies: list[Study]) -> str:
    """Who arrives when, tuned and not."""
    return "\n\n".join(race_on(study) for study in studies)


def race_on(study: Study) -> str:
    """The same of one job."""
    job = study.job
    rows = []
    for i, tuned in enumerate(study.full.tuned):
        rows.append([tuned.winner.rule.name, settings(tuned.winner), *_ends(job, study.full.fair, i),
                     arrival(study.full.unfair, i)])  # fmt: skip
        if len(tuned.winner.hypers) > 1:
            only = study.rate_only.tuned[i].winner
            name, found = f"{only.rule.name}, learning rate only", settings(only)
            rows.append([name, found.split(",")[0], *_ends(job, study.rate_only.fair, i), ""])
    head = [job.name, "settings found", f"{job.clock} to 1 %", "of the seeds", "gap at the end",
            f"{job.clock} to 1 % at {SHARED_LR:g}"]  # fmt: skip
    return table(head, rows)


def _ends(job: Job, result: SeedsResult, i: int) -> list[str]:
    gap = 100 * result.gaps[i, :, -1] / job.whole
    middle, low, high = (float(quantile(gap, share)) for share in (0.5, *BAND))
    share = np.isfinite(result.arrived[i]).mean()
    return [arrival(result, i), f"{share:.0%}", f"{number(middle)} % ({number(low)} to {number(high)})"]


def arrival(result: SeedsResult, i: int) -> str:
    """When half of the seeds had arrived, or what happened instead."""
    if result.diverged[i].mean() > 0.5:
        return "diverges"
    return number(float(quantile(result.arrived[i], 0.5)))


def sensitivity(studies: list[Study]) -> str:
    """The scores of every racer on every job."""
    head = ["", "good settings", "of the learning rate alone", "diverged", "good learning rates", "decades",
            "default"]  # fmt: skip
    return table(head, [sensitivity_row(study, i) for study in studies for i in range(len(RULES))])


def sensitivity_row(study: Study, i: int) -> list[str]:
    """One racer on one job."""
    full, only = study.full.tuned[i], study.rate_only.tuned[i]
    failed = (~np.isfinite(full.tried.median())).mean()
    return [
        f"{study.job.name}: {full.winner.rule.name}",
        f"{full.robustness:.0%}",
        f"{only.robustness:.0%}",
        f"{failed:.0%}",
        good_rates(full),
        f"{full.good_decades:.1f}",
        default(full),
    ]


def good_rates(tuned: Tuned) -> str:
    """From where to where, with ≤ and ≥ where the declared range ended before the good rates did."""
    if tuned.good_rates is None:
        return "none"
    low, high = tuned.winner.rule.hypers["lr"].slider
    first, last = tuned.good_rates
    below, above = "≤ " if np.isclose(first, low) else "", "≥ " if np.isclose(last, high) else ""
    return f"{below}{number(first)} to {above}{number(last)}"


def default(tuned: Tuned) -> str:
    """The default learning rate, and whether it is a good one."""
    rate = tuned.winner.rule.hypers["lr"].default
    first, last = tuned.good_rates or (np.inf, -np.inf)
    return f"{rate:g}: {'good' if first <= rate <= last else 'too small' if rate < first else 'too large'}"


def tries(studies: list[Study]) -> str:
    """What tuning brings, by how long one tunes."""
    head = ["Settings tried", *map(str, TRIES)]
    rows = []
    for study in studies:
        for full, rate_only in study.draws:
            name = f"{study.job.name}: {full.sampling.subject.rule.name}"
            rows.append([name, *map(decades, full.best_of(TRIES))])
            if len(full.sampling.ranges) > 1:
                rows.append([f"{name}, learning rate only", *map(decades, rate_only.best_of(TRIES))])
    return table(head, rows)


def decades(area: float) -> str:
    """Below the start, on average."""
    return f"{-area:.2f}" if np.isfinite(area) else "diverged"


def elsewhere(study: Study) -> str:
    """From how many other starts every winner finds the deepest valley."""
    names = [tuned.winner.rule.name for tuned in study.full.tuned]
    rows = [
        [what, *(f"{share:.0%}" for share in study.from_elsewhere(result))]
        for what, result in (("everything tuned", study.full), ("learning rate tuned", study.rate_only))
    ]
    return table([f"Share of {STARTS} starts", *names], rows)
