"""Total cost of ownership of a hospital's servers: keep them, or move some or all of them to a cloud.

    >>> import tco
    >>> result = tco.evaluate("kr-general-500")
    >>> result.metric("cloud_ncp", "saving_pv_pct")

Promise: importing this package loads neither Streamlit, Plotly nor pandas.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tco.results import Result

__version__ = "0.3.0"


def evaluate(case: str, changes: Iterable[str] = ()) -> Result:
    """Evaluate a preset or a case file.

    Args:
        case: a preset's id or a path.
        changes: `KEY=VALUE` texts as the command line's `--set` takes them.

    Returns:
        The result, by alternative, metric and line.

    Raises:
        tco.errors.UserError: with every problem found.
    """
    from tco.changes import load
    from tco.results import run

    return run(load(case, changes))
