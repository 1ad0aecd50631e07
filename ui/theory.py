"""What theory says about the surface and its racers, beside what the run has shown."""

from itertools import pairwise

import numpy as np
import streamlit as st

from optim_core.function_surface import FunctionSurface
from optim_core.landscape import Landscape
from optim_core.problems.linear_regression import LinearRegression
from optim_core.run import Result, Run
from optim_core.theory import (
    ROUND,
    Bowl,
    batch_covariance,
    condition_number,
    curvatures,
    directions,
    fastest,
    local_bowl,
    nearest_bowl,
    noise_ball,
    observed_rate,
    predicted_rate,
    stability_limit,
)
from ui.tables import table

Named = list[tuple[str, Run]]
# Who has not arrived was so many times higher a quarter earlier, or is lower in each of so many parts of the
# last half than in the one before: shaking alone does that once in 40,000 runs.
STILL_FALLING = 2
PARTS = 8
BATCHES = 4  # so many times larger is the next batch in the table of noise balls


def theory(result: Result) -> None:
    """Curvature at the lowest point, and every racer's limit, best settings, rates and noise."""
    reference, bowl = local_bowl(result)
    if bowl is None:
        st.markdown(
            "There is no smooth lowest point here, and so no curvature to reason with: "
            "theory for quadratics has nothing to say about this surface."
        )
        return
    point, hessian = bowl
    named = list(zip(result.names, result.runs, strict=True))
    if not result.surface.quadratic:
        name = next(name for name, run in named if run is reference)
        x, y = (f"{each:.4g}".replace("-", "−") for each in point)
        st.markdown(
            f"**All of it is local:** it holds near ({x}, {y}), the lowest point next to where {name} ended."
        )
    _curvature(result.surface, hessian)
    _limits(result, named, hessian)
    _rates(named, bowl)
    _noise(named, hessian)


def nearest_hessian(result: Result) -> np.ndarray | None:
    """The curvature (2, 2) at the lowest point that theory speaks of; None if that is no bowl."""
    bowl = local_bowl(result)[1]
    return None if bowl is None else bowl[1]


def limits(result: Result) -> list[float | None]:
    """For every racer the learning rate above which it diverges, where theory knows one."""
    hessian = nearest_hessian(result)
    if hessian is None:
        return [None] * len(result.runs)
    return [stability_limit(run.racer, hessian) for run in result.runs]


def _curvature(surface: Landscape, hessian: np.ndarray) -> None:
    gentle, steep = curvatures(hessian)
    (x1, y1), (x2, y2) = directions(hessian).T
    x, y = surface.names
    kappa = condition_number(hessian)
    named = f"**Condition number κ = L/ℓ = {kappa:.4g}:** {_kappa_words(kappa)}"
    if kappa < ROUND:
        st.markdown(f"{named} The surface bends alike in every direction, L = {steep:.4g}.")
        return
    st.markdown(
        f"{named} The surface bends least, ℓ = {gentle:.4g}, along ({x}, {y}) = "
        f"({_signed(x1)}, {_signed(y1)}), and most, L = {steep:.4g}, along ({_signed(x2)}, {_signed(y2)}): "
        "the button *curvature* draws both directions on the map."
    )
    st.caption("Eigenvalues and eigenvectors of the Hessian; Goh 2017, Why Momentum Really Works, Distill.")


def _kappa_words(kappa: float) -> str:
    if kappa < 1.5:
        return "the bowl is round, and straight downhill leads straight to the bottom."
    if kappa < 20:
        return "a somewhat narrow valley."
    return "a narrow valley: what is short enough for its walls is slow along its floor."


def _limits(result: Result, named: Named, hessian: np.ndarray) -> None:
    end = "the racer diverges" if result.surface.quadratic else "the racer cannot settle there"
    st.markdown(
        "**Stability limit:** with a larger learning rate every step overshoots by more than it gains, and "
        f"{end}. It is the mark on a racer's slider."
    )
    rows, sources = [], {}
    for name, run in named:
        known, rule = stability_limit(run.racer, hessian), run.racer.rule
        rates = result.experiment.rates(run.racer)
        rate, up_to = float(rates.max()), "up to " if np.ptp(rates) > 0 else ""
        row = {"racer": name, "learning rate": f"{up_to}{rate:.4g}"}
        row |= {"limit": "none known", "share of it": "–"}
        if rule.limit is not None and known is not None:
            row |= {
                "limit": f"{rule.limit.formula} = {known:.4g}",
                "share of it": f"{100 * rate / known:.3g} %",
            }
            sources[rule.name] = rule.limit.source
        rows.append(row)
    table(rows, "Stability limits")
    _sources(sources)


