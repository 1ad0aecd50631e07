"""Plotly figures as plain functions of what they show; no Streamlit."""
