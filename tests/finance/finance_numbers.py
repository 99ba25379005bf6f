"""Any numbers that the finance functions take."""

from hypothesis import strategies as st

amounts = st.floats(0.01, 1e12)
rates = st.floats(-0.5, 2)
flow = st.floats(-1e12, 1e12)


@st.composite
def investments(draw):
    """Some spending, then some receipts, zeros anywhere."""
    spent = draw(st.lists(amounts | st.just(0.0), max_size=4)) + [draw(amounts)]
    earned = draw(st.lists(amounts | st.just(0.0), max_size=20)) + [draw(amounts)]
    return [-amount for amount in spent] + earned
