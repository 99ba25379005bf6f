"""The plan by month: each line of a cloud bill taken apart along the model's own clock.

Promise: the twelve months of a year add up to the model's yearly line. A workload's charges follow what has
moved (the rules of `tco.lines.placement`, read with months as the clock), prices step with the year as in the
model, and what the model charges by the year is spread evenly. Imports numpy, `results`, `lines`, `model` and
this package only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import numpy as np

from tco.bills.calendar import MONTHS
from tco.lines.placement import moved_months, moving_months
from tco.lines.subscription import renewed_share
from tco.model import InputRef
from tco.results import Result

Array = Any


class Plan:
    """The months of one alternative, from the first month of year 1 to the last of the horizon."""

    def __init__(self, result: Result, alternative: str):
        self.result = result
        self.alternative = alternative
        self.length = MONTHS * result.horizon
        self.rules: dict[str, Callable[[], Array]] = {
            "outbound": self._as_traffic,
            "cloud_bill": self._as_bill,
            "support_plan": self._as_bill,
            "managed_services": self._as_bill,
            "subscription_fee": self._as_subscription,
            "setup_fee": self._when_subscription_begins,
        }

    def of_lines(self, lines: Iterable[str]) -> Array:
        """The sum of lines, each with all its members, by month."""
        wanted = set(lines)
        found = [key for key, each in self._instances.items() if key in wanted or each.line.id in wanted]
        return sum((self.of_line(key) for key in found), np.zeros(self.length))

    def of_line(self, key: str) -> Array:
        """One line by month."""
        instance = self._instances[key]
        rule = self.rules.get(instance.line.id)
        workload = instance.keys.get("workload")
        if rule:
            weights = rule()
        elif workload:
            weights = self.moved_in_month(workload)
        else:
            weights = np.ones(self.length)
        return self._shared_out(self.result.yearly(self.alternative, key)[1:], weights)

    def moved_in_month(self, workload: str) -> Array:
        """The share of a workload that runs in the cloud, average of each month."""
        start = self._input(workload, "move_start")
        duration = self.result.value(self.alternative, f"duration_of_move.{workload}")
        clock = np.arange(self.length + 1, dtype=float)
        moving = moving_months(clock, start, duration)
        return np.diff(moved_months(moving, clock, start, duration))

    @cached_property
    def ramp(self) -> Array:
        """Months in which some workload is between its own place and the cloud."""
        shares = [self.moved_in_month(each) for each in self._workloads]
        return np.any([(share > 0) & (share < 1 - 1e-9) for share in shares], axis=0)

    @property
    def _instances(self) -> Any:
        return self.result.bound.model.instances

    @property
    def _workloads(self) -> tuple[str, ...]:
        return tuple(self.result.bound.case.workloads)

    def _shared_out(self, yearly: Array, weights: Array) -> Array:
        """Each year's amount along its months' weights; evenly where they are all 0."""
        by_year = np.asarray(weights, dtype=float).reshape(-1, MONTHS)
        sums = by_year.sum(axis=1, keepdims=True)
        even = np.full_like(by_year, 1 / MONTHS)
        shares = np.divide(by_year, sums, out=even, where=sums > 0)
        return (shares * yearly[:, None]).ravel()

    def _along(self, line: str) -> Array:
        """A quantity of each workload, at its yearly level, along what has moved."""
        parts = [
            self._shared_out(
                self.result.yearly(self.alternative, f"{line}.{each}")[1:], self.moved_in_month(each)
            )
            for each in self._workloads
        ]
        return np.sum(parts, axis=0)

    def _as_traffic(self) -> Array:
        return self._along("billed_outbound")

    def _as_bill(self) -> Array:
        members = self._instances["cloud_bill"].members
        return sum((self.of_line(key) for key in members), np.zeros(self.length))

    def _as_subscription(self) -> Array:
        """Machines taken over, at the price level of the first term or of the renewal."""
        clock = np.arange(1, self.length + 1, dtype=float)
        start, term = self._input("", "move_start"), self._input("", "quote_term") * MONTHS
        step = renewed_share(clock, start, term, 1) * self._input("", "renewal_increase")
        return self._along("subscribed_machines_moved") * (1 + step)

    def _when_subscription_begins(self) -> Array:
        taken = self._along("subscribed_machines_moved")
        return np.arange(self.length) == np.argmax(taken > 0)

    def _input(self, workload: str, name: str) -> float:
        """The alternative's value of an input, the workload's own where it has one."""
        bound = self.result.bound
        ref = InputRef(name, (workload,) if workload else ())
        keys = bound.resolved[(False, ref)]
        return float(
            bound.inputs[keys[bound.alternatives.index(self.alternative)]].in_scenario(bound.case.scenario)
        )
