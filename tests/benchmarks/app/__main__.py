"""Latency, load and memory of the web app beside a bare app of its size: `make bench-app`.

What is missed is printed, never raised: times depend on the machine, so the bare app is measured in the same
run. `ARGS="changes sessions"` measures these parts only, `ARGS="--quick"` with few repetitions.
"""

import argparse
import asyncio

import app_report as report
from app_changes import Change, chromium, milliseconds, opened
from app_servers import started
from app_sessions import loads, long_session
from app_visits import visit

PARTS = ("changes", "visits", "sessions", "memory")
HEADLINE, BEDS = "h1.tco-headline", "운영 병상 수"
BARE = Change("Bare app", "/", "Beds", ('[data-testid="stMetricValue"]',), charts=3, address=False)
ANSWER = Change("Answer, all charts and headline", "/answer?lang=ko", BEDS, (HEADLINE,), charts=2)
OTHERS = (
    Change("Inputs", "/inputs?lang=ko&group=hospital", BEDS, ()),
    Change("Year by year, another table", "/years?lang=ko", "", (".tco-scroll caption",),
           options=("현재가치", "현금")),
)  # fmt: skip
FUTURES = Change("Uncertainty, 1,024 draws", "/uncertainty?lang=ko", BEDS, (f"{HEADLINE} + p",))
WARM = 15  # seconds after which a server has done what it does at its start


def changes(browser, quick):
    """A change in the browser, ours and the bare app by turns, so that both meet the same machine."""
    times, rounds = (12, 1) if quick else (20, 3)
    found = {each: [] for each in (BARE, ANSWER, *OTHERS, FUTURES)}
    with started("bare") as bare, started("ours") as ours:
        for _ in range(rounds):
            for change in found:
                page = opened(browser, (bare if change is BARE else ours).address, change)
                found[change] += milliseconds(page, change, times)
                page.context.close()
    report.printed(report.changes(BARE.name, found[BARE]))
    report.printed(report.changes(ANSWER.name, found[ANSWER], found[BARE], 300))
    for each in OTHERS:
        report.printed(report.changes(each.name, found[each]))
    report.printed(report.changes(FUTURES.name, found[FUTURES], most=300))


def visits(browser):
    """The first visit after a start, then another browser's."""
    for path in ("/answer", "/"):
        with started("ours") as server:
            for name in ("First visit", "Later visit"):
                found = visit(browser, server.address + path, HEADLINE)
                report.printed(report.visits(f"{name} of {path}", found, name == "First visit"))
    with started("bare") as server:
        for name in ("First visit", "Later visit"):
            found = visit(browser, server.address, '[data-testid="stMetricValue"]')
            report.printed(report.visits(f"{name} of the bare app", found, aimed=False))


async def sessions(quick):
    """Visitors who change something every five seconds."""
    counts, seconds = ((1, 10, 30), 15) if quick else ((1, 30, 60, 100), 30)
    for kind, page, field in (("bare", "", "beds"), ("ours", "answer", "input:beds")):
        with started(kind) as server:
            await asyncio.sleep(WARM)
            async for found in loads(server, page, field, counts, 5, seconds):
                name = f"{'Bare app' if kind == 'bare' else 'Answer'}, {found.visitors} visitors"
                most = 1000 if kind == "ours" and found.visitors == max(counts) else None
                report.printed(report.load(name, found, most))


async def memory(quick):
    """One visitor who never rests."""
    stops = (50, 100, 200) if quick else (200, 1000, 2000)
    with started("ours") as server:
        await asyncio.sleep(WARM)
        found = [each async for each in long_session(server, "answer", "input:beds", stops)]
    report.printed(report.growth("Memory of one session", found))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(PARTS)}; all where none is named")
    parser.add_argument("--quick", action="store_true", help="few repetitions")
    given = parser.parse_args()
    unknown = set(given.parts) - set(PARTS)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: choose from {', '.join(PARTS)}")
    wanted = given.parts or PARTS
    print(report.busy())
    if {"changes", "visits"} & set(wanted):
        with chromium() as browser:
            if "visits" in wanted:
                visits(browser)
            if "changes" in wanted:
                changes(browser, given.quick)
    if "sessions" in wanted:
        asyncio.run(sessions(given.quick))
    if "memory" in wanted:
        asyncio.run(memory(given.quick))
    print(report.busy())


if __name__ == "__main__":
    main()
