"""The racers above the picture: a card each, the learning rate at hand, everything rarer one click away."""

from html import escape

import streamlit as st

from optim_core.catalogue import OPTIMIZERS
from optim_core.experiment import MOST_RACERS
from optim_core.racer import LONGEST_LABEL, Racer
from ui import palette, racer_changes, session
from ui.controls import complaint, hyper_knob, hyper_slider, number, optional_number, place
from ui.conventions import conventions
from ui.page import page_follows
from ui.schedule import schedule
from ui.shown import shows
from ui.swatch import swatch

NARROW = 320  # pixels of a racer's settings: they lie over the picture that they change


def racer_cards(limits: list[float | None]) -> None:
    """A card for every racer of the session's Experiment, and one more to add a racer.

    limits: the learning rate above which each racer diverges, where theory knows one.
    """
    experiment = session.experiment()
    with st.container(horizontal=True, gap="small", key="racers"):
        for i, (id, racer) in enumerate(zip(st.session_state.racer_ids, experiment.racers, strict=True)):
            with st.container(border=True, gap=None, key=f"racer-{id}"):
                _card(i, id, racer, experiment.names[i], limits[i])
        if len(experiment.racers) < MOST_RACERS:
            _add()
        else:
            st.caption(f"{MOST_RACERS} racers are the most.", width="content")


def _card(i: int, id: int, racer: Racer, name: str, limit: float | None) -> None:
    rate = ("racers", i, "hypers", "lr")
    mark = "" if limit is None else _mark(limit, place(rate, limit, racer.rule.hypers["lr"]))
    st.html(f"{swatch(palette.RACERS[i])}<strong>{escape(name)}</strong>{mark}")
    more = st.popover(
        f"All settings of racer {i + 1}",  # not its name: another label would close it
        icon=":material/tune:",
        type="tertiary",
        key=f"more-{id}",
        on_change="rerun",
    )
    if more.open:
        with more, st.container(width=NARROW):
            _details(i, id, racer, limit)
    _rate(i)


@st.fragment
def _rate(i: int) -> None:
    """The learning rate. Its slider is drawn alone unless more of the page shows what it has changed."""
    racer = session.experiment().racers[i]
    hyper_slider(("racers", i, "hypers", "lr"), racer.hypers["lr"], racer.rule.hypers["lr"], f"racer {i + 1}")
    page_follows()


def _mark(limit: float, share: float) -> str:
    """A tick on the slider where the racer begins to diverge."""
    words = f"diverges above {limit:.3g}"
    return f'<span class="limit" style="--share:{share:.4f}"><span>{words}</span></span>'


def _details(i: int, id: int, racer: Racer, limit: float | None) -> None:
    """Everything about one racer."""
    rule = racer.rule
    here = ("racers", i)
    control = f"racers.{i}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Optimizer",
            list(OPTIMIZERS),
            format_func=lambda option: OPTIMIZERS[option].name,
            **shows(
                f"optimizer-{id}",
                racer.optimizer,
                lambda asked: racer_changes.replace_rule(i, asked, control),
            ),
        )
        st.button(
            "Duplicate",
            key=f"duplicate-{id}",
            disabled=len(session.experiment().racers) == MOST_RACERS,
            on_click=racer_changes.duplicate_racer,
            args=(i, control),
        )
        st.button(
            "Remove",
            key=f"remove-{id}",
            disabled=len(session.experiment().racers) == 1,
            on_click=racer_changes.remove_racer,
            args=(i, control),
        )
    if len(session.experiment().racers) == 1:
        st.caption("It is the only one; a race needs at least one racer.")
    complaint(here)
    st.caption(rule.idea)
    rate = rule.hypers["lr"]  # its slider is on the card
    number((*here, "hypers", "lr"), racer.hypers["lr"], f"{rate.name}, exactly", rate.help)
    if limit is not None:
        st.caption(f"Above {limit:.3g}, the mark on its slider, a step overshoots by more than it gains.")
    for name, hyper in rule.hypers.items():
        if name != "lr":
            hyper_knob((*here, "hypers", name), racer.hypers[name], hyper)
    schedule(i, session.experiment(), racer)
    if session.experiment().problem.on_rows and not rule.full_batch:
        _own_batch(here, racer)
    st.text_input(
        "Label",
        max_chars=LONGEST_LABEL,
        placeholder=rule.name,
        **shows(
            f"label-{id}",
            racer.label,
            lambda asked: session.change((*here, "label"), asked, f"label-{id}"),
        ),
    )
    st.latex(rf"\begin{{aligned}}{rule.formula}\end{{aligned}}")
    st.caption(f"{rule.reference} ({rule.year})")
    conventions(i, racer, f"convention-{id}")


def _own_batch(here: tuple[str | int, ...], racer: Racer) -> None:
    experiment = session.experiment()
    optional_number(
        (*here, "batch_size"),
        racer.batch_size,
        "Batch size",
        f"as the others: {experiment.batch_size:,}",
        f"Rows per step of this racer alone, up to {experiment.problem.train_rows:,}. Empty: as the others.",
    )


def _add() -> None:
    add = st.popover("Add a racer", icon=":material/add:", key="add", on_change="rerun")
    if add.open:
        add.selectbox(
            "Add a racer",
            list(OPTIMIZERS),
            index=None,
            placeholder="Choose an optimizer",
            format_func=lambda id: OPTIMIZERS[id].name,
            **shows("add_racer", None, lambda id: racer_changes.add_racer(id, "racers")),
        )
    complaint(("racers",))
