"""Results, remembered by the process and shared by all its sessions; bounded in bytes."""

from threading import Lock

from cachetools import LRUCache, cached

from optim_core.experiment import Experiment
from optim_core.racer import Racer
from optim_core.run import Result, Run, run_racer

RESULTS_BYTES = 256 * 2**20


@cached(
    LRUCache(RESULTS_BYTES, getsizeof=lambda run: run.history.nbytes),
    key=lambda key, experiment, racer: key,
    lock=Lock(),
)
def _run(key: str, experiment: Experiment, racer: Racer) -> Run:
    alone = experiment.only(racer)
    return run_racer(alone, alone.racers[0])


def cached_run(experiment: Experiment) -> Result:
    """`optim_core.run`, asking the cache first, racer by racer: changing one leaves the others there."""
    pairs = zip(experiment.keys, experiment.racers, strict=True)
    runs = tuple(_run(key, experiment, racer) for key, racer in pairs)
    return Result(experiment, runs[0].surface, runs)
