"""What a sweep says of itself: a takeaway over the picture, and the picture as text."""

import numpy as np

from optim_core.measure import goal
from optim_core.run import setup_of
from optim_core.sweep import MEASURES, Sweep
from optim_core.sweep.summary import Summary
from ui.sweep.names import settings, short
from ui.sweep.plan import Asked


def settings_at(asked: Asked, place: int) -> dict[str, float]:
    """The varied settings at a place, counted through all of them."""
    if isinstance(asked, Sweep):
        return {name: float(values.ravel()[place]) for name, values in asked.settings.items()}
    drawn = dict(zip(asked.subject.hypers, asked.settings[place].tolist(), strict=True))
    return {name: drawn[name] for name in asked.ranges}


def title(asked: Asked, found: Summary) -> str:
    """One sentence: what to take away."""
    name = asked.subject.rule.name
    done, total = int(found.done.sum()), found.done.size
    kind = "cells" if isinstance(asked, Sweep) and asked.y else "settings"
    of = f"{total:,} {kind}" if done == total else f"the first {done:,} of {total:,} {kind}"
    if not done:
        return f"{name} under {total:,} {kind}"
    if found.best is None:
        return f"{name} never succeeds in {of}"
    best = settings(asked.subject, settings_at(asked, found.best))
    if asked.measure == "diverged":
        count = int((found.share_diverged[found.done] >= 0.5).sum())
        return f"{name} diverges in {count:,} of {of}"
    surface = setup_of(asked.experiment).surface
    if surface.lowest is None:
        return f"{name} does best at {best}, of {of}"
    count = int(found.arrived[found.done].sum())
    return f"{name} comes {goal(surface, asked.tolerance)} in {count:,} of {of}; best at {best}"


def alt(asked: Asked, found: Summary) -> str:
    """The picture as text, from the numbers it draws."""
    measure = MEASURES[asked.measure].name
    names = " and ".join(short(asked.subject, name) for name in settings_at(asked, 0))
    seeds = f"{asked.seeds} seeds each" if asked.seeds > 1 else "one seed each"
    parts = [f"The {measure} over {names}: {found.done.size:,} settings, {seeds}."]
    if found.best is not None and asked.measure != "diverged":
        best = settings(asked.subject, settings_at(asked, found.best))
        parts.append(f"Lowest at {best}: {found.middle.ravel()[found.best]:.4g}.")
    diverged = int(np.sum(found.share_diverged[found.done] > 0))
    parts.append(f"In {diverged:,} of them at least one run diverged.")
    waiting = int((~found.done).sum())
    return " ".join(parts if not waiting else [*parts, f"{waiting:,} are not done yet."])
