"""What the racers walk on: a line's loss over data, a named surface, or a formula that somebody types."""

import streamlit as st

from optim_core.catalogue import SURFACES
from optim_core.experiment import Experiment
from optim_core.kinds import FORMULA, LINE, SURFACE
from optim_core.surfaces import FormulaChoice, SurfaceChoice
from ui import session
from ui.controls import by_factors, complaint, field, hyper_knob, knob, number
from ui.shown import shows

NOISES = (0.0, *by_factors(1e-3, 1e3, 5))


def surface(experiment: Experiment) -> None:
    """The choice of a surface; the rest of its settings are in `surface_settings`."""
    problem = experiment.problem
    st.selectbox(
        "What to walk on",
        [LINE, *SURFACES, FORMULA],
        format_func=_name,
        help="Each racer starts with the learning rate that did best of a few dozen on the new surface.",
        **shows("surface", problem.function if isinstance(problem, SurfaceChoice) else problem.kind, _asked),
    )
    complaint(("problem",))


def _name(option: str) -> str:
    own = {LINE: "A line through data", FORMULA: "Your own formula"}
    return own[option] if option in own else SURFACES[option].name


def _asked(option: str) -> bool:
    kinds = {LINE: {"kind": LINE}, FORMULA: {"kind": FORMULA}}
    return session.change_problem(kinds.get(option, {"kind": SURFACE, "function": option}), "problem")


def surface_settings(experiment: Experiment) -> None:
    """Everything that can be chosen about a surface without rows."""
    problem = experiment.problem
    if isinstance(problem, SurfaceChoice):
        _named(problem)
    elif isinstance(problem, FormulaChoice):
        _typed(problem)
    else:
        return
    knob(("problem", "noise"), problem.noise, NOISES, *field("noise", type(problem)))


def _named(problem: SurfaceChoice) -> None:
    found = problem.surface
    st.markdown(found.idea)
    st.latex(f"f(x, y) = {found.latex}")
    for name, hyper in found.parameters.items():
        hyper_knob(("problem", "parameters", name), problem.parameters[name], hyper)
    st.caption(f"{found.teach} ({found.reference})")


def _typed(problem: FormulaChoice) -> None:
    title, help = field("text", FormulaChoice)
    path = ("problem", "text")
    st.text_input(title, help=help, max_chars=200, **shows("formula", problem.text, _asked_formula))
    complaint(path)
    _, help = field("window", FormulaChoice)
    left, right = st.columns(2)
    for i, (where, label) in enumerate(
        [(left, "x from"), (left, "x to"), (right, "y from"), (right, "y to")]
    ):
        with where:
            number(("problem", "window", i), problem.window[i], label, help)
    complaint(("problem", "window"))


def _asked_formula(text: str) -> bool:
    problem = session.experiment().problem
    return session.change_problem({**problem.model_dump(), "text": text}, "problem.text")
