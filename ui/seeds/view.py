"""Many seeds, looked at: curves with bands, ends on the map, the numbers, and single seeds to open."""

import numpy as np
import streamlit as st

from optim_core.run import setup_of
from optim_core.sweep.compare import judged, standing, wins
from optim_core.sweep.seeds import SeedsResult
from ui.compared import curves_alt
from ui.fair.opening import go, with_seed
from ui.fair.view import axis_titles, race_table, table_legend
from ui.plain import plain
from ui.seeds import words
from ui.shown import shows
from ui.stage.axes import axes as map_axes
from ui.stage.ground import home_window
from ui.tables import table
from ui.theme import dark
from ui.tray.over import Over
from ui.written import number


def seeds_view(result: SeedsResult, over: Over | None) -> None:
    """Everything there is to see; over: other seeds, of which the medians are drawn too."""
    # Plotly takes long to import; other pages do without it.
    from ui.figures.bands import Axes, bands_figure
    from ui.figures.ends import around, ends_figure
    from ui.figures.frame import CONFIG

    setup = setup_of(result.experiment)
    with st.container(key="paired"):
        left, right = st.columns(2, gap="medium")
    with left:
        st.subheader(plain(words.curves_title(result)), anchor=False)
        other = over.result if over else None
        axes = Axes.around(result, *filter(None, [other]))
        figure = bands_figure(result, axes, dark(), *axis_titles(setup.surface), other)
        alt = curves_alt(result, over.name if over else "", other)
        st.plotly_chart(figure, config=CONFIG, key="seeds-curves", alt=alt)
        st.caption(
            f"Lines are medians over {len(result.seeds)} seeds; in a band lie 8 of 10 of them at each point."
        )
    with right:
        st.subheader(plain(words.ends_title(result)), anchor=False)
        window, outside = around(result, home_window(setup.surface, setup.start))
        titles = map_axes(result.experiment.problem, setup.surface)
        named = titles["x"]["title"], titles["y"]["title"]
        figure = ends_figure(result, setup.surface, window, dark(), named)
        st.plotly_chart(figure, config=CONFIG, key="seeds-ends", alt=words.ends_alt(result))
        st.caption(_map_legend(result, outside))
    race_table(result, None, setup.surface, "Medians over the seeds")
    st.caption(table_legend(setup.surface))
    if len(result.experiment.racers) > 1:
        _ahead(result)
    _single(result)


def _map_legend(result: SeedsResult, outside: int) -> str:
    seed = result.experiment.seed
    whose = f"The landscape is that of seed {seed}; other rows make another one. " if _moves(result) else ""
    far = f" {outside} of {result.diverged.size} ends lie outside the picture." if outside else ""
    return f"Each mark is the end of one race. {whose}{far}"


def _moves(result: SeedsResult) -> bool:
    return len(np.unique(result.lowest, axis=0)) > 1 and result.experiment.problem.on_rows


def _ahead(result: SeedsResult) -> None:
    """Who was ahead of whom how often."""
    st.subheader("Who was ahead of whom?", anchor=False)
    st.markdown("\n".join(f"- {plain(said)}" for said in words.duels(result)))
    st.caption(
        "Both met the same chance each time. That shows differences which the intervals of the medians "
        "hide; but who looks at many pairs will find one in twenty that is luck after all."
    )
    names, won = result.experiment.names, wins(judged(result, "gap"))
    rows = [
        {
            "racer": name,
            **{f"ahead of {names[j]}": "" if i == j else str(won[i, j]) for j in range(len(names))},
        }
        for i, name in enumerate(names)
    ]
    everyone = st.expander("Everyone against everyone", key="seeds-wins", on_change="rerun")
    if everyone.open:
        with everyone:
            table(rows, "Everyone against everyone")
            st.caption(f"With how many of the {len(result.seeds)} seeds the racer on the left ends lower.")


def _single(result: SeedsResult) -> None:
    """A racer's best seed, its usual one and its worst, to open in the race."""
    names = result.experiment.names
    chosen = min(st.session_state.get("seeds_racer", 0), len(names) - 1)
    st.subheader("Open one of these races", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "by how it went for",
            range(len(names)),
            format_func=names.__getitem__,
            width=230,
            **shows("seeds.racer", chosen, _choose),
        )
        ends = judged(result, "gap")[chosen]
        for what, place in zip(("best", "median", "worst"), standing(ends), strict=True):
            seed = result.seeds[place]
            gap = result.gaps[chosen, place, -1]
            label = f"{what.capitalize()}: seed {seed} ({'diverged' if np.isinf(gap) else number(gap)})"
            if st.button(label, key=f"seeds-{what}", icon=":material/open_in_new:"):
                go(with_seed(result, seed))


def _choose(place: int) -> bool:
    st.session_state.seeds_racer = place
    return True
