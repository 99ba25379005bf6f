"""The page assumptions/PRESETS.md, written from the presets and what the model answers for them."""

from collections.abc import Iterable, Iterator
from functools import cache

from tco.assumptions import data_folder
from tco.binding import bind
from tco.case import Case, parse_case, presets
from tco.inputs import BoundModel
from tco.results import Result, run
from tco.switching import Driver, range_of, ranged, switching_points

PAIR = tuple[str, str]
SCALES = {"KRW": (1e6, "million won"), "USD": (1e3, "thousand dollars"), "GBP": (1e3, "thousand pounds")}
# preset, class of the survey of 2020, its running cost and its investment a year in million won
SURVEY = (
    ("kr-hospital-150", "hospital", 330.0, 110.0),
    ("kr-hospital-150", "general, under 300 beds", 370.0, 290.0),
    ("kr-general-300", "general, 300 beds and more", 730.0, 1200.0),
    ("kr-general-500", "general, 300 beds and more", 730.0, 1200.0),
    ("kr-tertiary-1000", "tertiary", 2880.0, 4140.0),
)
GRID, NEAREST = 5, 3
HEAD = """# The presets

Written by `UPDATE_PRESETS=1 .venv/bin/pytest tests/test_presets.py` from the files in `presets/`; do not
edit it by hand.

A preset says what is compared and takes its figures from a country pack. Where it differs from the pack,
the difference has a source or is marked a judgement, and stands below with its reason. Values were chosen
from the evidence named beside them, not for their effect on the answer. Two rules were revised after the
size of the answers had been set beside the survey at the end of this page: the people who run own servers,
and those who manage a cloud, were nearly as many at 150 beds as at 500. Both now follow the beds, one on
either side; at 500 beds nothing changed. All figures are base values of packs in which the prices that
decide most are placeholders until quoted: read the answers as what follows from these assumptions, not as
findings about hospitals.

"""
SURVEY_TEXT = """
What the two sides count, and why they differ:

- The survey counts all information technology of a hospital: applications, personal computers, networks
  on the wards, projects, outsourcing. The model counts what a change of hosting can touch: servers,
  storage, their room and power, licences that follow the machines, and the people who run them.
  Application licences stand outside the headline.
- The reports on the survey do not say whether the pay of own staff or tax is in its running cost. Where
  both are, the first column is to be compared; where neither is, the third.
- The survey is of 2020, the model of 2026; software wages alone are published as rising 2.6 to 4.7 % a
  year.
- The model's estate is well equipped: a second site with 65 % of the servers, licences and support at
  list or advisers' prices, and the number of machines from designs and surveys of other countries (0.8 a
  bed, itself a judgement). Small hospitals that spend less have no second site, fewer commercial
  licences, or fewer machines.
- Investment in the survey contains new applications and projects. The model replaces equipment as it
  ages.

What this means for the size of the answers. At 1,000 beds the model's infrastructure is a part of what
the survey reports for all, as it should be. At 300 and 500 beds the running cost without pay and tax
already comes near the whole of what the class reports, and with them exceeds it: there the estate of the
model is more likely too large than too small, on own servers and in a cloud alike, and a hospital of
that size should put its own machines, licences and people in first. At 150 beds the pack's rules alone
give half as much again as the class's whole running cost, because their base parts do not shrink with
the hospital; that preset therefore takes the low end of the rule for machines, so that its nearness to the
survey proves nothing, and even so its infrastructure alone is as dear as all information technology of
the mean hospital of its class.
Capital spending stays below what the survey reports in every class but the smallest, where it is about
the same.
"""


def page() -> str:
    """The whole page."""
    names = sorted(presets(), key=lambda name: (answer(name).bound.pack.head.id, _beds(name)))
    parts = [HEAD, *_overview(names), *(_section(name) for name in names), *_survey()]
    return "".join(parts)


@cache
def answer(name: str) -> Result:
    """The preset, evaluated."""
    return run(parse_case(presets()[name]))


