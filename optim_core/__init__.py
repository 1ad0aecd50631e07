"""Descent Lab's numerics: optimizers, schedules, problems, experiments and their results. No drawing here."""

from optim_core.catalogue import OPTIMIZERS, PRESETS, PROBLEMS, SCHEDULES
from optim_core.experiment import Experiment
from optim_core.racer import Racer
from optim_core.run import Result, Run, run

__all__ = ["OPTIMIZERS", "PRESETS", "PROBLEMS", "SCHEDULES", "Experiment", "Racer", "Result", "Run", "run"]
