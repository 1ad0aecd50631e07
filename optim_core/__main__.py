"""The command: `python -m optim_core run | sweep | list | prepare`."""

import argparse
import json
import os
import sys
from io import TextIOWrapper
from typing import Any, NoReturn

from optim_core.catalogue import OPTIMIZERS, PRESETS, PROBLEMS, SCHEDULES
from optim_core.command_line import ask_for_experiment, experiment_of, refuse, write_csv
from optim_core.data_sets import DATA_SETS
from optim_core.engine import compiled
from optim_core.run import run
from optim_core.sweep import command as sweep
from optim_core.sweep.kernel import driver


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and do what it says. Exit status 2 and one line on stderr for bad input."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show 10¹² is no reason to stop
            stream.reconfigure(errors="backslashreplace")
    try:
        options.do(options)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has seen enough, as head does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m optim_core", description="Run Descent Lab's experiments.")
    commands = parser.add_subparsers(required=True, metavar="command", parser_class=_Parser)

    run = commands.add_parser("run", help="run an experiment")
    run.set_defaults(do=_run)
    ask_for_experiment(run)
    run.add_argument("--json", action="store_true", help="print the end of every run as one JSON object")
    run.add_argument("--csv", metavar="FILE", help="write every step of every run; - writes to stdout")

    sweep.add(commands)

    show = commands.add_parser("list", help="list optimizers, schedules, problems and presets")
    show.set_defaults(do=_list)

    prepare = commands.add_parser(
        "prepare", help="compile every optimizer and read every data set once, so that later starts are fast"
    )
    prepare.set_defaults(do=_prepare)
    return parser


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        refuse(f"{message} (see python -m optim_core --help)")


def _run(options: argparse.Namespace) -> None:
    if options.csv == "-" and options.json:
        refuse("--csv -: stdout takes one thing, and --json asks for it too")
    result = run(experiment_of(options))
    if options.csv:
        write_csv(result, options.csv)
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
    for optimizer in OPTIMIZERS:
        compiled(optimizer)
    for data_set in DATA_SETS.values():
        data_set.prepare()
    driver()  # what a sweep does with each rule takes a second at its first sweep
    print(f"{len(OPTIMIZERS)} optimizers are compiled, {len(DATA_SETS)} data sets are read")


if __name__ == "__main__":
    main()
