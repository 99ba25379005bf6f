"""The rules, one module per subject, nothing else. Importing this package registers every line.

Promise: no number but 0 and 1, no input or output, no import but the language.
"""

from tco.lines import (  # noqa: F401  (imported for registration, in the order of the sheets)
    accounts,
    carbon,
    cloud,
    comparison,
    custom,
    demand,
    equipment,
    facilities,
    financing,
    fleets,
    hospital,
    metrics,
    network,
    placement,
    response,
    risk,
    security,
    software,
    staff,
    subscription,
    taxes,
    timeline,
    totals,
    transition,
)  # isort: skip
