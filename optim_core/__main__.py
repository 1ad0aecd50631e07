"""The command: `python -m optim_core run | sweep | list | prepare`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from optim_core.catalogue import OPTIMIZERS, PRESETS, PROBLEMS, SCHEDULES
from optim_core.complaints import complaints
from optim_core.data_sets import DATA_SETS
from optim_core.experiment import Experiment
from optim_core.own_data import on, uploaded
from optim_core.read_csv import read_csv
from optim_core.sweep import command as sweep
from optim_core.uploads import DataMissing, keep, short

BAD_INPUT = 2


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and do what it says. Exit status 2 and one line on stderr for bad input."""
    options = _parser().parse_args(arguments)
    options.do(options)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m optim_core", description="Run Descent Lab's experiments.")
    commands = parser.add_subparsers(required=True, metavar="command", parser_class=_Parser)

    run = commands.add_parser("run", help="run an experiment")
    run.set_defaults(do=_run)
    what = run.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "experiment", nargs="?", help="a file with an Experiment as JSON; - reads it from stdin"
    )
    what.add_argument("--preset", metavar="ID", help=", ".join(PRESETS))
    run.add_argument("--data", metavar="FILE", help="the CSV file that the experiment was made with")
    run.add_argument("--json", action="store_true", help="print the end of every run as one JSON object")
    run.add_argument("--csv", metavar="FILE", help="write every step of every run; - writes to stdout")

    sweep.add(commands, _refuse, _experiment)

    show = commands.add_parser("list", help="list optimizers, schedules, problems and presets")
    show.set_defaults(do=_list)

    prepare = commands.add_parser(
        "prepare", help="compile every optimizer and read every data set once, so that later starts are fast"
    )
    prepare.set_defaults(do=_prepare)
    return parser


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        _refuse(f"{message} (see python -m optim_core --help)")


def _refuse(message: str) -> NoReturn:
    print(" ".join(message.split()), file=sys.stderr)
    sys.exit(BAD_INPUT)


def _experiment(options: argparse.Namespace) -> Experiment:
    try:
        if options.preset is not None:
            experiment = Experiment.preset(options.preset)
        elif options.experiment == "-":
            experiment = Experiment.from_json(sys.stdin.read())
        else:
            experiment = Experiment.from_json(Path(options.experiment).read_text("utf-8"))
        return _with_data(experiment, Path(options.data)) if options.data else experiment
    except ValidationError as error:
        _refuse("; ".join(map(str, complaints(error))))
    except (ValueError, OSError) as error:
        _refuse(str(error))


def _with_data(experiment: Experiment, file: Path) -> Experiment:
    """The experiment on the data of this file. Raises OSError, ValueError."""
    data = keep(read_csv(file.read_bytes(), file.name))
    if short(data) != short(uploaded(experiment) or ""):
        raise ValueError(f"--data {file}: the experiment was not made with this file")
    return Experiment.model_validate(on(experiment, data).model_dump())


def _run(options: argparse.Namespace) -> None:
    experiment = _experiment(options)
    from optim_core.run import run  # after the input is found good: it loads the compiler

    try:
        result = run(experiment)
    except DataMissing as error:
        _refuse(f"{error}, as --data FILE")
    if options.csv:
        try:
            result.to_csv(sys.stdout if options.csv == "-" else options.csv)
        except OSError as error:
            _refuse(str(error))
    if options.json:
        print(json.dumps(result.summary()))
    elif options.csv != "-":
        for line in result.sentences():
            print(line)


def _list(options: argparse.Namespace) -> None:
    kinds: dict[str, dict[str, Any]] = {
        "optimizers": OPTIMIZERS,
        "schedules": SCHEDULES,
        "problems": PROBLEMS,
        "presets": PRESETS,
    }
    for kind, items in kinds.items():
        print(kind)
        for id, item in items.items():
            print(f"  {id:20s} {getattr(item, 'name', None) or item.title}")


def _prepare(options: argparse.Namespace) -> None:
    from optim_core.engine import compiled
    from optim_core.sweep.kernel import driver

    for optimizer in OPTIMIZERS:
        compiled(optimizer)
    for data_set in DATA_SETS.values():
        data_set.prepare()
    driver()  # what a sweep does with each rule takes a second at its first sweep
    print(f"{len(OPTIMIZERS)} optimizers are compiled, {len(DATA_SETS)} data sets are read")


if __name__ == "__main__":
    main()
