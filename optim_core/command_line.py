"""What the commands share: where their Experiment comes from, and how they refuse."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from pydantic import ValidationError

from optim_core.catalogue import PRESETS
from optim_core.complaints import complaints
from optim_core.experiment import Experiment
from optim_core.own_data import on, uploaded
from optim_core.read_csv import read_csv
from optim_core.uploads import DataMissing, find, keep, short

BAD_INPUT = 2


def refuse(message: str) -> NoReturn:
    """One line on stderr, and exit status 2."""
    print(" ".join(message.split()), file=sys.stderr)
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
            experiment = Experiment.from_json(sys.stdin.read())
        else:
            experiment = Experiment.from_json(Path(options.experiment).read_text("utf-8"))
        if options.data:
            return _with_data(experiment, Path(options.data))
    except ValidationError as error:
        refuse("; ".join(map(str, complaints(error))))
    except (ValueError, OSError) as error:
        refuse(str(error))
    data = uploaded(experiment)
    if data is not None and find(data) is None:
        refuse(f"{DataMissing(data)}, as --data FILE")
    return experiment


def _with_data(experiment: Experiment, file: Path) -> Experiment:
    """The experiment on the data of this file. Raises OSError, ValueError."""
    data = keep(read_csv(file.read_bytes(), file.name))
    if short(data) != short(uploaded(experiment) or ""):
        raise ValueError(f"--data {file}: the experiment was not made with this file")
    return Experiment.model_validate(on(experiment, data).model_dump())
