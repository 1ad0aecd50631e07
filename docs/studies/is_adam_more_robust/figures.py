"""The figures, one function each; they read on dark pages too, because they bring their own white."""

from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from PIL import Image

from docs.studies.is_adam_more_robust.runs import BUDGET, RULES, SHARED_LR, TRIES, Study
from optim_core.run import setup_of
from optim_core.sweep import SweepResult
from optim_core.sweep.measures import DIVERGED, column
from optim_core.sweep.seeds import BAND, SeedsResult
from optim_core.theory import stability_limit
from ui.palette import RACERS

DASHES = {"solid": "-", "dash": "--", "dashdot": "-.", "dot": ":"}
LOOKS = [(look.light, DASHES[look.dash]) for look in RACERS[: len(RULES)]]
LEAST = 1e-4  # percent; lower is drawn there
STYLE: dict[Any, Any] = {
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e3e6ea",
    "figure.facecolor": "white",
    "legend.frameon": False,
}


def save(figure: Figure, file: Path) -> None:
    """As a small PNG, in 256 colours."""
    drawn = BytesIO()
    figure.savefig(drawn, dpi=110)
    plt.close(figure)
    Image.open(drawn).convert("RGB").quantize(256).save(file, optimize=True)


def _panels(rows: int, columns: int, height: float, **options) -> tuple[Figure, np.ndarray]:
    with plt.rc_context(STYLE):
        return plt.subplots(
            rows, columns, figsize=(11.5, height), squeeze=False, layout="constrained", **options
        )


def race(studies: list[Study]) -> Figure:
    """The fair race above, the race at one learning rate below."""
    figure, axes = _panels(2, len(studies), 6.6, sharex="col", sharey="col")
    for k, study in enumerate(studies):
        for row, (result, title) in enumerate(
            [
                (study.full.fair, "each tuned"),
                (study.full.unfair, f"all at a learning rate of {SHARED_LR:g}"),
            ]
        ):
            _curves(axes[row, k], result, study.job.whole)
            axes[row, k].set_title(f"{study.job.name}: {title}", fontsize=11)
        axes[1, k].set_xlabel(study.job.clock)
    for row in range(2):
        axes[row, 0].set_ylabel("gap, % (median of the seeds)")
    figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=len(RULES))
    return figure


def _curves(axes: Axes, result: SeedsResult, whole: float) -> None:
    at = result.epochs
    for i, (name, (color, dash)) in enumerate(zip(result.experiment.names, LOOKS, strict=True)):
        middle, low, high = (
            np.clip(100 * curve[i] / whole, LEAST, None)
            for curve in (result.middle, result.band(BAND[0]), result.band(BAND[1]))
        )
        axes.plot(at, middle, dash, color=color, lw=1.8, label=name)
        axes.fill_between(at, low, np.minimum(high, 1e9), color=color, alpha=0.13, lw=0)
        ends = np.flatnonzero(~np.isfinite(middle))
        if len(ends):
            axes.plot(at[ends[0] - 1], middle[ends[0] - 1], "x", color=color, ms=9, mew=2)
            axes.annotate("diverges", (at[ends[0] - 1], middle[ends[0] - 1]), color=color, fontsize=9,
                          xytext=(8, -4 - 12 * i), textcoords="offset points")  # fmt: skip
    axes.set_yscale("log")
    axes.set_ylim(LEAST * 3, 3e3)
    axes.axhline(1, color="#888", lw=0.8)