def _beds(name: str) -> float:
    return float(answer(name).bound.inputs["beds"].value)


def _overview(names: Iterable[str]) -> Iterator[str]:
    yield "| Preset | Pack | Beds | Cheapest | Next | Cheapest move |\n|---|---|---|---|---|---|\n"
    for name in names:
        result = answer(name)
        first, second, move = _order(result)
        beds = _beds(name)
        cells = [_with_saving(result, each) for each in (first, second, move)]
        yield f"| `{name}` | {result.bound.pack.head.id} | {beds:g} | {' | '.join(cells)} |\n"
    yield "\nIn brackets the saving in present value against keeping and refreshing own servers.\n"


def _with_saving(result: Result, alternative: str) -> str:
    saving = result.metric(alternative, "saving_pv_pct")
    return alternative if saving is None else f"{alternative} ({saving:+.1%})"


def _order(result: Result) -> tuple[str, str, str]:
    """Cheapest, next, and the cheapest of those in which something moves."""
    cost = {each: result.value(each, "present_value") for each in result.alternatives}
    order = sorted(cost, key=lambda each: cost[each])
    return order[0], order[1], next(each for each in order if _moves(result.bound.case, each))


def _moves(case: Case, alternative: str) -> bool:
    chosen = case.alternatives[alternative]
    return bool(chosen.moves or any(each.moves for each in chosen.workloads.values()))


def _section(name: str) -> str:
    result = answer(name)
    case = result.bound.case
    lines = [f"\n## {name}: {case.title.en}\n\n", _comment(name), *_differences(case), *_table(result)]
    return "".join([*lines, *_scenarios(case), *_flips(result)])


def _comment(name: str) -> str:
    text = data_folder().joinpath("presets", f"{name}.toml").read_text(encoding="utf-8")
    rows = [row.removeprefix("#").strip() for row in text.splitlines() if row.startswith("#")]
    return " ".join(rows) + "\n\n"


def _differences(case: Case) -> Iterator[str]:
    """What the preset sets beside the pack, those with one reason together."""
    by_reason: dict[str, list[str]] = {}
    for key, given in case.overrides.items():
        assert not isinstance(given, float), key
        span = "" if given.low is None else f" ({_number(given.low)} to {_number(given.high)})"
        by_reason.setdefault(given.reason, []).append(f"`{key}` = {_number(given.value)}{span}")
    if not by_reason:
        yield "It differs from its pack in nothing but the beds.\n\n"
        return
    yield "Where it differs from its pack:\n\n"
    for reason, values in by_reason.items():
        yield f"- {', '.join(values)}: {reason}.\n"
    yield "\n"


def _number(value: float | None) -> str:
    return f"{value:,.10g}"


def _table(result: Result) -> Iterator[str]:
    scale, unit = SCALES[result.bound.pack.head.currency]
    yield f"| Alternative | Present value, {unit} | Saving in total | in present value |"
    yield " in the last year's run rate |\n|---|---|---|---|---|\n"
    for each in result.alternatives:
        names = ("saving_total_pct", "saving_pv_pct", "run_rate_saving_pct")
        cells = [_share(result.metric(each, name)) for name in names]
        value = f"{result.value(each, 'present_value') / scale:,.0f}"
        yield f"| {each}: {result.title(each, 'en')} | {value} | {' | '.join(cells)} |\n"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _scenarios(case: Case) -> Iterator[str]:
    winners = []
    for scenario in ("low", "base", "high"):
        first, second, _ = _order(run(case.model_copy(update={"scenario": scenario})))
        winners.append(f"{scenario}: {first} before {second}")
    yield f"\nCheapest with every input at one end of its range: {'; '.join(winners)}.\n"


def _flips(result: Result) -> Iterator[str]:
    case = result.bound.case
    first, second, move = _order(result)
    yield from _flips_of(case, first, second)
    still = min((each for each in result.alternatives if not _moves(case, each)),
                key=lambda each: result.value(each, "present_value"))  # fmt: skip
    cheaper, dearer = (move, still) if first == move else (still, move)
    if {cheaper, dearer} != {first, second}:
        yield from _flips_of(case, cheaper, dearer)


