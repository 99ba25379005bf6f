"""A hand-written fused kernel of some lines of a preset, as a yardstick: numba, no framework.

It sums over the sixteen years, for each alternative: purchases, support and extended support of four
fleets (survivors, releases and vintages included), outbound traffic and the provider's support plan
(both with their price tiers). What the drawn inputs do not reach enters as numbers. `OPERATIONS` of a
run are counted by hand beside each loop: one for every + − × ÷, comparison, smaller or larger of two.
"""

import numba
import numpy as np

from tco.compute import evaluate

FLEETS = ("servers", "fast_storage", "archive_storage", "backup_storage")
FLEET_LINES = tuple(
    f"{line}.{fleet}" for fleet in FLEETS for line in ("purchases", "support", "extended_support")
)
CLOUD_LINES = ("outbound", "support_plan")
BLOCK = 128


DRAWN = (
    ".unit_price",
    "refresh_cycle",
    "support_rate",
    "price_growth",
    "exchange_rate",
    "exchange_rate_drift",
)


def drawn(bound):
    """The ranged inputs that the kernel varies; those of other fleets are left alone."""
    left = ("network.", "plant.", "software_", "energy_")
    return [
        each for each in bound.inputs.values()
        if each.has_range and each.id.endswith(DRAWN) and not each.id.startswith(left)
    ]  # fmt: skip


#: What each fleet's kernel reads of the inputs, and the line that reads it.
READ = (
    ("service_life", "refresh_cycle"), ("vintage_price", "unit_price"),
    ("equipment_price_index", "price_growth"), ("support", "support_rate"),
    ("extended_support", "extended_support_rate"), ("service_life", "refresh_shortening"),
    ("service_life", "shortest_refresh_cycle"), ("warranty_expiry", "warranty"),
    ("support_expiry", "regular_support"), ("kept", "smallest_kept_share"),
)  # fmt: skip
CLOUD = (("exchange_level", "exchange_rate"), ("exchange_level", "exchange_rate_drift"),
         ("cloud_price_level", "cloud_price_growth"))  # fmt: skip
TIERS = (("outbound", "outbound_thresholds"), ("outbound", "outbound_steps"),
         ("support_plan", "support_thresholds"), ("support_plan", "support_steps"))  # fmt: skip


