"""What the commands share: where their Experiment comes from, and how they refuse."""

import argparse
import sys
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from optim_core.catalogue import PRESETS
from optim_core.complaints import complaints
from optim_core.experiment import Experiment
from optim_core.own_data import on, uploaded
from optim_core.read_csv import read_csv
from optim_core.shortened import on_one_line
from optim_core.uploads import DataMissing, find, keep, short

BAD_INPUT = 2


def refuse(message: str) -> NoReturn:
    """One line on stderr, without what a terminal would obey, and exit status 2."""
    print(on_one_line(message), file=sys.stderr)
    sys.exit(BAD_INPUT)


def ask_for_experiment(command: argparse.ArgumentParser) -> None:
    """The arguments that say which Experiment is meant."""
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "experiment", nargs="?", help="a file with an Experiment as JSON; - reads it from stdin"
    )
    what.add_argument("--preset", metavar="ID", help=", ".join(PRESETS))
    command.add_argument("--data", metavar="FILE", help="the CSV file that the experiment was made with")


def experiment_of(options: argparse.Namespace) -> Experiment:
    """The Experiment that the options name, with its data at hand; refuses what is wrong with it."""
    try:
        if options.preset is not None:
            experiment = Experiment.preset(options.preset)
        elif options.experiment == "-":
            experiment = Experiment.from_json(_text("stdin", sys.stdin.buffer.read()))
        else:
            experiment = Experiment.from_json(
                _text(options.experiment, Path(options.experiment).read_bytes())
            )
        if options.data:
            return _with_data(experiment, Path(options.data))
    except ValidationError as error:
        refuse("; ".join(map(str, complaints(error))))
    except OSError as error:
        refuse(_about_file(error))
    except ValueError as error:
        refuse(str(error))
    data = uploaded(experiment)
    if data is not None and find(data) is None:
        refuse(f"{DataMissing(data)}, as --data FILE")
    return experiment


def write_csv(result: Any, file: str) -> None:
    """What the result's `to_csv` gives, into a file, or onto stdout for "-"; refuses where that cannot be."""
    if file == "-":
        result.to_csv(sys.stdout)
        return
    try:
        with open(file, "w", newline="", encoding="utf-8") as opened:  # a path, no address
            result.to_csv(opened)
    except OSError as error:
        refuse(_about_file(error))


def _about_file(error: OSError) -> str:
    """
    >>> _about_file(FileNotFoundError(2, "No such file or directory", "race.json"))
    'race.json: No such file or directory'
    """
    return f"{error.filename}: {error.strerror}"


def _text(source: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"{source}: is no text in UTF-8") from None


def _with_data(experiment: Experiment, file: Path) -> Experiment:
    """The experiment on the data of this file. Raises OSError, ValueError."""
    data = keep(read_csv(file.read_bytes(), file.name))
    if short(data) != short(uploaded(experiment) or ""):
        raise ValueError(f"--data {file}: the experiment was not made with this file")
    return Experiment.model_validate(on(experiment, data).model_dump())
