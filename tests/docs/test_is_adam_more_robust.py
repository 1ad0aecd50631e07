"""The page "Is Adam really more robust?" says what its script finds, and its words fit its numbers."""

import re

import pytest

from docs.studies.is_adam_more_robust.__main__ import BEGIN, DOCS, END, PAGE
from docs.studies.is_adam_more_robust.runs import JOBS, RULES, Study
from docs.studies.is_adam_more_robust.tables import race_on, sensitivity_row

TEXT = PAGE.read_text("utf-8")
NAMES = {"sgd": "SGD", "momentum": "Momentum", "rmsprop": "RMSProp", "adam": "Adam"}


def row(begin: str, block: str) -> list[str]:
    """The cells of the block's row that begins like that."""
    (_, rest) = TEXT.split(BEGIN.format(block))
    (found,) = re.findall(
        rf"^\| {re.escape(begin)} \|(.*)\|$", rest.split(END.format(block))[0], re.MULTILINE
    )
    return [cell.strip() for cell in found.split("|")]


def test_the_diamonds_run_again_give_what_the_page_says():
    study = Study(JOBS["diamonds"])
    assert race_on(study) in TEXT
    for i in range(len(RULES)):
        begin, *cells = sensitivity_row(study, i)
        assert row(begin, "sensitivity") == cells


def decades(job: str, rule: str) -> float:
    return float(row(f"{JOBS[job].name}: {NAMES[rule]}", "sensitivity")[4])


def test_what_it_says_of_robustness():
    assert decades("diamonds", "momentum") > decades("diamonds", "adam")
    assert decades("diamonds", "adam") < decades("diamonds", "sgd") + 0.5
    assert decades("rosenbrock", "adam") > 1.5 + max(
        decades("rosenbrock", rule) for rule in ("sgd", "momentum")
    )
    assert decades("hills", "sgd") > 2


def test_what_it_says_of_speed():
    (_, race) = TEXT.split(BEGIN.format("race"))
    tables = race.split(END.format("race"))[0].strip().split("\n\n")
    arrival = {}
    for job, table in zip(JOBS, tables, strict=True):
        for line in table.splitlines()[2:]:
            name, _, tuned, _, _, same = (cell.strip() for cell in line.strip("|").split("|"))
            arrival[job, name] = (tuned, same)
    tuned = {rule: float(arrival["diamonds", name][0]) for rule, name in NAMES.items()}
    assert max(tuned.values()) < 1.5 * min(tuned.values())
    in_the_valley = {rule: float(arrival["rosenbrock", name][0]) for rule, name in NAMES.items()}
    assert 2 * in_the_valley["momentum"] < in_the_valley["adam"] < 0.7 * in_the_valley["sgd"]
    assert arrival["diamonds", "Adam"][1] == "never"
    assert float(arrival["diamonds", "SGD"][1]) < 10
    assert arrival["rosenbrock", "SGD"][1] == "diverges"
    assert float(arrival["rosenbrock", "Adam"][1].replace(",", "")) < 2000
    assert arrival["hills", "SGD"][0] == "never"


def test_what_it_says_of_other_starts():
    for what in ("everything tuned", "learning rate tuned"):
        sgd, momentum, rmsprop, adam = (int(cell.rstrip("%")) for cell in row(what, "elsewhere"))
        assert sgd < momentum < sgd + 10
        assert adam > max(sgd, momentum, rmsprop)


def test_what_it_says_of_the_budget():
    full = row("Rosenbrock's valley: Adam", "tries")
    only = row("Rosenbrock's valley: Adam, learning rate only", "tries")
    assert float(only[-1]) > float(full[-1])


@pytest.mark.parametrize("name", ["race", "rates", "tries", "maps"])
def test_figures_are_there_and_small(name):
    file = DOCS / "figures" / f"adam-{name}.png"
    assert f"](figures/{file.name})" in TEXT
    assert 10_000 < file.stat().st_size < 150_000
