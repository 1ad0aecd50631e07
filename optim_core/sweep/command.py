"""`python -m optim_core sweep …`: one row a run, in this process or on a Dask cluster."""

import argparse
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from optim_core.command_line import ask_for_experiment, experiment_of, refuse, write_csv
from optim_core.complaints import complaints
from optim_core.landscape import TOLERANCE
from optim_core.sweep.axes import FORM, Axis
from optim_core.sweep.cluster import ClusterError, on_cluster
from optim_core.sweep.runner import in_threads, stream
from optim_core.sweep.sweep import Sweep

BAR = 30  # characters


def command_line(sweep: Sweep, source: str) -> str:
    """The command that computes the same rows.

    source: where it finds the experiment, "experiment.json" or "--preset article --racer 2".
    """
    axes = "".join(
        f" --{name} {axis.to_text()}" for name, axis in (("x", sweep.x), ("y", sweep.y)) if axis is not None
    )
    rest = f"--seeds {sweep.seeds} --tolerance {sweep.tolerance!r} --csv sweep.csv"
    return f"python -m optim_core sweep {source}{axes} {rest}"


def add(commands: Any) -> None:
    """The sub-command, for `optim_core.__main__`."""
    sweep = commands.add_parser("sweep", help="run one racer under many settings, one row a run")
    sweep.set_defaults(do=_sweep)
    ask_for_experiment(sweep)
    sweep.add_argument(
        "--racer", type=int, default=0, metavar="N", help="its place in the experiment, from 0"
    )
    sweep.add_argument("--x", required=True, metavar="RANGE", help=FORM.replace("%", "%%"))
    sweep.add_argument("--y", metavar="RANGE", help="the same, for a second setting")
    sweep.add_argument(
        "--seeds", type=int, default=1, metavar="N", help="the experiment's and those after it"
    )
    sweep.add_argument(
        "--tolerance",
        type=float,
        default=TOLERANCE,
        metavar="SHARE",
        help="arrived: this much above the lowest",
    )
    sweep.add_argument("--csv", default="-", metavar="FILE", help="where to; - is stdout, and the default")
    sweep.add_argument("--scheduler", metavar="tcp://…", help="a Dask cluster that does the work")


def _sweep(options: argparse.Namespace) -> None:
    fields = {
        "experiment": experiment_of(options),
        "racer": options.racer,
        "seeds": options.seeds,
        "tolerance": options.tolerance,
    }
    for name in ("x", "y"):
        text = getattr(options, name)
        try:
            fields[name] = None if text is None else Axis.fields_of(text)
        except ValueError as error:
            refuse(f"--{name}: {error}")

    try:
        sweep = Sweep.model_validate(fields)
    except ValidationError as error:
        refuse("; ".join(map(str, complaints(error))))
    _check_writable(options.csv)

    result = None
    try:
        compute = on_cluster(options.scheduler) if options.scheduler else in_threads
        for partial in stream(sweep, compute=compute):
            _show(partial.done, partial.total, partial.seconds_left)
            result = partial.result
    except KeyboardInterrupt:
        refuse("cancelled: nothing was written")
    except ClusterError as error:
        refuse(f"--scheduler: {error}")
    assert result is not None  # nobody cancels here
    write_csv(result, options.csv)


def _check_writable(file: str) -> None:
    """Before the work, not after it."""
    if file != "-":
        try:
            Path(file).open("a").close()
        except OSError as error:
            refuse(str(error))


def _show(done: int, total: int, seconds_left: float) -> None:
    """A bar on stderr, where somebody is looking."""
    if sys.stderr.isatty():
        full = BAR * done // total
        left = f"{seconds_left:.0f} s left" if done < total else "done".ljust(12)
        end = "" if done < total else "\n"
        print(f"\r[{'#' * full:{BAR}}] {done:,} of {total:,} runs, {left}   ", end=end, file=sys.stderr)
