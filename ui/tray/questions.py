"""What a page asks beside its Experiment, as its parameter of a link has it: checked, and in a few words."""

from optim_core.experiment import Experiment
from optim_core.shortened import shortened
from optim_core.sweep.chance import ManySeeds
from optim_core.sweep.fair import FairRace
from ui.fair import text as fair_text
from ui.seeds import text as seeds_text
from ui.sweep.plan import Asked, Plan

RACE = "race"
PAGES = (RACE, "sweep", "fair", "seeds")
Question = Experiment | Asked | FairRace | ManySeeds


def question(page: str, text: str, experiment: Experiment) -> Question:
    """What that page computes. Raises ValueError, often a pydantic.ValidationError."""
    match page:
        case "sweep":
            return Plan.from_text(text, experiment).asked(experiment)
        case "fair":
            tuning, _ = fair_text.from_text(text)
            return FairRace.model_validate({**dict(tuning), "experiment": experiment})
        case "seeds":
            count, _ = seeds_text.from_text(text)
            return ManySeeds.model_validate({"experiment": experiment, "count": count})
    if text:
        raise ValueError(f"{page}: there is nothing to ask of it, got {shortened(text)}")
    return experiment


def settings(page: str, text: str, experiment: Experiment) -> str:
    """ "Adam, lr 320; SGD, lr 0.1", or what is swept, tuned or repeated."""
    racers = zip(experiment.names, experiment.racers, strict=True)
    field = "; ".join(f"{name.split(', lr')[0]}, lr {racer.hypers['lr']:g}" for name, racer in racers)
    match page:
        case "sweep":
            plan = Plan.from_text(text, experiment)
            return f"sweep of {experiment.names[plan.racer]}: {plan.varied}"
        case "fair":
            tuning, _ = fair_text.from_text(text)
            names = ", ".join(dict.fromkeys(racer.rule.name for racer in experiment.racers))
            return f"fair race, {tuning.budget} settings each: {names}"
        case "seeds":
            return f"{seeds_text.from_text(text)[0]} seeds: {field}"
    return field
