"""What the futures say, as sentences and tables made from their statistics.

Promise: the message above a picture is read off the frame that the picture draws; a difference is the
alternative less the baseline, so that + means it costs more; no digit is shown that its error does not
carry, but for one where two levels would else read the same. Pure functions; imports pandas, the engine
and the page's own text modules only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from tco.amounts import GAP, NOTHING, cell, money, number, percent, significant
from tco.inputs import BoundModel, Input
from tco.switching import Driver
from tco.ui.facts import Facts
from tco.ui.input_text import bare_text, echo, label, shown, value_text
from tco.ui.rows import rows_of
from tco.ui.uncertainty_charts import plus
from tco.ui.uncertainty_futures import Futures, Said, Worths
from tco.ui.words import Words
from tco.uncertainty.conditions import ARTICLE
from tco.uncertainty.estimates import LEVELS, Estimate, rounded
from tco.uncertainty.heatmap import HeatMap
from tco.uncertainty.information_text import amount_and_error
from tco.uncertainty.sentences import chance, words_for
from tco.wording import Words as EngineWords
from tco.wording import read_texts

#: Metric, what it is told in, and its sign: savings are told as differences.
ROWS = (
    ("present_value", "money", 1), ("saving_pv", "money", -1), ("saving_pv_pct", "share", -1),
    ("saving_total_pct", "share", -1), ("run_rate_saving_pct", "share", -1),
    ("payback_years", "years", 1), ("peak_extra_funding", "money", 1),
)  # fmt: skip
TICKS, FEW = 5, 3


@dataclass(frozen=True)
class Pair:
    """What is compared, in words."""

    alternative: str
    baseline: str
    currency: str
    words: Words

    @classmethod
    def of(cls, facts: Facts, words: Words) -> Pair:
        """The titles in quotes."""
        return cls(words.quoted(facts.alternative.title), words.quoted(facts.baseline.title),
                   facts.currency, words)  # fmt: skip

    def amount(self, difference: float) -> str:
        """A difference in a sentence: ₩3 B less, ₩3 B more, no difference."""
        key = "same" if not difference else "more" if difference > 0 else "less"
        size = money(abs(difference), self.currency, self.words.language, 3)
        return self.words(f"uncertainty.{key}", amount=size)

    def span(self, one: float, other: float) -> dict[str, str]:
        """Both ends of a range of differences; the smaller amount first where both are more."""
        low, high = sorted((one, other))
        return {"low": self.amount(low), "high": self.amount(high)}


def headline(said: Said) -> str:
    """The engine's sentence with its chance made strong."""
    return said.headline.replace(said.leading, f"**{said.leading}**", 1) if said.leading else said.headline


def spread_rows(
    found: Futures, scale: float, unit: str, words: Words
) -> Iterator[tuple[tuple[str, ...], ...]]:
    """For each metric its percentiles, and beside them their standard errors."""
    for metric, kind, sign in ROWS:
        known = found.versus.metrics.get(metric)
        if known is None:
            continue
        at = [known.quantiles[level if sign > 0 else 100 - level] for level in LEVELS]
        name = words(f"uncertainty.row.{metric}", unit=unit)
        yield (
            (name, *_levels(at, sign, kind, scale, words)),
            (name, *(_error(each, kind, scale, words) for each in at)),
        )


def _levels(at: Sequence[Estimate], sign: int, kind: str, scale: float, words: Words) -> list[str]:
    """The levels of a row, rounded alike; neighbours that differ, and read the same, with one digit more."""
    at = _rounded_alike(at)
    texts, finer = ([_cell(each, sign, kind, scale, more, words) for each in at] for more in (0, 1))
    alike = [
        low for low in range(len(at) - 1) if texts[low] == texts[low + 1] and finer[low] != finer[low + 1]
    ]
    told = {each for low in alike for each in (low, low + 1)}
    texts = [finer[each] if each in told else text for each, text in enumerate(texts)]
    return [plus(sign * each.value, text) if sign < 0 else text for each, text in zip(at, texts, strict=True)]


def _rounded_alike(at: Sequence[Estimate]) -> list[Estimate]:
    """The levels with the largest of their errors, so that all carry the digits that each supports."""
    errors = [each.error for each in at if each.error is not None and math.isfinite(each.value)]
    if not errors or not all(map(math.isfinite, errors)):
        return list(at)
    return [each if each.error is None else replace(each, error=max(errors)) for each in at]


def _cell(found: Estimate, sign: int, kind: str, scale: float, more: int, words: Words) -> str:
    """A value, without the + of a difference, with as many more digits than its error carries."""
    if math.isnan(found.value):
        return NOTHING
    if math.isinf(found.value):
        return words("uncertainty.never")
    value = sign * rounded(found.value, found.error and found.error / 10**more)
    if kind == "money":
        return cell(value, scale) if value or not found.value else "0"
    if kind == "share":
        return percent(value) if not more else f"{number(round(100 * value, 1 + (abs(value) < 0.1)))}{GAP}%"
    return number(value, 3 + more)


