"""What the fair race says: what is promised before it, what to take away from it, and each chart as text."""

from optim_core.measure import goal, nothing_lowest
from optim_core.racer import Racer
from optim_core.run import setup_of
from optim_core.sweep import MEASURES
from optim_core.sweep.chance import decided_by_seed
from optim_core.sweep.fair import FairRace
from optim_core.sweep.tune import GOOD, FairResult, Tuned
from ui.compared import leading, listed
from ui.written import percent

JUDGED = {"train": "training", "test": "test"}
DRAWN = {"sobol": "spread evenly over its ranges", "random": "drawn at random from its ranges"}


def promise(race: FairRace) -> str:
    """What will be done, the same for everyone."""
    tuning, racing = race.tuning_seeds, race.race_seeds
    first = race.experiment.seed
    drawn, measure = DRAWN[race.method], MEASURES[race.measure].name
    where = f" on the {JUDGED[race.judged_on]} rows" if race.experiment.problem.on_rows else ""
    middle = "smallest median" if tuning > 1 else "smallest"
    return (
        f"Every racer gets **{race.budget} settings**, {drawn}, each run with {_seeds(first, tuning)}. "
        f"Its winner is the one with the {middle} {measure}{where}. "
        f"Then the winners race with {_seeds(first + tuning, racing)}, on which nobody was tuned; "
        f"beside them the same rules at one shared learning rate of {race.shared_lr:g}, untuned."
    )


def _seeds(first: int, count: int) -> str:
    return f"seed {first}" if count == 1 else f"the {count} seeds {first} to {first + count - 1}"


def fair_title(result: FairResult) -> str:
    return f"Tuned alike, {leading(result.fair, result.fair_race.measure)}"


def unfair_title(result: FairResult) -> str:
    rate = result.fair_race.shared_lr
    return f"At one shared learning rate of {rate:g}, {leading(result.unfair, result.fair_race.measure)}"


def sensitivity_title(names: tuple[str, ...], tuned: tuple[Tuned, ...]) -> str:
    """Who forgives most, by the share of good settings."""
    shares = [each.robustness for each in tuned]
    best = max(shares)
    if best == 0:
        return "No setting was good"
    most = [name for name, share in zip(names, shares, strict=True) if share == best]
    tried = len(tuned[0].tried.median())
    one = len(most) == 1
    near = f"{round(best * tried)} of {tried} settings come near {'its' if one else 'their'} own best"
    return f"{listed(most)} {'forgives' if one else 'forgive'} most: {near}"


def sensitivity_definition(race: FairRace) -> str:
    """What the two numbers mean."""
    return (
        f"Good is a setting whose final {_good(race)}, by its median over the tuning seeds. "
        "The width counts the decades of learning rates around the best one that are good without a gap, "
        "its other settings kept. The share depends on the ranges too: one that fits a rule better makes it "
        "look more forgiving; the width hardly does."
    )


def _good(race: FairRace) -> str:
    if race.experiment.problem.on_rows:
        return f"{JUDGED[race.judged_on]} loss is at most {percent(GOOD)} above that of the racer's own best"
    if setup_of(race.experiment).surface.lowest is None:
        return f"height is at most {percent(GOOD)} of its size above that of the racer's own best"
    return f"height is at most {percent(GOOD)} of the way down above that of the racer's own best"


def warnings(names: tuple[str, ...], tuned: tuple[Tuned, ...], race: FairRace) -> list[str]:
    """Where the tuning itself may be at fault."""
    surface = setup_of(race.experiment).surface
    found = []
    if surface.lowest is None:
        found.append(f"This surface has {nothing_lowest(surface)}: who falls fastest wins.")
    if not decided_by_seed(race.experiment):
        found.append("Nothing is random here: every seed gives the same run, and one says as much as many.")
    for name, each in zip(names, tuned, strict=False):
        if each.value == float("inf"):
            found.append(f"{name}: none of its {race.budget} settings succeeded; it races as it was.")
            continue
        if surface.lowest is not None and each.arrived == 0:
            found.append(f"{name}: none of its {race.budget} settings comes {goal(surface)}.")
        if each.at_edge:
            low, high = each.ranges["lr"]
            found.append(
                f"{name}: its best learning rate, {each.winner.hypers['lr']:.3g}, lies at an end of its "
                f"range from {low:g} to {high:g}. A better one may lie beyond: widen the range."
            )
    twins = [
        names[i]
        for i, one in enumerate(race.experiment.racers)
        if any(_same(one, other) for j, other in enumerate(race.experiment.racers) if i != j)
    ]
    if twins:
        found.append(f"{listed(twins)} differ only in what is tuned: tuned alike they are the same racer.")
    return found


def _same(one: Racer, other: Racer) -> bool:
    ignored = {"hypers", "label"}
    return one.model_dump(exclude=ignored) == other.model_dump(exclude=ignored)
