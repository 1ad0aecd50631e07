"""The controls of the sweep page: the racer, its axes, seeds and measure."""

from functools import partial
from typing import Any

import streamlit as st

from optim_core.sweep import MEASURES
from optim_core.sweep.axes import Axis
from ui import session
from ui.entry import entry
from ui.plain import plain
from ui.shown import shows
from ui.sweep import state
from ui.sweep.names import long
from ui.sweep.plan import MAP, SAMPLE, Plan, measures, settings_of

KINDS = {MAP: "one or two settings", SAMPLE: "three or more, a sample"}
METHODS = {"sobol": "Sobol (no large holes)", "random": "random"}
RANGE = {"low": ("from", 84), "high": ("to", 84), "scale": ("scale", 92), "n": ("values", 64)}
SIZES = (32, 64, 128, 256, 512, 1024)


def settings(plan: Plan) -> None:
    """Everything that can be asked; each with what was wrong with its last value."""
    experiment = session.experiment()
    names = experiment.names
    with st.container(horizontal=True, gap="small", key="sweep-what"):
        _choice(
            "racer", "Racer", plan.racer, range(len(names)), names.__getitem__, state.ask_racer, width=170
        )
        _choice("kind", "Vary", plan.kind, KINDS, KINDS.__getitem__, state.ask_kind, width=215)
        _choice(
            "measure",
            "Judged by",
            plan.measure,
            measures(experiment, plan.kind),
            lambda id: MEASURES[id].name,
            lambda id: state.ask("measure", measure=id),
            help=MEASURES[plan.measure].help,
            width=185,
        )
        entry(
            "sweep:seeds",
            "Seeds",
            plan.seeds,
            lambda value: state.ask("seeds", seeds=value),
            help="Runs of every setting, each with its own start and mini-batches: "
            "the experiment's seed and the ones after it.",
            width=80,
        )
        entry(
            "sweep:tolerance",
            "Tolerance",
            plan.tolerance,
            lambda value: state.ask("tolerance", tolerance=value),
            help="A run has arrived when its loss is at most this share above the lowest possible; "
            "on a surface, when it is down all but this share of the way.",
            width=100,
        )
    for control in ("racer", "kind", "measure", "seeds", "tolerance"):
        _complaint(control)
    if plan.kind == SAMPLE:
        return _sample(plan)
    left, right = st.columns(2, gap="small")
    with left:
        _axis("x", "Across", plan.x, plan)
    with right:
        _axis("y", "Up", plan.y, plan)


def _axis(place: str, label: str, axis: Axis | None, plan: Plan) -> None:
    experiment = session.experiment()
    racer = experiment.racers[plan.racer]
    names: list[str | None] = [*settings_of(experiment, racer)]
    none: list[str | None] = [None] if place == "y" else []

    def said(name: str | None) -> str:
        return "nothing: a curve" if name is None else long(racer, name)

    with (
        st.container(border=True, gap=None, key=f"sweep-{place}"),
        st.container(horizontal=True, gap="small", key=f"sweep-axis-{place}"),
    ):
        _choice(
            f"{place}.name",
            label,
            axis.name if axis else None,
            [*none, *names],
            said,
            partial(state.ask_axis, place, "name"),
            width=215,
        )
        for field, (title, width) in RANGE.items() if axis else ():
            control, value = f"{place}.{field}", getattr(axis, field)
            ask = partial(state.ask_axis, place, field)
            if field == "scale":
                _choice(control, title, value, ("linear", "log"), str, ask, width=width)
            else:
                entry(f"sweep:{control}", title, value, ask, width=width)
    for field in ("name", *RANGE):
        _complaint(f"{place}.{field}")


def _sample(plan: Plan) -> None:
    racer = session.experiment().racers[plan.racer]
    with st.container(horizontal=True, gap="small", key="sweep-sample"):
        st.multiselect(
            "Drawn from their sliders' ranges",
            list(racer.rule.hypers),
            format_func=lambda name: long(racer, name),
            placeholder="All of them",
            width=420,
            **shows(
                "sweep:drawn",
                [*plan.drawn],
                lambda names: state.ask("drawn", drawn=tuple(n for n in racer.rule.hypers if n in names)),
            ),
        )
        _choice("n", "Settings", plan.n, SIZES, str, lambda n: state.ask("n", n=n), width=100)
        _choice(
            "method",
            "Drawn",
            plan.method,
            METHODS,
            METHODS.__getitem__,
            lambda method: state.ask("method", method=method),
            width=190,
        )
    for control in ("drawn", "n", "method"):
        _complaint(control)


def _choice(control: str, label: str, value: Any, options: Any, show: Any, ask: Any, **more: Any) -> None:
    options = list(options)
    if value not in options:
        options.append(value)
    st.selectbox(label, options, format_func=show, **more, **shows(f"sweep:{control}", value, ask))


def _complaint(control: str) -> None:
    if why := state.note(control):
        st.markdown(f":material/error: {plain(why)}")