def _error(found: Estimate, kind: str, scale: float, words: Words) -> str:
    if found.error is None or not math.isfinite(found.value):
        return NOTHING
    if kind == "share":
        return words("uncertainty.points", number=number(100 * significant(found.error, 2), 2))
    return number(significant(found.error, 2) / (scale if kind == "money" else 1.0), 2)


def fan_frame(found: Futures) -> pd.DataFrame:
    """Year and percentiles of the difference by its end; an attribute holds the errors of the middle."""
    rows = [
        (at.year, *(-at.quantiles[100 - level].value + 0.0 for level in LEVELS)) for at in found.versus.fan
    ]
    frame = pd.DataFrame(rows, columns=["year", *(f"p{level}" for level in LEVELS)])
    frame.attrs["error"] = [at.quantiles[50].error or 0.0 for at in found.versus.fan]
    return frame


def fan_message(frame: pd.DataFrame, pair: Pair) -> str:
    """Where nine of ten futures end, and from when on the middle of each year is ahead, if ever."""
    words, last = pair.words, frame.iloc[-1]
    ends = words(
        "uncertainty.fan.message", alternative=pair.alternative, year=int(last["year"]),
        middle=pair.amount(last["p50"]), **pair.span(last["p5"], last["p95"]),
    )  # fmt: skip
    key, year = _middles(frame)
    return f"{ends} {words(f'uncertainty.fan.{key}', year=year)}"


def _middles(frame: pd.DataFrame) -> tuple[str, int]:
    """Where the middles are at the end, and from which year on they are ahead by more than their error."""
    middle, errors = frame["p50"].to_numpy(), frame.attrs.get("error", [0.0] * len(frame))
    ahead = -middle > errors
    if not ahead[-1]:
        return ("level" if middle[-1] < errors[-1] and middle[-1] != 0.0 else "behind"), 0
    behind = frame["year"][~ahead]
    if len(behind):
        return "from", int(behind.iloc[-1]) + 1
    return "ahead", 0


def curve_frame(found: Futures) -> pd.DataFrame:
    """Differences as shares of the baseline, and the chance that it is no larger."""
    steps = max(1, len(found.curve) - 1)
    chances = [at / steps for at in range(len(found.curve))]
    return pd.DataFrame({"difference": -found.curve[::-1] + 0.0, "chance": chances})


def curve_marks(found: Futures, leaves: bool, words: Words) -> list[tuple[float, float, str]]:
    """Where both cost the same, and the article's claim where it applies."""
    claim = percent(ARTICLE.number)
    marks = [(-ARTICLE.number, found.claim.value, words("uncertainty.curve.claim", claim=claim))]
    same = (0.0, found.versus.contest.less.value, words("uncertainty.curve.same"))
    return [*(marks if leaves else ()), same]


def curve_message(said: Said, leaves: bool, pair: Pair) -> str:
    """How probable it is that the alternative is cheaper, and that the claim holds where it applies."""
    if not leaves:
        return pair.words("uncertainty.curve.message_alone", alternative=pair.alternative, less=said.chance)
    return pair.words("uncertainty.curve.message", alternative=pair.alternative, less=said.chance,
                      claim=percent(ARTICLE.number), holds=said.chance_of_claim)  # fmt: skip


def tornado_frame(bars: Sequence[Driver], bound: BoundModel, words: Words) -> pd.DataFrame:
    """A row for each input, with the differences at both ends of its range."""
    rows = []
    for bar in bars:
        each = bound.inputs[bar.key]
        low, high = (bare_text(each, value, words) for value in (bar.values[0], bar.values[-1]))
        turns = ", ".join(value_text(each, point.value, bound, words) for point in bar.points)
        name = label(each, bound, words)
        rows.append((name, low, high, -bar.savings[0], -bar.savings[-1], turns))
    return pd.DataFrame(rows, columns=["label", "low_text", "high_text", "at_low", "at_high", "turns"])


def tornado_message(frame: pd.DataFrame, pair: Pair) -> str:
    """What moves the difference most, and which inputs turn the answer on their own."""
    words, top = pair.words, frame.iloc[0]
    most = words(
        "uncertainty.tornado.message", label=top["label"], **pair.span(top["at_low"], top["at_high"])
    )
    turning = frame[frame["turns"] != ""]
    if turning.empty:
        return f"{most} {words('uncertainty.tornado.none', count=len(frame))}"
    listed = "; ".join(
        words("uncertainty.tornado.turn", label=row.label, value=row.turns)
        for row in rows_of(turning.head(FEW))
    )
    key = "some" if len(turning) <= FEW else "many"
    return f"{most} {words(f'uncertainty.tornado.{key}', count=len(turning), list=listed)}"


