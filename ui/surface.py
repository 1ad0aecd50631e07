"""What the racers walk on: a line's loss over data, a named surface, or a formula that somebody types."""

import streamlit as st

from optim_core.catalogue import SURFACES
from optim_core.experiment import Experiment
from optim_core.formula_words import FormulaError
from optim_core.kinds import FORMULA, LINE, SURFACE
from optim_core.surfaces import FormulaChoice, SurfaceChoice
from optim_core.terrain import formed
from ui import data_changes, session
from ui.controls import by_factors, complaint, field, hyper_knob, knob, number
from ui.plain import plain
from ui.shown import shows

SECTION = "Surface"  # of the sidebar, where a formula is typed
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
    exact = isinstance(problem, SurfaceChoice | FormulaChoice) and not problem.noise
    if exact and any(racer.optimizer == "sgd" for racer in experiment.racers):
        st.caption("There are no rows to draw from here: without gradient noise, SGD is gradient descent.")


def _name(option: str) -> str:
    own = {LINE: "A line through data", FORMULA: "Your own formula"}
    return own[option] if option in own else SURFACES[option].name


def _asked(option: str) -> bool:
    kinds = {LINE: {"kind": LINE}, FORMULA: {"kind": FORMULA}}
    if option == FORMULA:
        st.session_state[f"section-{SECTION}"] = True
    return data_changes.change_problem(kinds.get(option, {"kind": SURFACE, "function": option}), "problem")


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
    with st.container(key="surface-formula"):
        st.markdown(f"$f(x, y) = {found.latex}$")  # in a line of text, so that it breaks between its terms
    for name, hyper in found.parameters.items():
        hyper_knob(("problem", "parameters", name), problem.parameters[name], hyper)
    st.caption(f"{found.teach} ({found.reference})")


def _typed(problem: FormulaChoice) -> None:
    title, help = field("text", FormulaChoice)
    text = _draft(problem)
    st.text_input(title, help=help, **shows("formula", text, _asked_formula))
    if error := _wrong_with(text):
        _point_at(text, error)
    complaint(("problem", "text"))
    _, help = field("window", FormulaChoice)
    left, right = st.columns(2)
    for i, (where, label) in enumerate(
        [(left, "x from"), (left, "x to"), (right, "y from"), (right, "y to")]
    ):
        with where:
            number(("problem", "window", i), problem.window[i], label, help)
    complaint(("problem", "window"))


def _asked_formula(text: str) -> bool:
    """A text that cannot be read stays where it was typed; the picture stays the last formula's."""
    problem = session.experiment().problem
    assert isinstance(problem, FormulaChoice)
    st.session_state.draft = (problem.text, text)
    if _wrong_with(text):
        return True
    return data_changes.change_problem({**problem.model_dump(), "text": text}, "problem.text")


def _draft(problem: FormulaChoice) -> str:
    """What was last typed in place of this formula."""
    instead_of, text = st.session_state.get("draft", (None, ""))
    return text if instead_of == problem.text else problem.text


def _wrong_with(text: str) -> FormulaError | None:
    try:
        formed(text)
    except FormulaError as error:
        return error
    return None


def _point_at(text: str, error: FormulaError) -> None:
    """What is wrong in a formula, and where."""
    from optim_core.formula import pointed  # here: SymPy is loaded when a formula is first used

    st.markdown(f":material/error: {plain(_sentence(str(error)))}The picture is still the last formula's.")
    st.code(pointed(text, error, before=12, after=8), language=None)


def _sentence(text: str) -> str:
    end = "" if text.endswith("?") else "."
    return f"{text[:1].upper()}{text[1:]}{end} "
