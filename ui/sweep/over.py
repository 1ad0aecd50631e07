"""Another sweep over this one: why it may not be comparable, and what the picture needs to know of it."""

from typing import Any

from optim_core.sweep import MEASURES
from ui import addresses
from ui.stage.ground import view_key
from ui.sweep.cells import question
from ui.sweep.plan import Asked
from ui.work.jobs import Job
from ui.work.progress import BESIDE, watcher

KINDS = {"map": "a map", "curve": "a curve", "sample": "a sample"}


def apart(asked: Asked, other: Asked) -> str:
    """Why the other is not drawn over this one; nothing if it is."""
    own, theirs = question(asked), question(other)
    if own["kind"] != theirs["kind"]:
        return f"It is {KINDS[theirs['kind']]}, and this is {KINDS[own['kind']]}."
    if asked.measure != other.measure:
        return (
            f"It is judged by the {MEASURES[other.measure].name}, this by the {MEASURES[asked.measure].name}."
        )
    if asked.measure == "steps" and asked.tolerance != other.tolerance:
        return f"It counts the steps to a tolerance of {other.tolerance:g}, this to {asked.tolerance:g}."
    problems = (each.experiment.problem for each in (asked, other))
    if MEASURES[asked.measure].in_loss and len(set(map(view_key, problems))) > 1:
        return "It ran on another landscape, on which the same number means something else."
    if own["kind"] == "sample":
        rules = [each.subject.rule.name for each in (other, asked)]
        return "" if rules[0] == rules[1] else f"It has the settings of {rules[0]}, this those of {rules[1]}."
    names = [[axis["short"] for axis in each["axes"]] for each in (theirs, own)]
    if sorted(names[0]) != sorted(names[1]):
        return f"It varies {' and '.join(names[0])}, this {' and '.join(names[1])}."
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
