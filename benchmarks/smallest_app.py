"""The baseline for browser and server: a slider, a number, and one line drawn by st.plotly_chart."""

import plotly.graph_objects as go
import streamlit as st

slope = st.slider("slope", 0, 1000, 500, key="slope")
offset = st.number_input("offset", value=0.0, key="offset")
figure = go.Figure(go.Scatter(y=[offset + slope * x for x in range(50)]))
st.plotly_chart(figure.update_layout(yaxis_range=[0, 50_000]), key="chart")
