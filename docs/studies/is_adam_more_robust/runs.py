"""What is run: three jobs, and for each a fair race, a race at one learning rate, and the cost of tuning."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optim_core import Experiment, run
from optim_core.run import setup_of
from optim_core.sweep import Axis, Sweep, SweepResult, run_sweep
from optim_core.sweep.runner import last, run_trials
from optim_core.sweep.sampling import SampleResult, Sampling
from optim_core.sweep.tune import STEP, FairRace, FairResult, Tuned, run_fair_race

RULES = ("sgd", "momentum", "rmsprop", "adam")
RACERS = [{"optimizer": rule} for rule in RULES]
BUDGET, TUNING_SEEDS, RACE_SEEDS = 64, 3, 20
SHARED_LR = 0.01
MEASURE = "area"
DRAWS = 256  # settings from which it is read what fewer tries would have found
TRIES = np.array([1, 2, 4, 8, 16, 32, 64])
STARTS = 200
NOISE = 0.1  # on the slopes of the surfaces, so that there too a seed decides something


@dataclass(frozen=True)
class Job:
    """One thing to descend, with all four racers."""

    id: str
    name: str
    experiment: Experiment
    clock: str  # what its time is counted in

    @property
    def whole(self) -> float:
        """What 100 % of a gap are: the lowest loss, or on a surface the way down."""
        setup = setup_of(self.experiment)
        whole = setup.surface.arrived(setup.start, 1.0)
        assert whole is not None  # all three have a bottom
        return whole

    def fair_race(self, *hypers: str) -> FairRace:
        """The fair race in which these hyperparameters are tuned, none named: all."""
        return FairRace(
            experiment=self.experiment,
            budget=BUDGET,
            hypers=hypers,
            tuning_seeds=TUNING_SEEDS,
            race_seeds=RACE_SEEDS,
            measure=MEASURE,
            shared_lr=SHARED_LR,
        )


def _surface(function: str, steps: int) -> Experiment:
    problem = {"kind": "surface", "function": function, "noise": NOISE}
    return Experiment(problem=problem, epochs=steps, racers=RACERS)


JOBS = {
    "diamonds": Job("diamonds", "Diamonds", Experiment(epochs=10, batch_size=32, racers=RACERS), "epochs"),
    "rosenbrock": Job("rosenbrock", "Rosenbrock's valley", _surface("rosenbrock", 2000), "steps"),
    "hills": Job("hills", "The hills", _surface("hills", 500), "steps"),
}


@dataclass(frozen=True)
class Study:
    """What became of one job. Everything is worked out when it is first asked for."""

    job: Job

    @cached_property
    def full(self) -> FairResult:
        """The race with every hyperparameter tuned."""
        return run_fair_race(self.job.fair_race())

    @cached_property
    def rate_only(self) -> FairResult:
        """The race with the learning rate tuned and everything else at its default."""
        return run_fair_race(self.job.fair_race("lr"))

    @cached_property
    def draws(self) -> list[tuple[SampleResult, SampleResult]]:
        """For every racer many random settings: of all hyperparameters, and of the learning rate alone."""
        return [(self._drawn(i), self._drawn(i, "lr")) for i in range(len(RULES))]

    def _drawn(self, racer: int, *hypers: str) -> SampleResult:
        sampling = Sampling(
            experiment=self.job.experiment,
            racer=racer,
            hypers=hypers,
            n=DRAWS,
            method="random",
            seeds=TUNING_SEEDS,
            measure=MEASURE,
        )
        return SampleResult(sampling, last(run_trials(sampling.trials())).records)

    @cached_property
    def ladders(self) -> list[SweepResult]:
        """Every winner of `full` at other learning rates, its other settings kept."""
        return [self._ladder(tuned) for tuned in self.full.tuned]

    def _ladder(self, tuned: Tuned) -> SweepResult:
        low, high = tuned.winner.rule.hypers["lr"].slider
        rungs = round(np.log10(high / low) / STEP) + 1
        axis = Axis(name="lr", low=low, high=high, scale="log", n=rungs)
        return run_sweep(Sweep(experiment=self.job.experiment.only(tuned.winner), x=axis, seeds=TUNING_SEEDS))

    def from_elsewhere(self, winners: FairResult) -> np.ndarray:
        """Of every winner, the share of other starts from which it ends nearest to the deepest minimum."""
        surface = setup_of(self.job.experiment).surface
        (x0, x1), (y0, y1) = surface.window
        rng = np.random.RandomState(0)
        starts = np.stack([rng.uniform(x0, x1, STARTS), rng.uniform(y0, y1, STARTS)], axis=1)
        minima = np.array(surface.minima)[:, :2]
        race = winners.fair.experiment
        ends = [
            [one.path[-1] for one in run(race.model_copy(update={"start": start})).runs]
            for start in map(tuple, starts.tolist())
        ]
        away = np.linalg.norm(np.array(ends)[:, :, None] - minima, axis=-1)
        return np.mean(np.argmin(away, axis=-1) == 0, axis=0)


def maps() -> list[SweepResult]:
    """Learning rate × batch size of SGD and Adam, learning rate × β₁ of Adam; on the diamonds."""
    experiment = JOBS["diamonds"].experiment

    def swept(rule: str, y: Axis) -> SweepResult:
        racer = RULES.index(rule)
        low, high = experiment.racers[racer].rule.hypers["lr"].slider
        x = Axis(name="lr", low=low, high=high, scale="log", n=round(6 * np.log10(high / low)) + 1)
        return run_sweep(Sweep(experiment=experiment, racer=racer, x=x, y=y, seeds=TUNING_SEEDS))

    sizes = Axis(name="batch_size", low=1, high=8000, scale="log", n=14)
    return [
        swept("sgd", sizes),
        swept("adam", sizes),
        swept("adam", Axis(name="beta1", low=0, high=0.99, n=14)),
    ]
