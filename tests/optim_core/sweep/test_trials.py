"""Chunks: every run in one of them, together with what it shares its work with."""

import numpy as np

from optim_core import Experiment
from optim_core.sweep import Axis, Cancel, Sweep
from optim_core.sweep.lanes import LANES
from optim_core.sweep.trials import measure

ADAM = Experiment(problem={"rows": 500}, epochs=2, racers=[{"optimizer": "adam"}])
LR = Axis(name="lr", low=1, high=100, scale="log", n=50)


def chunks(sweep):
    return sweep.trials().chunks()


def test_every_run_is_in_one_chunk():
    sweep = Sweep(experiment=ADAM, x=LR, y=Axis(name="batch_size", low=20, high=40, n=5), seeds=3)
    numbers = np.concatenate([chunk.runs for chunk in chunks(sweep)])
    assert sorted(numbers) == list(range(sweep.runs))
    assert sum(chunk.steps for chunk in chunks(sweep)) == 3 * 50 * 2 * sum(
        -(-400 // n) for n in (20, 25, 30, 35, 40)
    )


def test_a_chunk_knows_its_data_and_batches():
    sweep = Sweep(experiment=ADAM, x=LR, y=Axis(name="batch_size", low=20, high=40, n=2), seeds=2)
    trials = sweep.trials()
    for chunk in trials.chunks():
        (racer,) = chunk.experiment.racers
        assert set(trials.seed[chunk.runs]) == {chunk.experiment.seed}
        assert set(trials.batch_size[chunk.runs]) == {racer.batch_size}
        for piece, hypers in zip(chunk.pieces, chunk.hypers, strict=True):
            assert len(piece) <= LANES
            np.testing.assert_array_equal(hypers.T, trials.hypers[piece])


def test_runs_go_side_by_side_by_learning_rate_where_that_fills_the_lanes():
    decay = Axis(name="beta2", low=0.5, high=0.9, n=3)
    together = chunks(Sweep(experiment=ADAM, x=LR, y=decay))
    assert all(chunk.alike for chunk in together)
    assert all(len(np.unique(hypers[1:], axis=1).T) == 1 for chunk in together for hypers in chunk.hypers)
    decays = Axis(name="beta1", low=0.5, high=0.9, n=50)
    assert not any(chunk.alike for chunk in chunks(Sweep(experiment=ADAM, x=decays, y=decay)))


def test_cancelled_work_ends_at_once():
    long = Experiment(epochs=200, batch_size=1, racers=[{"optimizer": "adam"}])
    chunk = chunks(Sweep(experiment=long, x=LR))[0]
    cancel = Cancel()
    cancel.set()
    cancel.set()
    assert cancel.is_set()
    assert np.isnan(measure(chunk, cancel)).all()
