"""Conventions on the page: what else a rule goes by, and at which settings it means the same."""

import streamlit as st

from optim_core.conventions import Equivalent, equivalents
from optim_core.experiment import MOST_RACERS
from optim_core.racer import Racer
from ui import racer_changes, session


def conventions(i: int, racer: Racer, key: str) -> None:
    """Each other convention of racer i's rule in a sentence, and a button that lets it race as well."""
    for other in equivalents(racer.rule, racer.hypers):
        st.markdown(f"**{other.rule.name}** is another convention. {sentence(racer, other)}")
        st.button(
            "Compare with it",
            key=f"{key}-{other.rule.id}",
            disabled=len(session.experiment().racers) == MOST_RACERS,
            on_click=_compare,
            args=(i, racer, other),
            help="Adds it as a racer with these settings, and shows the two side by side on the page Inside.",
        )


def sentence(racer: Racer, other: Equivalent) -> str:
    """What is different, and what the settings must be there."""
    rate = f"learning rate {other.settings['lr']:.6g} there is what {racer.hypers['lr']:.6g} is here"
    also = [
        f"{racer.rule.hypers[name].name} {value:.6g} what {racer.hypers[name]:.6g} is"
        for name, value in other.settings.items()
        if name != "lr" and value != racer.hypers[name]
    ]
    path = "the path is the same" if other.exact else "the path is nearly the same in the long run"
    return f"{other.difference} {_capital(', '.join([rate, *also]))}: {path}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _compare(i: int, racer: Racer, other: Equivalent) -> None:
    """The other convention as a racer right behind this one, unless it is there already."""
    experiment = session.experiment()
    new = racer.model_copy(update={"optimizer": other.rule.id, "hypers": other.settings, "label": ""})
    same = [k for k, each in enumerate(experiment.racers) if each == new]
    if not same:
        racer_changes.insert_racer(i + 1, new, "racers")
    session.look_at(racer=i, versus=same[0] if same else i + 1)
