"""What a link says of the page apart from the Experiment, and what has to be said of that."""

from dataclasses import asdict
from typing import get_args, get_type_hints

from optim_core.complaints import Complaint
from optim_core.shortened import shortened
from ui.inside.at import At
from ui.stage.scene import View


def worded(complaint: Complaint) -> str:
    """As the page counts racers, from 1, and with the names that a link has."""
    match complaint.path:
        case ("racers", int(i), *inner):
            return f"racer {i + 1}, {inner[-1] if inner else 'all of it'}: {complaint.why}"
        case ("problem", *inner) if inner:
            return str(Complaint(tuple(inner), complaint.why))
    return str(complaint)


def view_of(text: str) -> tuple[View, list[str]]:
    """The View that a link spells out as "epochs,log,train,gap,map,plain"; early links end after four."""
    if not text:
        return View(), []
    parts = text.split(",")
    allowed = [get_args(kind) for kind in get_type_hints(View).values()]
    if len(parts) in (4, len(allowed)) and all(p in a for p, a in zip(parts, allowed, strict=False)):
        return View(*parts), []  # type: ignore[arg-type]
    return View(), [f"view: must be like {','.join(asdict(View()).values())}, got {shortened(text)}"]


def at_of(text: str) -> tuple[tuple[At, int | None], list[str]]:
    """What a link spells out as "racer,tick" or "racer,tick,another racer"."""
    if not text:
        return (At(), None), []
    try:
        return At.from_text(text), []
    except ValueError as error:
        return (At(), None), [f"at: {error}, got {shortened(text)}"]
