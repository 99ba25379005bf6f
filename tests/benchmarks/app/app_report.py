"""Findings as a table: what was measured, what the aim is, and whether it is met."""

import os
import statistics
from dataclasses import dataclass

from app_servers import percentile


@dataclass(frozen=True)
class Finding:
    """A figure with its aim, where there is one."""

    name: str
    text: str
    aim: str = ""
    met: bool | None = None


def changes(name, times, bare=None, most=None):
    """The spread of the times of changes; the aims hold for the slowest but one in twenty."""
    slow = percentile(times, 0.95)
    text = f"p50 {statistics.median(times):.0f}, p95 {slow:.0f}, max {max(times):.0f} ms (n = {len(times)})"
    if bare is None:
        return Finding(name, text, f"<= {most} ms" if most else "", slow <= most if most else None)
    ratios = [percentile(times, share) / percentile(bare, share) for share in (0.5, 0.95)]
    text += f"; {ratios[0]:.2f} / {ratios[1]:.2f} x bare"
    return Finding(name, text, f"<= 1.5 x, <= {most} ms", ratios[1] <= 1.5 and slow <= most)


def visits(name, found, aimed):
    text = f"{found.seconds:.2f} s, {found.requests} requests, {found.kilobytes / 1024:.2f} MB"
    met = found.seconds <= 3.5 and found.kilobytes <= 4 * 1024
    return Finding(name, text, "<= 3.5 s, <= 4 MB" if aimed else "", met if aimed else None)


def load(name, found, most=None):
    sentences = [each.sentence * 1e3 for each in found.replies]
    wholes = [each.whole * 1e3 for each in found.replies]
    slow, count = percentile(wholes, 0.95), len(wholes)
    taken = " + ".join(f"{each / count * 1e3:.0f}" for each in found.seconds)
    text = "; ".join(
        f"{kind} p50 {statistics.median(each):.0f}, p95 {percentile(each, 0.95):.0f} ms"
        for kind, each in (("answer", sentences), ("whole page", wholes))
    )
    text += f" (n = {count}); {taken} ms CPU a change; {_sum(found.memory)} MB"
    aim, met = (f"p95 <= {most} ms", slow <= most) if most else ("", None)
    return Finding(name, text + ("" if found.complete else "; INCOMPLETE"), aim, met)


def growth(name, stops):
    text = ", ".join(f"after {number}: {_sum(used)} MB" for number, used in stops)
    return Finding(name, text, "no growth from the second on", sum(stops[-1][1]) <= 1.05 * sum(stops[1][1]))


def _sum(values):
    return " + ".join(f"{each:.0f}" for each in values)


def printed(finding):
    mark = {None: "", True: "met", False: "MISSED"}[finding.met]
    print(f"{finding.name:34} {finding.text}", flush=True)
    if finding.aim:
        print(f"{'':34} aim: {finding.aim}: {mark}", flush=True)


def busy():
    """How busy the machine is besides, since all times hang on it."""
    return f"{os.cpu_count()} processors, load of the last minute {os.getloadavg()[0]:.1f}"
