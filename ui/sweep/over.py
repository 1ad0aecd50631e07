"""Another sweep over this one: why it may not be comparable, and what the picture needs to know of it."""

from typing import Any

from optim_core.sweep import MEASURES
from ui import addresses
from ui.stage.ground import view_key
from ui.sweep.cells import kind_of, question
from ui.sweep.names import short
from ui.sweep.plan import Asked
from ui.sweep.words import settings_at
from ui.work.jobs import Job
from ui.work.progress import BESIDE, watcher

KINDS = {"map": "a map", "curve": "a curve", "sample": "a sample"}


def apart(asked: Asked, other: Asked) -> str:
    """Why the other is not drawn over this one; nothing if it is."""
    kind = kind_of(asked)
    if kind_of(other) != kind:
        return f"It is {KINDS[kind_of(other)]}, and this is {KINDS[kind]}."
    if asked.measure != other.measure:
        return (
            f"It is judged by the {MEASURES[other.measure].name}, this by the {MEASURES[asked.measure].name}."
        )
    if asked.measure == "steps" and asked.tolerance != other.tolerance:
        return f"It counts the steps to a tolerance of {other.tolerance:g}, this to {asked.tolerance:g}."
    problems = (each.experiment.problem for each in (asked, other))
    if MEASURES[asked.measure].in_loss and len(set(map(view_key, problems))) > 1:
        return "It ran on another landscape, on which the same number means something else."
    if kind == "sample":
        rules = [each.subject.rule.name for each in (other, asked)]
        return "" if rules[0] == rules[1] else f"It has the settings of {rules[0]}, this those of {rules[1]}."
    if settings_at(other, 0).keys() != settings_at(asked, 0).keys():
        theirs, own = (
            " and ".join(short(each.subject, name) for name in settings_at(each, 0))
            for each in (other, asked)
        )
        return f"It varies {theirs}, this {own}."
    return ""


def laid(name: str, other: Asked, job: Job) -> dict[str, Any]:
    """The other, of this name, for the header of the call."""
    return {
        **question(other),
        "name": name,
        "key": job.id,
        "hypers": other.subject.hypers,
        "urls": {"cells": f"{addresses.WORK}/{job.id}/view?watcher={watcher()}{BESIDE}"},
    }
