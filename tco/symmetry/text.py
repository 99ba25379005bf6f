"""The symmetry of a case as plain data and as text.

Promise: nothing is added to what was found; texts are in the language asked for. Imports this package,
`results` and `scale` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tco.results import Result
from tco.scale import scale, shown
from tco.symmetry.answer import Symmetry
from tco.symmetry.rules import Rule
from tco.symmetry.services import Service
from tco.symmetry.sides import POINT

WORDS = {
    "own": ("own side only", "자체 운영에만"),
    "cloud": ("cloud side only", "클라우드에만"),
    "both": ("both sides", "양쪽"),
    "growth": ("growth", "상승률"),
    "overhead": ("overhead", "간접비"),
    "labour": ("labour", "인력"),
    "one_sided": ("Applied to one side only", "한쪽에만 적용되는 항목"),
    "of": ("of", "/"),
    "point": ("change of the saving in present value by one point more", "1%p 상승 시 절감액(현재가치) 변화"),
    "unexplained": ("NO REASON GIVEN", "사유 없음"),
    "moves": ("moves", "영향 항목"),
    "counterpart": ("on the other side", "상대편 항목"),
    "same": ("Applied to both sides by the same rule", "양쪽에 같은 규칙으로 적용"),
    "absent": ("not in", "다음 대안에는 적용되지 않음:"),
    "special": ("Given a value of its own in one alternative", "한 대안에만 다른 값을 적용"),
    "idle": ("Without effect in this case", "이 사례에서 영향 없음"),
    "services": ("The same need, paid for by two rules", "같은 필요에 대한 두 가지 계산 규칙"),
    "all_needs": ("what serves all of them", "공통 기반"),
    "grows": ("grows with", "상승률"),
    "more": (", +{} more", " 외 {}개"),
}
SHOWN_LINES = 4


def _word(key: str, language: str) -> str:
    return WORDS[key][language == "ko"]


def as_document(found: Symmetry, language: str = "en") -> dict[str, Any]:
    """Everything that was found, as plain data."""
    return {
        "case": found.bound.case.id,
        "currency": found.bound.pack.head.currency,
        "alternatives": list(found.alternatives),
        "one_sided": len(found.one_sided),
        "unexplained": [rule.name for rule in found.unexplained],
        "point": POINT,
        "rules": [_rule_document(found, rule, language) for rule in found.rules],
        "idle": list(found.idle),
        "services": [_service_document(found, service, language) for service in found.services],
    }


def _rule_document(found: Symmetry, rule: Rule, language: str) -> dict[str, Any]:
    reason = rule.reason
    return {
        "name": rule.name,
        "kind": rule.role,
        "label": rule.label.in_language(language),
        "side": rule.side,
        "values": dict(rule.values),
        "own_lines": list(rule.own),
        "cloud_lines": {name: list(lines) for name, lines in rule.cloud.items()},
        "reason": reason.text.in_language(language) if reason else None,
        "counterparts": list(reason.counterparts) if reason else [],
        "saving_pv_per_point": dict(rule.effect) if rule.effect is not None else None,
        "absent_in": list(rule.absent),
        "values_of_one_alternative": {
            key: why.in_language(language) if why else "" for key, why in rule.special.items()
        },
        "unexplained": rule.unexplained,
    }


def _service_document(found: Symmetry, service: Service, language: str) -> dict[str, Any]:
    return {
        "needs": list(service.needs),
        "label": _needs(found, service, language),
        "own_lines": list(service.own),
        "cloud_lines": list(service.cloud),
        "own_growth": list(service.own_growth),
        "cloud_growth": list(service.cloud_growth),
    }


def as_text(found: Symmetry, language: str = "en") -> Iterator[str]:
    """What applies to one side only with its reason, then everything else in short."""
    case, pack = found.bound.case, found.bound.pack
    yield f"{case.title.in_language(language)} ({case.id}), {pack.label}"
    effects = [value for rule in found.rules for value in (rule.effect or {}).values()]
    divisor, unit = scale(effects, pack.head.currency, language)
    of = _word("of", language)
    yield f"{_word('one_sided', language)}: {len(found.one_sided)} {of} {len(found.rules)}"
    yield f"  ({_word('point', language)}, {unit}: {', '.join(found.alternatives)})"
    for rule in found.one_sided:
        yield from _rule_text(found, rule, divisor, language)
    yield from _rest(found, language)


def _rule_text(found: Symmetry, rule: Rule, divisor: float, language: str) -> Iterator[str]:
    effects = [shown((rule.effect or {}).get(name), divisor, 1) for name in found.alternatives]
    points = f"   [{' / '.join(effects)}]" if rule.effect is not None else ""
    side, role = _word(rule.side, language), _word(rule.role, language)
    yield f"- {rule.name} ({rule.label.in_language(language)}), {role}, {side}{_values(rule)}{points}"
    reason = rule.reason.text.in_language(language) if rule.reason else _word("unexplained", language)
    yield f"    {reason}"
    lines = dict.fromkeys((*rule.own, *(key for moved in rule.cloud.values() for key in moved)))
    yield f"    {_word('moves', language)}: {_labels(found, lines, language)}"
    if rule.reason and rule.reason.counterparts:
        yield f"    {_word('counterpart', language)}: {', '.join(rule.reason.counterparts)}"


def _values(rule: Rule) -> str:
    values = list(dict.fromkeys(rule.values.values()))
    return f" = {values[0]:,.6g}" if len(values) == 1 else ""


def _rest(found: Symmetry, language: str) -> Iterator[str]:
    yield f"{_word('same', language)}: {', '.join(rule.name for rule in found.rules if rule.side == 'both')}"
    for rule in found.rules:
        if rule.absent:
            reason = rule.reason.text.in_language(language) if rule.reason else _word("unexplained", language)
            yield f"- {rule.name}: {_word('absent', language)} {', '.join(rule.absent)}. {reason}"
    special = [(key, why) for rule in found.rules for key, why in rule.special.items()]
    for key, why in special:
        reason = why.in_language(language) if why else _word("unexplained", language)
        yield f"{_word('special', language)}: {key} ({reason})"
    if found.idle:
        yield f"{_word('idle', language)}: {', '.join(found.idle)}"
    if found.services:
        yield f"{_word('services', language)}:"
    grows = _word("grows", language)
    for service in found.services:
        yield f"- {_needs(found, service, language)}"
        for side, lines, growth in (("own", service.own, service.own_growth),
                                    ("cloud", service.cloud, service.cloud_growth)):  # fmt: skip
            labels = _labels(found, lines, language)
            yield f"    {_word(side, language)}: {labels}; {grows}: {', '.join(growth)}"


def _needs(found: Symmetry, service: Service, language: str) -> str:
    lines = {each.line.id: each.line for each in found.bound.model.instances.values()}
    named = [lines[need] for need in service.needs]
    labels = [line.label_ko if language == "ko" else line.label for line in named]
    return ", ".join(labels) or _word("all_needs", language)


def _labels(found: Symmetry, keys: Iterable[str], language: str) -> str:
    """The lines' labels; a line that exists for several members once."""
    keys = list(keys)
    families = {key: found.bound.model.instances[key].line.id for key in keys}
    count = list(families.values()).count
    result = Result(found.bound, {})
    instances = found.bound.model.instances
    named = dict.fromkeys(
        result.label(key, language)
        if count(families[key]) == 1
        else (instances[key].line.label_ko if language == "ko" else instances[key].line.label)
        for key in keys
    )
    shown_labels, rest = list(named)[:SHOWN_LINES], len(named) - SHOWN_LINES
    more = _word("more", language).format(rest) if rest > 0 else ""
    return ", ".join(shown_labels) + more