class Kernel:
    """The kernel with the numbers of a case; call it with draws."""

    def __init__(self, bound):
        self.bound, self.names, self.values = bound, {}, bound.values()
        base = evaluate(bound)
        alternatives = range(len(bound.alternatives))
        each = [(fleet, at) for fleet in FLEETS for at in alternatives]
        asked = ("target.{}", "required.{}.year_end", "required.{}.peak")
        self.fleets = np.array([
            [self._row(f"{line}.{fleet}", name, at) for line, name in READ] for fleet, at in each
        ])  # fmt: skip
        self.known = np.array([[base[line.format(fleet)][at] for line in asked] for fleet, at in each])
        self.existing = np.array([base[f"existing.{fleet}"][at] for fleet, at in each])
        self.register = np.array([
            self._value(f"vintage_price.{fleet}", "register_price", at) for fleet, at in each
        ])  # fmt: skip
        self.cloud = np.array([[self._row(line, name, at) for line, name in CLOUD] for at in alternatives])
        self.tiers = np.array([[self._value(line, name, at) for line, name in TIERS] for at in alternatives])
        least = [self._value("support_minimum_charged", "support_minimum", at) for at in alternatives]
        self.minimum = np.array(least)
        self.bill = base["cloud_bill"] / base["cloud_price_level"]
        self.traffic = base["billed_outbound_total"]
        self.escalation = base["escalation_years"][0]
        self.months = float(self.values["months_per_year"])
        self.ratio = float(self.values["traffic_price_ratio"]) * self.months

    def _value(self, line, name, at):
        return self.values[self._key(line, name, at)]

    def _key(self, line, name, at):
        instance = self.bound.model.instances[line]
        keys = self.bound.resolved[instance.line.once_per_case, instance.references[name]]
        return keys[at] if len(keys) > 1 else keys[0]

    def _row(self, line, name, at):
        key = self._key(line, name, at)
        if key not in self.names:
            self.names[key] = len(self.names)
        return self.names[key]

    def given(self, draws):
        """The rows that the kernel reads: drawn where they are, else the case's numbers."""
        count = len(next(iter(draws.values())))
        return np.stack([draws.get(key, np.full(count, self.values[key])) for key in self.names])

    def run(self, given, threads=1):
        """The sums (alternatives, draws) and the operations for each draw."""
        numba.set_num_threads(threads)
        out = np.zeros((self.minimum.size, given.shape[1]))
        counted = np.zeros(-(-given.shape[1] // BLOCK), dtype=np.int64)
        _kernel(
            given, self.fleets, self.known, self.existing, self.register, self.cloud, self.bill, self.traffic,
            self.tiers, self.minimum, self.escalation, self.ratio, self.months, out, counted,
        )  # fmt: skip
        return out, int(counted[0])


@numba.njit(parallel=True, error_model="numpy", cache=True)
def _kernel(  # noqa: C901
    given, fleets, known, existing, register, cloud, bill, traffic, tiers, minimum, escalation, ratio, months,
    out, counted,
):  # fmt: skip
    alternatives, total = out.shape
    for block in numba.prange(counted.size):
        lo = block * BLOCK
        hi = min(lo + BLOCK, total)
        n = hi - lo
        ops = 0
        life_end, warranty_end = np.empty((31, BLOCK)), np.empty((31, BLOCK))
        support_end, paid = np.empty((31, BLOCK)), np.empty((31, BLOCK))
        carried = np.empty((16, BLOCK))
        index, surv, kept, acc = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
        a1, a2, a3 = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
        for fa in range(fleets.shape[0]):
            cycle, price, growth, rate, extra, shorter, shortest, warranty, regular, smallest = (
                given[fleets[fa, 0], lo:hi], given[fleets[fa, 1], lo:hi], given[fleets[fa, 2], lo:hi],
                given[fleets[fa, 3], lo:hi], given[fleets[fa, 4], lo:hi], given[fleets[fa, 5], lo:hi],
                given[fleets[fa, 6], lo:hi], given[fleets[fa, 7], lo:hi], given[fleets[fa, 8], lo:hi],
                given[fleets[fa, 9], lo:hi])  # fmt: skip
            result = out[fa % alternatives, lo:hi]
            for t in range(n):
                index[t] = 1.0
                kept[t] = 0.0
            for v in range(31):
                year = v - 15.0
                if year <= 0 and existing[fa, v] == 0.0:
                    continue
                e, w, s = life_end[v], warranty_end[v], support_end[v]
                later = max(0.0, year)
                for t in range(n):
                    life = max(min(shortest[t], cycle[t]), cycle[t] - shorter[t] * later)
                    e[t] = year + life
                    w[t] = year + min(warranty[t], life)
                    s[t] = year + min(max(regular[t], warranty[t]), life)
                ops += 10
            for v in range(15):
                if existing[fa, v] != 0.0:
                    p, units, registered = paid[v], existing[fa, v], register[fa, v]
                    for t in range(n):
                        p[t] = units * (registered if registered != 0.0 else price[t])
                    ops += 1
            for y in range(16):
                after = 1.0 if y >= 1 else 0.0
                begin = 1.0 if y == 0 else 0.0
                target, needed, peak = known[fa, 0, y], known[fa, 1, y], known[fa, 2, y]
                for t in range(n):
                    surv[t] = a1[t] = a2[t] = a3[t] = 0.0
                for v in range(15 + y):
                    stands = existing[fa, v]
                    if v < 15 and stands == 0.0:
                        continue
                    e, w, s, p = life_end[v], warranty_end[v], support_end[v], paid[v]
                    if v < 15:
                        for t in range(n):
                            share = min(max(e[t] - y, 0.0), 1.0)
                            surv[t] += stands * share
                            a1[t] += p[t] * share
                            a2[t] += p[t] * min(max(w[t] - y, 0.0), 1.0)
                            a3[t] += p[t] * min(max(s[t] - y, 0.0), 1.0)
                    else:
                        c = carried[v - 15]
                        for t in range(n):
                            share = min(max(e[t] - y, 0.0), 1.0)
                            surv[t] += (stands + c[t]) * share
                            a1[t] += p[t] * share
                            a2[t] += p[t] * min(max(w[t] - y, 0.0), 1.0)
                            a3[t] += p[t] * min(max(s[t] - y, 0.0), 1.0)
                        ops += 1
                    ops += 17
                c, p = carried[y], paid[15 + y]
                stands, registered = existing[fa, 15 + y], register[fa, 15 + y]
                grows = escalation[15 + y] >= 1.0
                for t in range(n):
                    before = kept[t]
                    s = before * surv[t]
                    buys = after * max(0.0, target - s)
                    standing = max(s, target)
                    share = 1.0 - ((standing - needed) / standing if standing != 0.0 else 0.0)
                    kept[t] = (before + begin) * max(smallest[t], share)
                    c[t] = buys / before if before != 0.0 else 0.0
                    longer = after * max(0.0, peak - s - buys)
                    index[t] = index[t] * (1.0 + growth[t] if grows else 1.0)
                    spent = buys * price[t] * index[t]
                    p[t] = (stands + c[t]) * (registered if registered != 0.0 else price[t] * index[t])
                    serving = before * a1[t] + spent
                    covered = before * a2[t] + spent * min(1.0, warranty[t])
                    regularly = before * a3[t] + spent * min(1.0, max(regular[t], warranty[t]))
                    result[t] += (
                        spent
                        + (regularly - covered) * rate[t]
                        + (serving - regularly + longer * price[t]) * extra[t]
                    )
                ops += 44
        for a in range(alternatives):
            exchange, drift, growth = (
                given[cloud[a, 0], lo:hi], given[cloud[a, 1], lo:hi], given[cloud[a, 2], lo:hi])  # fmt: skip
            result = out[a, lo:hi]
            for t in range(n):
                a1[t] = exchange[t]
                a2[t] = exchange[t]
            for y in range(16):
                grows = escalation[15 + y] >= 1.0
                listed = 0.0
                for k in range(31):
                    listed += max(traffic[a, y] - tiers[a, 0, k], 0.0) * tiers[a, 1, k]
                b = bill[a, y]
                for t in range(n):
                    a1[t] = a1[t] * (1.0 + drift[t] if grows else 1.0)
                    a2[t] = a2[t] * ((1.0 + drift[t]) * (1.0 + growth[t]) if grows else 1.0)
                    a3[t] = b * a2[t] / months / a1[t]
                    acc[t] = 0.0
                ops += 9
                for k in range(31):
                    if tiers[a, 3, k] == 0.0:
                        continue
                    threshold, step = tiers[a, 2, k], tiers[a, 3, k]
                    for t in range(n):
                        acc[t] += max(a3[t] - threshold, 0.0) * step
                    ops += 4
                least = minimum[a] if b > 0.0 else 0.0
                for t in range(n):
                    result[t] += listed * ratio * a2[t] + max(acc[t], least) * months * a1[t]
                ops += 6
        counted[block] = ops


def whole(found):
    """The engine's lines as the kernel's sums (alternatives, draws)."""
    return sum(np.moveaxis(found[key], 0, -1).sum(axis=1) for key in (*FLEET_LINES, *CLOUD_LINES))
