"""What theory says about the surface and its racers, beside what the run has shown."""

from html import escape

import numpy as np
import streamlit as st

from optim_core.landscape import Landscape
from optim_core.problems.linear_regression import LinearRegression
from optim_core.run import Result, Run
from optim_core.theory import (
    batch_covariance,
    condition_number,
    curvatures,
    directions,
    fastest,
    nearest_bowl,
    noise_ball,
    observed_rate,
    predicted_rate,
    stability_limit,
)

Row = dict[str, str]


def theory(result: Result) -> None:
    """Curvature at the lowest point, and every racer's limit, best settings and rates."""
    hessian = nearest_hessian(result)
    if hessian is None:
        st.markdown(
            "There is no smooth lowest point here, and so no curvature to reason with: "
            "theory for quadratics has nothing to say about this surface."
        )
        return
    st.markdown(_curvature(result.surface, hessian))
    st.html(_table([_row(name, run, hessian) for name, run in zip(result.names, result.runs, strict=True)]))
    st.caption(_legend(result.surface))
    for name, best in {
        run.racer.rule.name: best for run in result.runs if (best := fastest(run.racer, hessian)) is not None
    }.items():
        st.latex(best.formula)
        st.caption(f"{name}: {best.source}")


def nearest_hessian(result: Result) -> np.ndarray | None:
    """The curvature (2, 2) at the lowest point next to the first racer's end; None if that is no bowl."""
    bowl = nearest_bowl(result.surface, result.runs[0].path[-1])
    return None if bowl is None else bowl[1]


def limits(result: Result) -> list[float | None]:
    """For every racer the learning rate above which it diverges, where theory knows one."""
    hessian = nearest_hessian(result)
    if hessian is None:
        return [None] * len(result.runs)
    return [stability_limit(run.racer, hessian) for run in result.runs]


def _curvature(surface: Landscape, hessian: np.ndarray) -> str:
    gentle, steep = curvatures(hessian)
    (x1, y1), (x2, y2) = directions(hessian).T
    x, y = surface.names
    where = "everywhere" if surface.quadratic else "at the lowest point next to the first racer's end"
    return (
        f"**Curvature, {where}:** from $\\ell$ = {gentle:.4g} along ({x}, {y}) = ({x1:.3f}, {y1:.3f}) "
        f"to $L$ = {steep:.4g} along ({x2:.3f}, {y2:.3f}), the two thin lines through the lowest point. "
        f"Their ratio is the condition number **κ = {condition_number(hessian):.4g}**: "
        f"{_kappa_words(condition_number(hessian))}"
    )


def _kappa_words(kappa: float) -> str:
    if kappa < 1.5:
        return "the bowl is round, and straight downhill leads straight to the bottom."
    if kappa < 20:
        return "a somewhat narrow valley."
    return "a narrow valley: what is short enough for its walls is slow along its floor."


def _row(name: str, run: Run, hessian: np.ndarray) -> Row:
    limit = stability_limit(run.racer, hessian)
    best = fastest(run.racer, hessian)
    return {
        "racer": name,
        "learning rate": f"{run.racer.hypers['lr']:g}",
        "limit": "–" if limit is None else f"{limit:.4g}",
        "best settings": "–" if best is None else ", ".join(f"{k} {v:.4g}" for k, v in best.settings.items()),
        "best rate": "–" if best is None else f"{best.rate:.4f}",
        "predicted rate": _number(predicted_rate(run.racer, hessian), "{:.4f}"),
        "observed rate": _number(None if run.surface.lowest is None else observed_rate(run.gap), "{:.4f}"),
        "noise ball": _number(_ball(run, hessian), "{:.3g}"),
        "gap, last quarter": f"{float(np.mean(run.gap[-max(1, len(run.gap) // 4) :])):.3g}",
    }


def _ball(run: Run, hessian: np.ndarray) -> float | None:
    """Only plain SGD at a constant rate on the squared error has a formula as short as this."""
    surface = run.surface
    if run.racer.optimizer != "sgd" or run.racer.schedule != "constant":
        return None
    if isinstance(surface, LinearRegression) and surface.quadratic:
        covariance = batch_covariance(surface.x_train, surface.y_train, surface.train.bottom, run.batch_size)
        return noise_ball(run.racer.hypers["lr"], hessian, covariance)
    return None


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)


def _legend(surface: Landscape) -> str:
    local = "" if surface.quadratic else "All of it is local: it holds near that lowest point only. "
    return local + (
        "limit: above it the racer diverges. A rate is the factor by which the distance to the bottom "
        "shrinks at every step, in the long run: predicted from the largest root of the rule's own "
        "recurrence for exact gradients, observed as half the slope of the log gap. noise ball: the average "
        "gap at which SGD keeps shaking, proportional to the learning rate and to 1/batch size; epochs that "
        "are short against 1/(αℓ) steps make it smaller, because their batches make up for each other."
    )


def _table(rows: list[Row]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row.values()) + "</tr>" for row in rows
    )
    return (
        '<div class="results" tabindex="0" role="region" aria-label="Theory">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
