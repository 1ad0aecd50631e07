"""Sweeps: many runs of one racer under many settings, fair races, many seeds."""

from optim_core.sweep.axes import Axis
from optim_core.sweep.measures import MEASURES
from optim_core.sweep.result import SweepResult
from optim_core.sweep.runner import run_sweep, stream
from optim_core.sweep.sweep import Sweep
from optim_core.sweep.trials import Cancel

__all__ = ["MEASURES", "Axis", "Cancel", "Sweep", "SweepResult", "run_sweep", "stream"]
