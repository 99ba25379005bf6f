"""The smallest app of our size, to measure beside it: 20 inputs, 4 metrics, 3 charts, a table of 60 rows.

What it takes is Streamlit's and the browser's share; it computes next to nothing and keeps nothing.
"""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

GROUPS = ["Purchase", "Installation", "Service", "Energy", "Staff", "Consumables"]
GROWTHS = ["Service growth", "Energy growth", "Wage growth", "Price growth"]
YEARS = [f"Y{year}" for year in range(11)]


def inputs():
    side = st.sidebar
    side.header("Inputs")
    given = {"size": side.number_input("Beds", 1, 10_000, 500, key="beds")}
    for number in range(10):
        name = f"Price {number + 1}"
        given[name] = side.number_input(name, 0, 10_000_000, 1000 * (number + 1), key=name)
    for name in GROWTHS:
        given[name] = side.number_input(name, -5.0, 30.0, 3.0, 0.1, key=name)
    given["rate"] = side.slider("Discount rate", 0.0, 20.0, 4.5, key="rate")
    given["region"] = side.selectbox("Region", ["Seoul", "Busan", "Daegu", "Jeju"], key="region")
    given["kind"] = side.selectbox("Kind", ["A", "B", "C"], key="kind")
    given["tax"] = side.toggle("Tax", key="tax")
    given["name"] = side.text_input("Name", "Case", key="name")
    return given


def costs(given):
    years = np.arange(len(YEARS))
    rows = []
    for at, group in enumerate(GROUPS):
        growth = 1 + given[GROWTHS[at % len(GROWTHS)]] / 100
        for line in range(10):
            base = given["size"] * given[f"Price {line + 1}"] * (1 + 0.15 * at)
            rows.append([group, f"{group} {line + 1}", *(base * growth**years + 1000 * line * (years == 0))])
    return pd.DataFrame(rows, columns=["group", "line", *YEARS])


def charts(frame):
    by_group = frame.groupby("group")[YEARS].sum().reindex(GROUPS)
    stacked = go.Figure([go.Bar(name=name, x=YEARS, y=by_group.loc[name]) for name in GROUPS])
    stacked.update_layout(barmode="stack", title="Cost per year", height=340)
    line = go.Figure([go.Scatter(name="Cumulative", x=YEARS, y=by_group.sum().cumsum(), fill="tozeroy")])
    line.update_layout(title="Cumulative cost", height=340)
    measure = ["relative"] * len(GROUPS) + ["total"]
    fall = go.Figure(go.Waterfall(x=[*GROUPS, "Total"], y=[*by_group.sum(axis=1), 0], measure=measure))
    fall.update_layout(title="By group", height=340)
    return stacked, line, fall


st.set_page_config(page_title="Bare", layout="wide")
given = inputs()
frame = costs(given)
total = frame[YEARS].to_numpy()
value = float((total * (1 + given["rate"] / 100) ** -np.arange(len(YEARS))).sum())
st.title("Total cost of ownership")
figures = {
    "Present value": value,
    "Undiscounted": total.sum(),
    "Per bed": value / given["size"],
    "First": total[0, 0],
}
for column, (name, figure) in zip(st.columns(4), figures.items(), strict=True):
    column.metric(name, f"{figure:,.2f}", border=True)
stacked, line, fall = charts(frame)
left, right = st.columns(2)
left.plotly_chart(stacked, key="stacked")
right.plotly_chart(line, key="line")
st.plotly_chart(fall, key="fall")
st.dataframe(frame, hide_index=True)
