"""Changes of what the session's racers walk on: what depends on it changes along."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from optim_core import uploads
from optim_core.data import usable_rows
from optim_core.kinds import LINE
from optim_core.own_data import uploaded
from optim_core.problems.linear_regression import Choice
from optim_core.suited import suited
from ui import session

FEWEST_BATCHES = 8  # an epoch, on data with few rows
STEPS = {"epochs": 300}  # on a surface without rows


def change_problem(problem: Mapping[str, Any], control: str) -> bool:
    """Another surface. Rates that suited the last one mean nothing there: each racer gets one that does."""
    old = session.experiment()
    fields = old.model_dump() | {"problem": problem, "start": None}
    if old.problem.on_rows != (problem["kind"] == LINE):  # steps on a surface, epochs over rows
        usual = (
            STEPS
            if old.problem.on_rows
            else session.preset(session.FIRST).model_dump(include={"epochs", "batch_size"})
        )
        racers = [{**racer.model_dump(), "batch_size": None} for racer in old.racers]
        fields |= {**usual, "threshold": None, "racers": racers}
    if not session.check(fields, ("problem",), "what it was", control):
        return False
    session.show(suited(session.experiment()))
    return True


def change_data(data: str, control: str) -> bool:
    """Other data: their own first columns, batches that fit, and learning rates that suit them.

    Both columns are standardised: raw units suit few data, and whoever asks for them sees why. Batches that
    were as large as the last data allowed grow again to the usual ones.
    """
    now, problem = session.experiment(), Choice(data=data, x_scale="standard", y_scale="standard")
    batch = max(1, problem.train_rows // FEWEST_BATCHES)
    allowed = max(1, now.problem.train_rows // FEWEST_BATCHES)
    wanted = now.batch_size if now.batch_size < allowed else session.preset(session.FIRST).batch_size
    racers = [
        {**racer.model_dump(), "batch_size": racer.batch_size and min(racer.batch_size, batch)}
        for racer in session.experiment().racers
    ]
    fields = session.experiment().model_dump() | {
        "problem": problem.model_dump(),
        "start": None,
        "batch_size": min(wanted, batch),
        "racers": racers,
    }
    if not session.check(fields, ("problem", "data"), "what it was", control):
        return False
    session.show(suited(session.experiment()))
    return True


def change_column(axis: str, column: str, control: str) -> bool:
    """Another column, with no more rows than can be used."""
    fields = session.experiment().model_dump()
    old = fields["problem"][axis]
    fields["problem"][axis] = column
    usable = usable_rows(*(fields["problem"][name] for name in ("data", "x", "y")))
    fields["problem"]["rows"] = min(fields["problem"]["rows"], usable)
    return session.check(fields, ("problem", axis), old, control)


def change_loss(loss: str, control: str) -> bool:
    """Another loss: its slopes are of another size, and rates that suited the last mean nothing here."""
    fields = session.experiment().model_dump()
    old = fields["problem"]["loss"]
    fields["problem"]["loss"] = loss
    if not session.check(fields, ("problem", "loss"), old, control):
        return False
    session.show(suited(session.experiment()))
    return True


def use_file(data: str, control: str) -> None:
    """A file has come: the experiment that waits for it goes on, else a new one begins."""
    wanted = st.session_state.wanted
    asked = wanted and uploaded(wanted)
    if not asked:
        change_data(data, control)
    elif uploads.short(asked) == uploads.short(data):
        session.show(wanted)
    else:
        st.session_state.notes = {
            control: f"this is another file than the link needs: its digest is {uploads.digest(data)}, "
            f"not {uploads.digest(asked)}. To use it all the same, choose it as the data."
        }
