"""What the page Inside calls a gradient: over a mini-batch or all rows, of a surface with noise or none."""

from optim_core.function_surface import FunctionSurface
from optim_core.run import Run


def said(run: Run) -> dict[str, str | None]:
    """Words for the gradient a step used, `g`, and for the one it stands for, `full`: both in the key, the
    latter at its arrow too, and both at their curves. None where the two are the same."""
    if isinstance(run.surface, FunctionSurface):
        if run.surface.noise:
            return {
                "g": "downhill with this step's noise, −g",
                "full": "downhill without the noise",
                "tip": "no noise",
                "this": "with noise",
                "all": "without",
            }
        return {"g": "downhill, −g", "full": None, "tip": None, "this": "gradient", "all": None}
    if run.batch_size >= run.train_rows:
        return {"g": "downhill for all rows, −g", "full": None, "tip": None, "this": "all rows", "all": None}
    return {
        "g": "downhill for this mini-batch, −g",
        "full": "downhill for all rows",
        "tip": "all rows",
        "this": "this batch",
        "all": "all rows",
    }
