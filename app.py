"""The web app, `streamlit run app.py`: ui/main.py is its script, ui/server.py its addresses and headers."""

import streamlit as st

from ui.server import MIDDLEWARE, ROUTES, lifespan

app = st.App("ui/main.py", routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan)
