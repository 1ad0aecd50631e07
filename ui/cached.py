"""Results, remembered by the process and shared by all its sessions; bounded in bytes."""

from threading import Lock

from cachetools import LRUCache, cached

from optim_core.experiment import Experiment
from optim_core.run import Result, Run, run_racer

RESULTS_BYTES = 256 * 2**20


@cached(
    LRUCache(RESULTS_BYTES, getsizeof=lambda run: run.history.nbytes),
    key=lambda alone: alone.to_json(),
    lock=Lock(),
)
def _run(alone: Experiment) -> Run:
    return run_racer(alone, alone.racers[0])


def cached_run(experiment: Experiment) -> Result:
    """`optim_core.run`, asking the cache first, racer by racer: changing one leaves the others there."""
    runs = tuple(_run(experiment.only(racer)) for racer in experiment.racers)
    return Result(experiment, runs[0].surface, runs)
