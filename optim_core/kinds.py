"""The kinds of loss surface an Experiment can be about, told apart by their field `kind`."""

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from optim_core.problems import linear_regression
from optim_core.surfaces import FormulaChoice, SurfaceChoice

LINE, SURFACE, FORMULA = "linear_regression", "surface", "formula"
CHOICES = {LINE: linear_regression.Choice, SURFACE: SurfaceChoice, FORMULA: FormulaChoice}


def _kind(choice: Any) -> str | None:
    """What is left out means the tutorial's own: a line through rows."""
    if isinstance(choice, dict):
        return choice.get("kind", LINE)
    return getattr(choice, "kind", None)


Kind = Annotated[
    Annotated[linear_regression.Choice, Tag(LINE)]
    | Annotated[SurfaceChoice, Tag(SURFACE)]
    | Annotated[FormulaChoice, Tag(FORMULA)],
    Discriminator(
        _kind,
        custom_error_type="kind",
        custom_error_message="must be of one of the kinds {allowed}",
        custom_error_context={"field": "kind", "allowed": ", ".join(CHOICES)},
    ),
]
