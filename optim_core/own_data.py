"""Experiments on uploaded data: what of them may be told, and how they get their data back."""

from optim_core import uploads
from optim_core.experiment import Experiment
from optim_core.problems.linear_regression import Choice


def uploaded(experiment: Experiment) -> str | None:
    """The name of the uploaded data it runs on; None if it runs on anything else."""
    problem = experiment.problem
    if isinstance(problem, Choice) and problem.data.startswith(uploads.PREFIX):
        return problem.data
    return None


def published(experiment: Experiment) -> Experiment:
    """As links and files tell it: it names which file it needs, and cannot find it."""
    data = uploaded(experiment)
    return experiment if data is None else on(experiment, uploads.short(data))


def on(experiment: Experiment, data: str) -> Experiment:
    """The same on data of this name, unchecked: the data may lack its columns."""
    return experiment.model_copy(update={"problem": experiment.problem.model_copy(update={"data": data})})
