"""python -m optim_core, as a stranger types it."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from optim_core import OPTIMIZERS, PRESETS, PROBLEMS, SCHEDULES, Experiment, run
from optim_core.__main__ import main
from optim_core.own_data import published
from optim_core.read_csv import read_csv
from optim_core.uploads import keep


def printed(capsys, *arguments):
    main(list(arguments))
    return capsys.readouterr().out


def refusal(capsys, *arguments):
    """The one line on stderr of a command that ends with status 2."""
    with pytest.raises(SystemExit) as exit:
        main(list(arguments))
    assert exit.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_json_of_a_preset(capsys):
    (summary,) = json.loads(printed(capsys, "run", "--preset", "article", "--json"))["runs"]
    (ours,) = run(Experiment.preset("article")).runs
    assert summary["racer"] == "SGD"
    assert summary["optimizer"] == "sgd"
    assert summary["params"] == {"m": ours.path[-1, 0], "b": ours.path[-1, 1]}
    assert summary["epochs"] == 9
    assert summary["steps"] == 2250
    assert summary["train_loss"] == ours.train_loss[-1]
    assert summary["test_loss"] == ours.test_loss[-1]
    assert summary["status"] == "threshold"
    assert summary["reason"] == ours.reason


def test_csv_of_a_file(capsys, tmp_path):
    experiment = Experiment(epochs=2, racers=[{"optimizer": "adam"}, {"optimizer": "gd"}])
    given, history = tmp_path / "experiment.json", tmp_path / "history.csv"
    given.write_text(experiment.to_json())
    printed(capsys, "run", str(given), "--csv", str(history))
    rows = list(csv.DictReader(io.StringIO(history.read_text())))
    assert len(rows) == 501 + 3
    assert rows[0]["racer"] == "Adam"
    assert float(rows[500]["m"]) == run(experiment).runs[0].path[-1, 0]


def test_csv_on_stdout_is_nothing_but_csv(capsys):
    out = printed(capsys, "run", "--preset", "article", "--csv", "-")
    assert out.startswith("racer,step,epoch,m,b,")
    assert out.count("\n") == 2252


def test_words_without_options(capsys):
    assert (
        "SGD came within 1 % of the lowest loss after 4.5 epochs, stopped after epoch 9 because its loss rose"
        in printed(capsys, "run", "--preset", "article")
    )


def test_list_names_everything(capsys):
    out = printed(capsys, "list")
    for id in [*OPTIMIZERS, *SCHEDULES, *PROBLEMS, *PRESETS]:
        assert f"  {id} " in out


def test_unknown_preset(capsys):
    assert "must be one of own_best" in refusal(capsys, "run", "--preset", "nope")


def test_missing_file(capsys):
    assert "no-such-file.json" in refusal(capsys, "run", "no-such-file.json")


def test_folder_instead_of_file(capsys, tmp_path):
    assert refusal(capsys, "run", str(tmp_path)) == f"{tmp_path}: Is a directory\n"


@pytest.mark.parametrize(
    "content", [b"{", b"\xff\xfe", b'{"racers": [{"optimizer": "adam", "hypers": {"lr": -1}}]}']
)
def test_bad_file(capsys, tmp_path, content):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    assert refusal(capsys, "run", str(path))


def test_the_field_is_named(capsys, tmp_path):
    path = tmp_path / "bad.json"
    path.write_text('{"racers": [{"optimizer": "adam", "hypers": {"lr": -1}}]}')
    assert refusal(capsys, "run", str(path)) == "racers.0.hypers.lr: must be a number above 0, got -1\n"


@pytest.mark.parametrize("arguments", [[], ["run"], ["fly"], ["run", "--preset"]])
def test_wrong_words(capsys, arguments):
    assert "python -m optim_core --help" in refusal(capsys, *arguments)


def test_stdout_takes_one_thing(capsys):
    assert "--csv -" in refusal(capsys, "run", "--preset", "article", "--json", "--csv", "-")


def test_a_file_of_another_encoding_is_named(capsys, tmp_path):
    path = tmp_path / "wide.json"
    path.write_text("{}", "utf-16")
    assert refusal(capsys, "run", str(path)) == f"{path}: is no text in UTF-8\n"


def test_whatever_a_file_holds_the_terminal_gets_one_printable_line(capsys, tmp_path):
    path = tmp_path / "loud.json"
    path.write_text('{"\\u001b[2J": 1}')
    assert refusal(capsys, "run", str(path)).strip().isprintable()


def test_a_byte_order_mark_is_no_matter(capsys, tmp_path):
    path = tmp_path / "windows.json"
    path.write_text('{"epochs": 1, "racers": [{"optimizer": "adam"}]}', "utf-8-sig")
    assert printed(capsys, "run", str(path)).startswith("Adam never came")


@pytest.mark.parametrize("arguments", [["list"], ["run", "--preset", "too_fast"]])
def test_a_reader_that_leaves_and_a_poor_terminal_are_no_errors(arguments):
    command = [sys.executable, "-m", "optim_core", *arguments]
    poor = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    shown = subprocess.run(command, env=poor, capture_output=True, check=True)
    assert shown.stdout
    assert not shown.stderr
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_unwritable_csv(capsys, tmp_path):
    assert refusal(capsys, "run", "--preset", "article", "--csv", str(tmp_path / "no" / "where.csv"))


def test_an_experiment_on_a_file_of_ones_own_asks_for_that_file(capsys, tmp_path):
    given, mine, other = (tmp_path / name for name in ("experiment.json", "mine.csv", "other.csv"))
    mine.write_text("a,b\n" + "".join(f"{k},{2 * k}\n" for k in range(40)))
    other.write_text("a,b\n1,2\n3,4\n5,6\n")
    own = Experiment(
        problem={"data": keep(read_csv(mine.read_bytes(), "mine.csv"))},
        epochs=2,
        batch_size=8,
        racers=[{"optimizer": "adam"}],
    )
    given.write_text(published(own).to_json())
    assert "--data FILE" in refusal(capsys, "run", str(given))
    assert "not made with this file" in refusal(capsys, "run", str(given), "--data", str(other))
    assert "PNG" in refusal(capsys, "run", str(given), "--data", "docs/race.png")
    (summary,) = json.loads(printed(capsys, "run", str(given), "--data", str(mine), "--json"))["runs"]
    assert summary == run(own).summary()["runs"][0]
