"""A racer's learning-rate schedule: its choice, its settings, and its curve."""

from html import escape
from urllib.parse import quote

import numpy as np
import streamlit as st

from optim_core.catalogue import SCHEDULES
from optim_core.experiment import Experiment
from optim_core.racer import Racer
from ui import racer_changes
from ui.controls import hyper_knob
from ui.shown import shows

WIDTH, HEIGHT = 300, 60  # of the curve, in its own units
POINTS = 150


def schedule(i: int, experiment: Experiment, racer: Racer) -> None:
    """The controls of racer i's schedule, and its learning rate over the whole run."""
    here = ("racers", i)
    control = f"racers.{i}.schedule"
    st.selectbox(
        "Schedule of the learning rate",
        list(SCHEDULES),
        format_func=lambda id: SCHEDULES[id].name,
        **shows(control, racer.schedule, lambda id: racer_changes.replace_schedule(i, id, control)),
    )
    found = SCHEDULES[racer.schedule]
    for name, hyper in found.hypers.items():
        hyper_knob((*here, "schedule_hypers", name), racer.schedule_hypers[name], hyper)
    st.caption(f"{found.idea} {found.reference}")
    st.html(curve(experiment.rates(racer)))


def curve(rates: np.ndarray) -> str:
    """The rates (T,) as a line over the run, with its ends and its top in words."""
    kept = np.unique(np.linspace(0, len(rates) - 1, POINTS).astype(int))
    top = float(rates.max())
    x = kept / max(1, len(rates) - 1) * WIDTH
    y = (1 - rates[kept] / top) * (HEIGHT - 4) + 2
    line = "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True))
    # A mask, because Streamlit removes SVG elements from HTML.
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f'<path d="M{line}" fill="none" stroke="#000" stroke-width="2" '
        'vector-effect="non-scaling-stroke"/></svg>'
    )
    words = (
        f"from {rates[0]:.3g} at the first step to {rates[-1]:.3g} at the last; highest {top:.3g}"
        if np.ptp(rates) > 0
        else f"{top:.3g} at every step"
    )
    return (
        f'<figure class="curve"><div role="img" aria-label="Learning rate {escape(words)}" '
        f"style=\"mask:url('data:image/svg+xml,{quote(svg)}') 0 0/100% 100% no-repeat\"></div>"
        f"<figcaption>learning rate {escape(words)}</figcaption></figure>"
    )
