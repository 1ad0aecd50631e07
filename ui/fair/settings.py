"""The controls of the fair race: budget, seeds, what it is judged by, and from where rates are drawn."""

from collections.abc import Callable, Sequence
from typing import Any, get_args

import streamlit as st

from optim_core.catalogue import OPTIMIZERS
from optim_core.experiment import Experiment
from optim_core.run import setup_of
from optim_core.sweep import MEASURES
from optim_core.sweep.fair import Tuning
from optim_core.sweep.sampling import Method
from ui.controls import complaint, field
from ui.entry import entry
from ui.fair.state import change
from ui.plain import plain
from ui.shown import shows
from ui.sweep.names import long

WIDTHS = {"budget": 80, "method": 140, "hypers": 130, "measure": 180}  # pixels
DRAWN = {"sobol": "evenly, Sobol", "random": "at random"}


def settings(tuning: Tuning, experiment: Experiment) -> None:
    """Everything that can be set but for the ranges, in one row where there is room."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="fair-settings"):
        _number("budget", tuning.budget)
        _choice("method", tuning.method, get_args(Method), DRAWN.__getitem__)
        _choice("hypers", tuning.hypers, _tuned(tuning), _hypers)
        _number("tuning_seeds", tuning.tuning_seeds)
        _number("race_seeds", tuning.race_seeds)
        _choice("measure", tuning.measure, _measures(tuning, experiment), lambda id: MEASURES[id].name)
        _number("shared_lr", tuning.shared_lr)
    for name in Tuning.model_fields:
        complaint(("fair", name))


def _hypers(names: tuple[str, ...]) -> str:
    return {(): "all settings", ("lr",): "learning rate"}.get(names) or ", ".join(names)


def _tuned(tuning: Tuning) -> list[tuple[str, ...]]:
    """Which settings can be tuned: all, or what every rule has."""
    found = [(), ("lr",)]
    return found if tuning.hypers in found else [*found, tuning.hypers]


def _measures(tuning: Tuning, experiment: Experiment) -> list[str]:
    """What a race on this surface can be judged by."""
    bounded = setup_of(experiment).surface.lowest is not None
    found = ["gap", *(["test_loss"] if experiment.problem.on_rows else [])]
    found += ["steps", "area"] if bounded else []
    return found if tuning.measure in found else [*found, tuning.measure]


def _number(name: str, value: float) -> None:
    title, help = field(name, Tuning)
    control = f"fair.{name}"
    entry(
        control,
        title,
        value,
        lambda asked: change(name, asked, control),
        help=help,
        width=WIDTHS.get(name, 100),
    )


def _choice(name: str, value: Any, options: Sequence[Any], show: Callable[[Any], str]) -> None:
    title, help = field(name, Tuning)
    st.selectbox(
        title,
        options,
        format_func=show,
        help=help,
        width=WIDTHS[name],
        **shows(f"fair.{name}", value, lambda asked: change(name, asked, f"fair.{name}")),
    )


def ranges(tuning: Tuning, experiment: Experiment) -> None:
    """From where each rule's settings are drawn; the learning rate's range can be changed."""
    st.caption(
        "The ranges are those of the sliders in the race. Who has more settings to tune gets no more tries. "
        "Batch sizes and schedules stay as the race has them."
    )
    for optimizer in dict.fromkeys(racer.optimizer for racer in experiment.racers):
        rule = OPTIMIZERS[optimizer]
        racer = next(each for each in experiment.racers if each.optimizer == optimizer)
        low, high = tuning.rates.get(optimizer, rule.hypers["lr"].slider)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"fair-{optimizer}"):
            _end(tuning, optimizer, f"{rule.name}: learning rates from", 0, (low, high))
            _end(tuning, optimizer, "to", 1, (low, high))
            others = [
                f"{plain(long(racer, name))} {hyper.slider[0]:g} to {hyper.slider[1]:g}"
                + (", by factors" if hyper.log else "")
                for name, hyper in rule.hypers.items()
                if name != "lr"
            ]
            st.markdown("; ".join(others) or "no other settings", width="stretch")
        complaint(("fair", "rates", optimizer))


def _end(tuning: Tuning, optimizer: str, label: str, end: int, range: tuple[float, float]) -> None:
    def ask(value: Any) -> bool:
        new = (value, range[1]) if end == 0 else (range[0], value)
        return change("rates", {**tuning.rates, optimizer: new}, f"fair.rates.{optimizer}")

    entry(f"fair.rates.{optimizer}.{end}", label, range[end], ask, width=230 if end == 0 else 110)
