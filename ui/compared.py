"""Who is ahead after many seeds, in words that claim no more than the seeds can bear."""

from optim_core.measure import goal
from optim_core.run import setup_of
from optim_core.sweep.compare import FEWEST, alike, judged, leaders
from optim_core.sweep.quantiles import median
from optim_core.sweep.seeds import SeedsResult
from ui.written import percent

DOES = {"test_loss": "has the lowest test loss", "steps": "arrives first"}


def leading(result: SeedsResult, measure: str = "gap") -> str:
    """ "Adam ends lowest", or who cannot be told apart, as a clause."""
    values, names = judged(result, measure), result.experiment.names
    lead = leaders(values)
    if not lead:
        return nobody(result, measure)
    if len(names) == 1:
        share = float((result.arrived[0] < float("inf")).mean())
        return (
            f"{names[0]} comes {goal(setup_of(result.experiment).surface)} with {percent(share)} of the seeds"
        )
    does = DOES.get(measure, "ends lowest")
    count = len(result.seeds)
    if count < FEWEST and not alike(result):
        return f"{count} {'seed is' if count == 1 else 'seeds are'} too few to tell who {does}"
    if len(lead) == 1:
        return f"{names[lead[0]]} {does}"
    together = listed([names[i] for i in lead])
    if alike(result):
        return f"{together} end equally low"
    return f"{together} lead, and their intervals overlap"


def nobody(result: SeedsResult, measure: str) -> str:
    """There is no median to compare."""
    names = result.experiment.names
    if measure == "steps":
        return f"no racer comes {goal(setup_of(result.experiment).surface)} in the median"
    return "every racer diverges" if len(names) > 1 else f"{listed([*names])} diverges"


def order(result: SeedsResult, measure: str = "gap") -> list[int]:
    """The racers by their median, the best first."""
    return [int(i) for i in median(judged(result, measure)).argsort(kind="stable")]


def listed(names: list[str]) -> str:
    """Names as a sentence has them.

    >>> listed(["A"]), listed(["A", "B", "C"])
    ('A', 'A, B and C')
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def sentence(clause: str) -> str:
    """With a capital."""
    return f"{clause[:1].upper()}{clause[1:]}"


def curves_alt(result: SeedsResult, name: str = "", over: SeedsResult | None = None) -> str:
    """Curves with bands as text, from the numbers they draw; over: those of that name that lie over them."""
    if over:
        return f"{curves_alt(result)} Dotted, kept as {name}: {curves_alt(over)}"
    ends = [
        f"{row['racer']} ends at a median of {row['gap']:.4g}, "
        f"8 of 10 seeds between {row['gap_low']:.4g} and {row['gap_high']:.4g}."
        for row in result.table().to_dict("records")
    ]
    what = "Training loss above the lowest" if result.experiment.problem.on_rows else "Height"
    return " ".join([f"{what} over the race: median and band of {len(result.seeds)} seeds.", *ends])
