"""Sentences about where the winner changes: at which values of one input, and along which line of two.

Promise: nothing is said that the numbers do not hold. Pure functions; imports `driver_sentences`, `heatmap`,
`switching_values`, `asked`, `switching`, `inputs`, `results` and `wording` only.
"""

from __future__ import annotations

from collections.abc import Iterator

from tco.inputs import BoundModel
from tco.results import Result
from tco.switching import Point
from tco.uncertainty.asked import is_whole
from tco.uncertainty.driver_sentences import figure_of, label_of
from tco.uncertainty.heatmap import HeatMap
from tco.uncertainty.switching_values import Switch
from tco.wording import Words


def heat_lines(result: Result, heat: HeatMap, words: Words) -> Iterator[str]:
    """What the map says: the line of no saving, or that there is none."""
    bound, title = result.bound, result.title(heat.alternative, words.language)
    a, b = (label_of(bound, key, words) for key in heat.keys)
    yield words("drv.heat_title", alternative=title, a=a, b=b)
    yield heat_title(result, heat, words)


def heat_title(result: Result, heat: HeatMap, words: Words) -> str:
    """The message of a map."""
    bound, spots = result.bound, [spot for line in heat.contour for spot in line]
    if not spots:
        least, most = (
            words.figure(float(each), "money") for each in (heat.savings.min(), heat.savings.max())
        )
        title = result.title(heat.alternative, words.language)
        return words(_heat_key(heat), alternative=title, least=least, most=most)
    places: dict[str, str] = {}
    for at, name in enumerate("ab"):
        key, values = heat.keys[at], [spot[at] for spot in spots]
        least, most = (figure_of(bound, key, each, words) for each in (min(values), max(values)))
        places |= {name: label_of(bound, key, words), f"{name}_low": least, f"{name}_high": most}
    return words("drv.heat_line", **places)


def _heat_key(heat: HeatMap) -> str:
    """Of a map without a line: whether it saves everywhere, nowhere, or here and there nothing."""
    least, most = float(heat.savings.min()), float(heat.savings.max())
    if least < 0:
        return "drv.heat_below"
    return "drv.heat_above" if least > 0 else "drv.heat_never_more" if most > 0 else "drv.heat_same"


def switch_line(result: Result, found: Switch, words: Words) -> str:
    """Where the winner changes, or that it does not."""
    bound, key = result.bound, found.key
    low, high, now = (figure_of(bound, key, each, words) for each in (found.low, found.high, found.own))
    places = {
        "alternative": result.title(found.alternative, words.language), "label": label_of(bound, key, words),
        "low": low, "high": high,
        "range": words(f"switch.{found.searched}"),
    }  # fmt: skip
    if found.matters and (found.points or found.touches):
        key = ("switch.at" if found.points else "switch.touched") + ("_share" if found.share else "")
        listed = "; ".join(_values(bound, found, words))
        return words(key, list=listed, now=now, share=words.figure(found.share, "%"), **places)
    if not found.matters:
        return words("switch.idle", **places)
    least, most = (words.figure(each, "%") for each in (found.least, found.most))
    return words("switch.none", least=least, most=most, **places)


def _values(bound: BoundModel, found: Switch, words: Words) -> Iterator[str]:
    """Every value at which the winner changes and, beside those, at which it might have."""
    whole = is_whole(bound.inputs[found.key])
    texts = [(each.value, _point(bound, found, each, whole, words)) for each in found.points]
    for value in found.touches:
        text = figure_of(bound, found.key, value, words)
        texts.append((value, words("switch.touches", value=text) if found.points else text))
    yield from (text for _, text in sorted(texts))


def _point(bound: BoundModel, found: Switch, point: Point, whole: bool, words: Words) -> str:
    """On which side it saves; a step between whole numbers is at the second of them."""
    side = "falls" if not point.rises else "from" if whole and point.jumps else "rises"
    value = figure_of(bound, found.key, point.value, words)
    text = words(f"switch.{side}" + ("_share" if found.share else ""), value=value)
    return words("switch.jump", text=text) if point.jumps else text