def _rates(named: Named, bowl: Bowl) -> None:
    hessian = bowl[1]
    st.markdown(
        "**Rate:** the factor by which the distance to the lowest point shrinks at every step, in the long "
        "run. The *best* settings make it smallest; *predicted* is the largest root of the rule's own "
        "recurrence at these settings, with exact gradients; *observed* is fitted to the run, as half the "
        "slope of the log gap, where there are enough steps above its floor. Noise makes it rough, and with "
        "mini-batches a smaller learning rate than the best is often better: it shakes less. For a learning "
        "rate that a schedule changes, none is predicted."
    )
    rows, formulas = [], {}
    for name, run in named:
        best = fastest(run.racer, hessian)
        rows.append(
            {
                "racer": name,
                "best settings": "–"
                if best is None
                else ", ".join(f"{run.racer.rule.hypers[k].name} {v:.4g}" for k, v in best.settings.items()),
                "best rate": _number(best and best.rate, "{:.4f}"),
                "predicted rate": _number(predicted_rate(run.racer, hessian), "{:.4f}"),
                "observed rate": _observed(run, bowl),
            }
        )
        if best is not None:
            names, _ = formulas.get(best.formula, ([], ""))
            formulas[best.formula] = (list(dict.fromkeys([*names, run.racer.rule.name])), best.source)
    table(rows, "Rates")
    for formula, (names, source) in formulas.items():
        parts = ", ".join(f"${part.strip()}$" for part in formula.split(r", \quad"))
        st.markdown(f"Best for {' and '.join(names)}: {parts}")
        st.caption(f"{source}.")


def _observed(run: Run, bowl: Bowl) -> str:
    """How fast a run came down to this lowest point."""
    point, surface = bowl[0], run.surface
    if surface.quadratic:
        return _number(observed_rate(run.gap), "{:.4f}")
    own = nearest_bowl(surface, run.path[-1])
    if own is None or not np.allclose(own[0], point, atol=1e-3 * np.ptp(surface.window)):
        return "ended elsewhere"
    return _number(observed_rate(np.maximum(run.train_loss - surface.f(point), 0)), "{:.4f}")


def _noise(named: Named, hessian: np.ndarray) -> None:
    balls = [(name, run, ball) for name, run in named if (ball := _balls(run, hessian))]
    if not balls:
        return
    st.markdown(
        "**Noise ball:** near the lowest point the slope is small and the noise is not, so the racer keeps "
        "shaking. This is the average gap it stays at, by batch size: proportional to the learning rate and "
        "to 1/batch size. Where an epoch is shorter than the 1/(αℓ) steps that the walk remembers, "
        "its batches make up for each other and it shakes less."
        if named[0][1].surface.on_rows
        else "**Noise ball:** near the lowest point the slope is small and the noise is not, so the racer "
        "keeps shaking. This is the average gap it stays at: proportional to the learning rate."
    )
    for name, run, ball in balls:
        row = {made: _gap(gap) for made, gap in ball.items()}
        table([{"racer": name, **row, "observed, last quarter": _shaken(run)}], f"Noise ball of {name}")
    st.caption(
        "Mandt, Hoffman & Blei 2017, Stochastic gradient descent as approximate Bayesian inference; "
        "exact for a quadratic."
    )


def _shaken(run: Run) -> str:
    """The gap that a run has stayed at, if it has come to stay."""
    quarter = max(1, len(run.gap) // 4)
    before, last = np.mean(run.gap[-2 * quarter : -quarter]), np.mean(run.gap[-quarter:])
    parts = [part.mean() for part in np.array_split(run.gap[-2 * quarter :], min(PARTS, 2 * quarter))]
    falling = before > STILL_FALLING * last or (
        len(parts) == PARTS and all(a > b for a, b in pairwise(parts))
    )
    return f"{_gap(float(last))}, still falling" if falling else _gap(float(last))


def _gap(gap: float) -> str:
    return f"{gap:,.0f}" if gap > 99 else f"{gap:.3g}"


def _balls(run: Run, hessian: np.ndarray) -> dict[str, float]:
    """What plain gradient descent at a constant rate shakes at, by what makes the noise; empty where there
    is no noise, or no formula as short as this."""
    surface, lr = run.surface, run.racer.hypers["lr"]
    if run.racer.optimizer not in ("gd", "sgd") or run.racer.schedule != "constant":
        return {}
    if isinstance(surface, FunctionSurface):
        covariances = {f"noise {surface.noise:g}": surface.noise**2 * np.eye(2)} if surface.noise else {}
    elif isinstance(surface, LinearRegression) and run.batch_size < run.train_rows:
        sizes = {run.batch_size, *(BATCHES**k for k in range(8) if BATCHES**k < run.train_rows)}
        x, pulls = surface.x_train, surface.pulls(surface.train.bottom)
        covariances = {
            f"batch {size:,}" + (" (its own)" if size == run.batch_size else ""): batch_covariance(
                x, pulls, size
            )
            for size in sorted(sizes)
        }
    else:
        return {}
    found = {label: noise_ball(lr, hessian, covariance) for label, covariance in covariances.items()}
    return {label: ball for label, ball in found.items() if ball is not None}


def _sources(sources: dict[str, str]) -> None:
    if sources:
        st.caption("; ".join(f"{name}: {source}" for name, source in sources.items()) + ".")


def _signed(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)
