"""Inside: what happens in one step?"""

import streamlit as st

from ui import session
from ui.cached import cached_run
from ui.inside.about import about
from ui.inside.choice import choose_racers
from ui.inside.inside import inside
from ui.notes import link_notes
from ui.share import copy_link
from ui.sidebar import sidebar

experiment = session.experiment()
head, picture, more = (st.container(key=f"inside-{part}") for part in ("head", "picture", "more"))

result = cached_run(experiment)
with picture:
    inside(result)

with head:
    with st.container(horizontal=True, vertical_alignment="bottom", key="inside-bar"):
        st.header("What happens in one step?", anchor=False)
        choose_racers()
        copy_link()
    link_notes()

sidebar()

with more:
    about()
