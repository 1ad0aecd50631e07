"""What docs/sweeps.md tells people to type works."""

import csv
import re
import shlex
from pathlib import Path

from optim_core.__main__ import main

TEXT = (Path(__file__).parents[2] / "docs" / "sweeps.md").read_text("utf-8")


def test_the_command_writes_one_row_a_run(tmp_path, monkeypatch):
    command, *_ = re.findall(r"^python -m optim_core (sweep --preset .*)$", TEXT, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    main(shlex.split(command))
    with Path("out.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 20 * 7 * 3
    assert {row["seed"] for row in rows} == {"42", "43", "44"}
    assert {int(row["batch_size"]) for row in rows} == {8, 16, 32, 64, 128, 256, 512}
    assert {row["status"] for row in rows} == {"budget", "threshold", "diverged"}
    for name in rows[0]:
        assert f"`{name}`" in TEXT or name in ("lr", "batch_size", "seed")


def test_the_notebook_code_runs_as_it_stands(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(code, "sweeps.md", "exec"), {})
    out = capsys.readouterr().out
    assert out.startswith("(12, 31)")
    assert "Adam" in out
