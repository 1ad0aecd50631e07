"""python -m optim_core sweep, as a stranger types it."""

import csv
import io

import numpy as np
import pytest

from optim_core import Experiment, run
from optim_core.__main__ import main
from optim_core.own_data import published
from optim_core.read_csv import read_csv
from optim_core.sweep import Axis, Sweep, run_sweep
from optim_core.sweep.command import command_line

SWEEP = ["sweep", "--preset", "article", "--racer", "0"]
X = ["--x", "lr=1e-3:1:log:4"]
Y = ["--y", "batch_size=64:512:log:2"]
FEW = {"epochs": 2, "batch_size": 8, "racers": [{"optimizer": "sgd"}]}


def test_one_row_a_run(tmp_path):
    file = tmp_path / "out.csv"
    main([*SWEEP, *X, *Y, "--seeds", "3", "--csv", str(file)])
    rows = list(csv.DictReader(io.StringIO(file.read_text())))
    assert len(rows) == 4 * 2 * 3
    sweep = Sweep(
        experiment=Experiment.preset("article"),
        x=Axis(name="lr", low=1e-3, high=1, scale="log", n=4),
        y=Axis(name="batch_size", low=64, high=512, scale="log", n=2),
        seeds=3,
    )
    for row, (i, j, k) in zip(rows, np.ndindex(sweep.shape), strict=True):
        (single,) = run(sweep.cell(i, j, k)).runs
        assert float(row["lr"]) == single.racer.hypers["lr"]
        assert int(row["batch_size"]) == single.batch_size
        assert int(row["seed"]) == 42 + k
        assert float(row["final_train_loss"]) == single.train_loss[-1]
        assert float(row["gap"]) == single.gap[-1]
        assert float(row["test_loss"]) == single.test_loss[-1]
        assert row["status"] == single.status
        steps = single.steps_to_tolerance
        assert row["steps_to_tolerance"] == ("" if steps is None else str(steps))


def test_stdout_is_nothing_but_csv(capsys):
    main([*SWEEP, *X])
    out, err = capsys.readouterr()
    assert out.startswith("lr,seed,final_train_loss,gap,steps_to_tolerance,test_loss,status")
    assert out.count("\n") == 5
    assert err == ""


def test_a_sweep_over_a_file_of_ones_own_asks_for_that_file(capsys, tmp_path):
    given, mine = tmp_path / "experiment.json", tmp_path / "mine.csv"
    mine.write_text("a,b\n" + "".join(f"{k},{2 * k}\n" for k in range(40)))
    digest = read_csv(mine.read_bytes(), "mine.csv").digest
    own = Experiment(problem={"data": f"upload:{digest}", "x": "a", "y": "b", "rows": 40}, **FEW)
    given.write_text(published(own).to_json())
    with pytest.raises(SystemExit):
        main(["sweep", str(given), *X])
    assert "--data FILE" in capsys.readouterr().err
    main(["sweep", str(given), "--data", str(mine), *X])
    assert capsys.readouterr().out.count("\n") == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([*SWEEP], "--x"),
        ([*SWEEP, "--x", "lr"], "--x: must look like lr=1e-4:1:log:20"),
        ([*SWEEP, "--x", "lr=1:0.1:log:5"], "x.high: must be above the 1"),
        ([*SWEEP, *X, "--y", "beta1=0:0.9:linear:5"], "y.name: must be a setting of SGD: lr, batch_size"),
        ([*SWEEP, *X, "--racer", "7"], "racer: must be the place of a racer"),
        ([*SWEEP, *X, "--seeds", "many"], "--seeds"),
        ([*SWEEP, *X, "--csv", "/no/where.csv"], "/no/where.csv"),
        ([*SWEEP, *X, "--scheduler", "nonsense"], "--scheduler: must look like tcp://host:8786"),
        (["sweep", "no-such-file.json", *X], "no-such-file.json"),
    ],
)
def test_refusals_are_one_line_and_status_2(capsys, arguments, words):
    with pytest.raises(SystemExit) as exit:
        main(arguments)
    assert exit.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert words in err


@pytest.mark.parametrize("y", [None, Axis(name="batch_size", low=64, high=512, scale="log", n=2)])
def test_the_command_line_of_a_sweep_gives_its_rows(y, capsys):
    sweep = Sweep(
        experiment=Experiment.preset("article"),
        x=Axis(name="lr", low=1e-3, high=0.1 + 0.2, scale="log", n=3),
        y=y,
        seeds=2,
        tolerance=0.03,
    )
    line = command_line(sweep, "--preset article --racer 0").replace("sweep.csv", "-")
    main(line.split()[3:])
    assert capsys.readouterr().out == run_sweep(sweep).to_csv()
