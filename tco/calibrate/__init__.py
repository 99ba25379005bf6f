"""Calibration: last year's spending beside the model's year 1, and the drivers rescaled to it.

Promise: the way in is `read_accounts`, `compare` and `calibrated`. Imports `intake`, `rescale`, `results` and
what is below them.
"""

from tco.calibrate.accounts import category_of, is_ledger, read_accounts
from tco.calibrate.answer import Calibration, calibration
from tco.calibrate.comparison import Row, compare, vat_rate, with_spending, without_vat
from tco.calibrate.drivers import Drivers, drivers
from tco.calibrate.ledger import Account, Ledger
from tco.calibrate.rescaling import Rescaled, calibrated

__all__ = [
    "Account", "Calibration", "Drivers", "Ledger", "Rescaled", "Row", "calibrated", "calibration",
    "category_of", "compare", "drivers", "is_ledger", "read_accounts", "vat_rate", "with_spending",
    "without_vat",
]  # fmt: skip