def rates(studies: list[Study]) -> Figure:
    """Where the loss ends, against the learning rate; the default marked."""
    figure, axes = _panels(1, len(studies), 3.9, sharey=True)
    for k, study in enumerate(studies):
        for i, (result, (color, dash)) in enumerate(zip(study.ladders, LOOKS, strict=True)):
            rates = result.sweep.x.values
            gap = 100 * result.median("gap")[0] / study.job.whole
            rule = result.sweep.subject.rule
            axes[0, k].plot(
                rates, np.where(np.isfinite(gap), gap, np.nan), dash, color=color, label=rule.name
            )
            good = study.full.tuned[i].good_rates
            if good:
                y, default = 5e-8 * 4**i, rule.hypers["lr"].default
                axes[0, k].plot(good, (y, y), color=color, lw=4, solid_capstyle="butt")
                axes[0, k].plot(default, y, marker="d", color="white", mec=color, ms=7)
                axes[0, k].annotate(rule.name, (max(good[1], default), y), color=color, fontsize=9,
                                    xytext=(7, 0), textcoords="offset points", va="center")  # fmt: skip
        axes[0, k].set(xscale="log", yscale="log", xlim=(5e-5, 4e4), ylim=(1e-8, 1e4), xlabel="learning rate")
        axes[0, k].set_title(study.job.name, fontsize=11)
    axes[0, 0].set_ylabel("gap at the end, %")
    figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=len(RULES))
    return figure


def tries(studies: list[Study]) -> Figure:
    """What tuning brings, against how long one tunes."""
    figure, axes = _panels(1, len(studies), 3.9)
    many = np.arange(1, BUDGET + 1)
    for k, study in enumerate(studies):
        for (full, rate_only), (color, dash) in zip(study.draws, LOOKS, strict=True):
            name = full.sampling.subject.rule.name
            axes[0, k].plot(many, -full.best_of(many), dash, color=color, label=name)
            if len(full.sampling.ranges) > 1:
                axes[0, k].plot(many, -rate_only.best_of(many), dash, color=color, lw=0.9, marker=".",
                                markevery=list(TRIES - 1), label=f"{name}, learning rate only")  # fmt: skip
        axes[0, k].set_xscale("log", base=2)
        axes[0, k].set_xticks(TRIES, [str(n) for n in TRIES])
        axes[0, k].set_xlabel("settings tried")
        axes[0, k].set_title(study.job.name, fontsize=11)
        axes[0, k].set_ylim(bottom=min(0, axes[0, k].get_ylim()[0]))
    axes[0, 0].set_ylabel("decades below the start,\nmean over the run")
    figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=4, fontsize=9)
    return figure


def maps(results: list[SweepResult], whole: float) -> Figure:
    """Every cell as it was run; hatched where any seed diverged."""
    figure, axes = _panels(1, len(results), 4.2)
    norm = LogNorm(0.003, 1e3)
    image = None
    for axis, result in zip(axes[0], results, strict=True):
        sweep = result.sweep
        x, y = sweep.x.values, sweep.y.values if sweep.y else np.zeros(1)
        diverged = (column(result.records, "status") == DIVERGED).any(axis=-1)
        gap = np.ma.masked_invalid(np.clip(100 * result.median("gap") / whole, 0.003, None))
        image = axis.pcolormesh(x, y, gap, norm=norm, cmap="viridis_r", shading="nearest")
        axis.pcolor(x, y, np.ma.masked_equal(diverged, False), shading="nearest", hatch="xxx",
                    facecolor="none", edgecolor="#777", lw=0)  # fmt: skip
        best = result.best()
        assert best is not None
        axis.plot(x[best[1]], y[best[0]], "*", color="white", mec="black", ms=14)
        setup = setup_of(sweep.experiment)
        limit = stability_limit(sweep.subject, setup.surface.hessian(np.zeros(2)))
        if limit:
            axis.axvline(limit, color="black", lw=1.2, ls="--")
            axis.annotate("2/L", (limit, y[-1]), xytext=(-24, -12), textcoords="offset points",
                          color="white")  # fmt: skip
        axis.set(xscale="log", xlabel="learning rate", title=sweep.subject.rule.name)
        axis.grid(False)
        batch = sweep.y is not None and sweep.y.name == "batch_size"
        axis.set_ylabel("batch size" if batch else "β₁")
        if batch:
            axis.set_yscale("log")
    assert image is not None
    figure.colorbar(image, ax=list(axes[0]), label="gap at the end, %", extend="both", fraction=0.03)
    return figure
