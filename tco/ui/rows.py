"""Rows of a data frame, with columns as attributes. Imports pandas only."""

from __future__ import annotations

from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """The rows in order; a cell's type is the column's, which pandas does not tell."""
    return list(frame.itertuples(index=False))