def _flips_of(case: Case, cheaper: str, dearer: str) -> Iterator[str]:
    """The single inputs that turn which of the two is cheaper."""
    bound = bind(case.model_copy(update={"baseline": cheaper}))
    drivers = switching_points(bound, dearer, ranged(bound, dearer), n=GRID)
    yield f"\n**{cheaper} before {dearer}** (the difference is {_gap(bound, dearer):.1%} of the cheaper). "
    turning = [driver for driver in drivers if driver.points or driver.touches]
    if turning:
        level = " or bring both level" if any(driver.touches for driver in turning) else ""
        yield f"One at a time, these inputs turn it{level} within their ranges:\n\n"
        yield "| Input | Base | Range | Turns at |\n|---|---|---|---|\n"
        yield from (_turn(bound, driver, dearer) for driver in turning)
        return
    best = sorted(drivers, key=lambda driver: -max(driver.shares))[:NEAREST]
    yield "No single input turns it within its range. Nearest come "
    yield ", ".join(_left(each) for each in best) + ".\n"


def _gap(bound: BoundModel, dearer: str) -> float:
    saving = run(bound.case).metric(dearer, "saving_pv_pct")
    assert saving is not None
    return -saving


def _left(driver: Driver) -> str:
    """What remains of the difference where the input is most in favour of the dearer."""
    most = max(driver.shares)
    value = driver.values[driver.shares.index(most)]
    return f"`{driver.key}` at {_number(value)} (leaves {-most:.1%})"


def _turn(bound: BoundModel, driver: Driver, dearer: str) -> str:
    each = bound.inputs[driver.key]
    ends = range_of(each)
    assert ends
    points = [
        f"{point.value:.4g}, {dearer} cheaper {'above' if point.rises else 'below'}"
        for point in driver.points
    ]
    points += [f"{value:.4g}, both the same" for value in driver.touches]
    span = f"{_number(ends[0])} to {_number(ends[1])}"
    label = f"`{driver.key}`: {each.declaration.label.en}"
    return f"| {label} | {_number(each.value)} | {span} | {'; '.join(points)} |\n"


def _survey() -> Iterator[str]:
    yield "\n## Beside the survey of 2020\n\n"
    yield (
        "Means by class of hospital in the ministry's survey of 574 hospitals (Hospital Association News,\n"
        "http://www.khanews.com/news/articleView.html?idxno=209862), beside keeping own servers in the\n"
        "model: running budget of year 1, capital budget as a mean over ten years. Million won a year.\n\n"
    )
    yield "| Preset | Class | Running, with tax | without tax | without tax and pay | of it pay | Survey |"
    yield " Capital, with tax | without tax | Survey |\n|---|---|---|---|---|---|---|---|---|---|\n"
    for name, kind, running, investment in SURVEY:
        figures = own_budget(answer(name))
        cells = [f"{each / 1e6:,.0f}" for each in figures]
        left, right = " | ".join(cells[:4]), " | ".join(cells[4:])
        yield f"| `{name}` | {kind} | {left} | **{running:,.0f}** | {right} | **{investment:,.0f}** |\n"
    yield SURVEY_TEXT


def own_budget(result: Result) -> tuple[float, ...]:
    """Running with and without tax, without pay as well, the pay; capital with and without tax."""
    running = float(result.yearly("stay", "running_budget")[1])
    untaxed = running - float(result.yearly("stay", "vat_on_services")[1])
    pay = float(result.yearly("stay", "category_cash.staff")[1])
    capital = _mean(result.yearly("stay", "capital_budget")[1:])
    return (
        running,
        untaxed,
        untaxed - pay,
        pay,
        capital,
        capital - _mean(result.yearly("stay", "vat_on_equipment")[1:]),
    )


def _mean(values: Iterable[float]) -> float:
    listed = [float(each) for each in values]
    return sum(listed) / len(listed)