def heat_frame(found: HeatMap, bound: BoundModel, words: Words) -> pd.DataFrame:
    """Differences, the first input in columns, the second in rows; its attributes name the axes."""
    inputs = [bound.inputs[key] for key in found.keys]
    places = [[shown(each, value) for value in values]
              for each, values in zip(inputs, (found.a, found.b), strict=True)]  # fmt: skip
    frame = pd.DataFrame(-found.savings.T + 0.0, columns=places[0], index=places[1])
    for name, each, values in zip("xy", inputs, (found.a, found.b), strict=True):
        frame.attrs |= _axis(name, each, values, bound, words)
    return frame


def _axis(
    name: str, each: Input, values: Sequence[float], bound: BoundModel, words: Words
) -> dict[str, object]:
    """Title of an axis, the texts of its values, and where some of them stand."""
    texts = [bare_text(each, value, words) for value in values]
    ticks = sorted({round(step * (len(values) - 1) / (TICKS - 1)) for step in range(TICKS)})
    unit, text = echo(each, 0.0, bound, words), label(each, bound, words)
    return {
        f"{name}_title": text if unit in ("", "%") else f"{text} ({unit})",
        f"{name}_texts": texts,
        f"{name}_ticks": ([shown(each, values[at]) for at in ticks], [texts[at] for at in ticks]),
    }


def heat_lines(found: HeatMap, bound: BoundModel) -> list[list[tuple[float, float]]]:
    """Where both cost the same, in the numbers of the axes."""
    a, b = (bound.inputs[key] for key in found.keys)
    return [[(shown(a, spot.a), shown(b, spot.b)) for spot in line] for line in found.contour]


def heat_own(found: HeatMap, bound: BoundModel) -> tuple[float, float]:
    """Where the case stands, in the numbers of the axes."""
    a, b = (bound.inputs[key] for key in found.keys)
    return shown(a, found.own.a), shown(b, found.own.b)


def heat_message(frame: pd.DataFrame, names: Sequence[str], pair: Pair) -> str:
    """Whether any pair of values turns the answer, and on which side it does."""
    words = pair.words
    places = {"alternative": pair.alternative, "a": names[0], "b": names[1]}
    least, most = float(frame.min().min()), float(frame.max().max())
    if least >= 0 or most <= 0:
        key = "same" if least == most == 0 else "less" if least < 0 else "more" if least else "not_less"
        return words(f"uncertainty.heat.{key}", **places, **pair.span(least, most))
    row, column = divmod(int(frame.to_numpy().argmin()), frame.shape[1])
    corner = (frame.attrs["x_texts"][column], frame.attrs["y_texts"][row])
    share = float((frame.to_numpy() < 0).mean())
    return words("uncertainty.heat.both", share=percent(share), at_a=corner[0], at_b=corner[1],
                 best=pair.amount(least), worst=pair.amount(most), **places)  # fmt: skip


def worth_frame(found: Worths, pair: Pair) -> pd.DataFrame:
    """What is surely worth something to find out, the most first."""
    language = pair.words.language
    engine = EngineWords(
        read_texts("tco.uncertainty", f"information.{language}.toml"), language, pair.currency
    )
    rows = [
        (each.label.in_language(language), each.value.amount,
         math.nan if each.value.error is None else each.value.error, each.to_ask,
         "".join(amount_and_error(each.value, engine)))
        for each in found.bars
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["label", "amount", "error", "to_ask", "text"])


def field_rows(
    shares: Mapping[str, Estimate], titles: Mapping[str, str], words: Words
) -> list[tuple[str, ...]]:
    """Each alternative with the chance that it is the cheapest of all, the most probable first."""
    order = sorted(shares, key=lambda name: -shares[name].value)
    return [(titles[name], percent(shares[name].rounded), points(shares[name], words)) for name in order]


def field_message(
    shares: Mapping[str, Estimate], draws: int, bound: BoundModel, titles: Mapping[str, str], words: Words
) -> str:
    """Which alternative is the cheapest most often, and in how many futures."""
    best = max(shares, key=lambda name: shares[name].value)
    return words(
        "uncertainty.field.message", best=words.quoted(titles[best]), count=len(shares),
        chance=chance(shares[best], draws, words_for(bound, words.language)),
    )  # fmt: skip


def points(found: Estimate, words: Words) -> str:
    """The standard error of a chance."""
    if found.error is None:
        return NOTHING
    return words("uncertainty.points", number=number(100 * significant(found.error, 2), 2))
