"""Descent Lab's numerics: optimizers, problems, experiments and their results. No drawing here."""

from optim_core.catalogue import OPTIMIZERS, PRESETS, PROBLEMS
from optim_core.experiment import Experiment, Racer
from optim_core.run import Result, Run, run

__all__ = ["OPTIMIZERS", "PRESETS", "PROBLEMS", "Experiment", "Racer", "Result", "Run", "run"]
