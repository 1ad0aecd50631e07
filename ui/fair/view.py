"""The fair race's results: both races, the numbers, and how forgiving each racer is."""

import numpy as np
import streamlit as st

from optim_core.landscape import Landscape
from optim_core.measure import near
from optim_core.run import setup_of
from optim_core.sweep import MEASURES
from optim_core.sweep.fair import FairRace
from optim_core.sweep.seeds import SeedsResult
from optim_core.sweep.tune import FairResult, Tuned
from ui.compared import curves_alt, sentence
from ui.fair import words
from ui.fair.opening import open_buttons
from ui.plain import plain
from ui.sweep.names import settings
from ui.tables import Row, table
from ui.theme import dark
from ui.tray.over import Over
from ui.written import number, percent


def result_view(result: FairResult, over: Over | None) -> None:
    """Everything there is to see; over: another fair race, of which the medians are drawn too."""
    # Plotly takes long to import, and nothing is drawn before somebody asks for a race.
    from ui.figures.bands import Axes, bands_figure
    from ui.figures.frame import CONFIG

    surface = setup_of(result.fair_race.experiment).surface
    others = (over.result.fair, over.result.unfair) if over else (None, None)
    axes = Axes.around(result.fair, result.unfair, *filter(None, others))
    x_title, y_title = axis_titles(surface)
    sides = (
        (words.fair_title, result.fair, others[0], "fair"),
        (words.unfair_title, result.unfair, others[1], "unfair"),
    )
    with st.container(key="paired"):
        columns = st.columns(2, gap="medium")
    for column, (title, race, other, key) in zip(columns, sides, strict=True):
        with column:
            st.subheader(plain(title(result)), anchor=False)
            figure = bands_figure(race, axes, dark(), x_title, y_title, other)
            alt = curves_alt(race, over.name if over else "", other)
            st.plotly_chart(figure, config=CONFIG, key=f"fair-{key}", alt=alt)
    st.caption(
        f"Lines are medians over {len(result.fair.seeds)} seeds; in a band lie 8 of 10 of them at each point."
    )
    open_buttons(result)
    race_table(result.fair, result.tuned, surface, "The fair race")
    st.caption(table_legend(surface))
    sensitivity(result.fair.experiment.names, result.tuned, result.fair_race)
    data = st.expander("Data behind the charts", key="fair-data", on_change="rerun")
    if data.open:
        with data:
            st.markdown("The unfair race in numbers:")
            race_table(result.unfair, None, surface, "The unfair race")
            for title, race in (("Fair race", result.fair), ("Unfair race", result.unfair)):
                st.markdown(f"{title}: its curves.")
                st.dataframe(race.curves(), hide_index=True, height=250)


def axis_titles(surface: Landscape) -> tuple[str, str]:
    """Of a loss chart."""
    if surface.on_rows:
        return "epochs", "training loss above the lowest"
    lowest = "lowest" if surface.proven else "lowest found"
    return "steps", "height" if surface.lowest is None else f"height above the {lowest}"


def winners(names: tuple[str, ...], tuned: tuple[Tuned, ...]) -> None:
    """Those who are tuned, while others still are."""
    table(
        [
            {
                "racer": name,
                "best settings": settings(one.winner, one.winner.hypers),
                f"median {MEASURES[one.tried.sampling.measure].name}": number(one.value),
            }
            for name, one in zip(names, tuned, strict=False)
        ],
        "Tuned so far",
    )


def race_table(result: SeedsResult, tuned: tuple[Tuned, ...] | None, surface: Landscape, label: str) -> None:
    """A row a racer."""
    found = result.table().to_dict("records")
    table([_row(i, row, result, tuned, surface) for i, row in enumerate(found)], label)


def _row(i: int, row: dict, result: SeedsResult, tuned: tuple[Tuned, ...] | None, surface: Landscape) -> Row:
    racer = result.experiment.racers[i]
    gap = "median gap" if surface.lowest is not None else "median height"
    cells = {
        "racer": row["racer"],
        ("settings" if tuned is None else "winner's settings"): settings(racer, racer.hypers),
        f"{gap} (95 %)": _interval(row["gap"], row["median_low"], row["median_high"]),
    }
    if surface.on_rows:
        cells["median test loss (95 %)"] = _interval(row["test_loss"], row["test_low"], row["test_high"])
    if surface.lowest is not None:
        there = f"{'epochs' if surface.on_rows else 'steps'} to {near(surface)}"
        cells[there] = number(row["epochs_to_tolerance"])
        cells["arrived"] = percent(row["share_arrived"])
    return {**cells, "diverged": percent(row["share_diverged"])}


def _interval(middle: float, low: float, high: float) -> str:
    return f"{number(middle)} ({number(low)} to {number(high)})"


def table_legend(surface: Landscape) -> str:
    """What the columns mean."""
    what = "The gap is the training loss above the lowest possible. " if surface.on_rows else ""
    return (
        f"{what}In brackets: where the median of all seeds may lie (95 %, bootstrap). Racers whose intervals "
        "overlap cannot be told apart by their medians. never: so it goes with at least half of the seeds."
    )


def sensitivity(names: tuple[str, ...], tuned: tuple[Tuned, ...], race: FairRace) -> None:
    """Two numbers a racer, and what they mean."""
    from ui.figures.frame import CONFIG
    from ui.figures.sensitivity import rates_figure, share_figure

    st.subheader(plain(sentence(words.sensitivity_title(names, tuned))), anchor=False)
    st.caption(plain(words.sensitivity_definition(race)))
    shares = [each.robustness for each in tuned]
    said = [percent(share) for share in shares]
    widths = [f"{each.good_decades:.1f} decades" for each in tuned]
    ranges = [race.rates_of(racer) for racer in race.experiment.racers]
    charts = (
        ("good settings, %", said, share_figure(names, 100 * np.array(shares), said, dark())),
        ("good learning rates", widths, rates_figure(names, tuned, ranges, widths, dark())),
    )
    for column, (title, numbers, figure) in zip(st.columns(2, gap="medium"), charts, strict=True):
        alt = ", ".join(f"{name} {text}" for name, text in zip(names, numbers, strict=True))
        with column:
            st.plotly_chart(figure, config=CONFIG, key=f"fair-{title}", alt=f"{sentence(title)}: {alt}.")
