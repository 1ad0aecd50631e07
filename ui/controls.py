"""Declarations → widgets. Each widget shows one value of the session's Experiment and asks to change it."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import streamlit as st

from optim_core.experiment import Experiment
from optim_core.types import Hyper
from ui import session
from ui.entry import entry
from ui.plain import plain
from ui.shown import shows

Label = Callable[[Any], str]


def _shows(kind: str, path: session.Path, value: Any) -> dict[str, Any]:
    """The arguments that make a widget show the value at a path and ask to change it."""
    name = ".".join(map(str, path))
    return shows(f"{kind}:{name}", value, lambda asked: session.change(path, asked, name))


def complaint(path: session.Path) -> None:
    """What was wrong with the last value given at this path, if anything was."""
    if why := session.note(".".join(map(str, path))):
        st.markdown(f":material/error: {plain(why)}")


def number(path: session.Path, value: float, label: str, help: str | None = None) -> None:
    """Exact entry of one number, and below it what was wrong with the last one."""
    _entry(path, value, label, help=help)
    complaint(path)


def optional_number(path: session.Path, value: float | None, label: str, none: str, help: str) -> None:
    """Exact entry of a number that may be left out; `none`, in the empty field, says what holds then."""
    _entry(path, value, label, None, placeholder=none, help=help)
    complaint(path)


def _entry(path: session.Path, value: float | None, label: str, empty: str | None = "", **look: Any) -> None:
    """empty: what an emptied field asks for."""
    name = ".".join(map(str, path))

    def ask(asked: Any) -> bool:
        return session.change(path, empty if asked == "" else asked, name)

    entry(f"exact:{name}", label, value, ask, **look)


def knob(path: session.Path, value: float, options: tuple[float, ...], label: str, help: str) -> None:
    """A slider over the interesting values and, beside it, exact entry of any."""
    left, right = st.columns([5, 3], vertical_alignment="bottom", wrap=False, gap="small")
    with left:
        slider(path, value, options, label, help)
    with right:
        _entry(path, value, f"{label}, exactly", label_visibility="collapsed")
    complaint(path)


def slider(
    path: session.Path, value: float, options: tuple[float, ...], label: str, help: str | None = None
) -> None:
    """A slider over the interesting values, and over any other this control has had."""
    st.select_slider(
        label,
        _with(options, path, value),
        format_func="{:g}".format,
        help=help,
        **_shows("slider", path, value),
    )


def _with(options: tuple[float, ...], path: session.Path, value: float) -> list[float]:
    """The options and every other value this knob has had: it must not lose its place for a new one."""
    had: set[float] = st.session_state.setdefault("had", {}).setdefault(path, set())
    if value not in options:
        had.add(value)
    return sorted({*options, *had})


def place(path: session.Path, value: float, hyper: Hyper) -> float:
    """Where on its hyperparameter's slider a value lies: 0 at the left end, 1 at the right."""
    options = _with(interesting(hyper), path, hyper.default)
    return float(np.interp(value, options, range(len(options)))) / (len(options) - 1)


def hyper_slider(path: session.Path, value: float, hyper: Hyper, whose: str) -> None:
    """The slider of a hyperparameter, made from its declaration; whose it is tells it from its neighbours.

    Without a tooltip: one each for many racers says the same, and costs a browser as much as two sliders.
    """
    slider(path, value, interesting(hyper), f"{hyper.name}, {whose}")
    complaint(path)


def hyper_knob(path: session.Path, value: float, hyper: Hyper) -> None:
    """The knob of a hyperparameter, made from its declaration."""
    knob(path, value, interesting(hyper), hyper.name, f"${hyper.symbol}$ in the formula. {hyper.help}")


@cache
def interesting(hyper: Hyper) -> tuple[float, ...]:
    """The values a slider offers: by equal factors, by equal steps, or ever closer to an open end at 1."""
    low, high = hyper.slider
    if hyper.log:
        return by_factors(low, high, 20)
    if hyper.legal.endswith("1)"):
        gaps = by_factors(round(1 - high, 12), 1, 10)
        return tuple(sorted({float(f"{1 - gap:.6g}") for gap in gaps if 1 - gap >= low} | {low}))
    return tuple(float(f"{value:.6g}") for value in np.linspace(low, high, 51))


@cache
def by_factors(low: float, high: float, per_decade: int) -> tuple[float, ...]:
    """Two-digit numbers from low to high, so many to the decade, as on a box of resistors."""
    first, last = (round(float(np.log10(end)) * per_decade) for end in (low, high))
    return tuple(sorted({float(f"{10 ** (k / per_decade):.1e}") for k in range(first, last + 1)}))


def whole_by_factors(low: int, high: int, per_decade: int = 10) -> tuple[int, ...]:
    """Whole numbers from low to high by about equal factors, both ends included."""
    return tuple(
        sorted({low, high} | {int(v) for v in by_factors(low, high, per_decade) if low <= v <= high})
    )


def field(name: str, of: Any = Experiment) -> tuple[str, str]:
    """Title and description of a field, as its declaration has them."""
    info = of.model_fields[name]
    return info.title or name, info.description or ""


def choice(
    path: session.Path,
    value: Any,
    options: Sequence[Any],
    label: str,
    help: str | None = None,
    show: Label = str,
) -> None:
    """One of a few."""
    st.selectbox(label, options, help=help, format_func=show, **_shows("choice", path, value))
    complaint(path)


def switch(path: session.Path, value: Any, first: Any, label: str, help: str) -> None:
    """Whether there is a value at all; switched on, it is this one first."""
    name = ".".join(map(str, path))
    st.toggle(
        label,
        help=help,
        **shows(
            f"switch:{name}",
            value is not None,
            lambda on: session.change(path, first if on else None, name),
        ),
    )
