"""How long users wait, today and after a move, and what line a target needs and costs.

Promise: every figure is a line or an input of the model. Imports `inputs`, `results` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tco.errors import UserError
from tco.results import Result

INPUTS = (
    "distance", "fibre_delay", "equipment_delay", "own_round_trip", "round_trips_per_screen",
    "screen_processing", "acknowledged_share", "transfer_compression", "own_line_speed", "line_efficiency",
    "cache_hit_share", "image_cache_months", "target_study_wait", "line_speed", "line_follows_target",
    "line_paths", "line_price", "fast_line_price",
)  # fmt: skip
SINGLE = (
    "fibre_round_trip", "cloud_round_trip", "concurrent_readers", "line_readers", "cache_hits",
    "images_from_cloud_total", "line_speed_needed_most", "line_speed_ordered", "path_price",
)  # fmt: skip
TOLERANCE = 1e-9
STAYS = {
    False: ("화면과 검사를 지금처럼 원내에서 봅니다.", "Screens and studies stay in the house."),
    True: (
        "화면과 고속 스토리지의 검사는 원내에서 봅니다. "
        "아카이브에서 다시 읽는 검사는 회선을 거치며, 그 대기시간은 계산하지 않습니다.",
        "Screens stay in the house, and studies while they are on fast storage; what is read back from the "
        "archive comes over the line, and its wait is not computed.",
    ),
}
SHOWN = ("screen_wait_today", "round_trip", "screen_wait", "private_lines", "connection_ports")
BY_STUDY = ("study_wait_today", "study_wait", "study_wait_average", "line_speed_needed")


@dataclass(frozen=True)
class Response:
    """The waits of a case; `document` is the contract of `tco response --json`."""

    result: Result

    def document(self, language: str = "en") -> dict[str, Any]:
        """Today's waits, and those after the move of each alternative."""
        today = self.result.value(self.result.alternatives[0], "screen_wait_today")
        return {
            "case": self.result.bound.case.id,
            "currency": self.result.bound.pack.head.currency,
            "units": self._units(),
            "screen_wait_today": today,
            "alternatives": {
                name: {"title": self.result.title(name, language), **self._alternative(name)}
                for name in self.result.alternatives
            },
        }

    def _units(self) -> dict[str, str]:
        """By key of the document, the unit that the line or the input is declared with."""
        lines = {line: self.result.bound.model.of_line(line) for line in (*SHOWN, *SINGLE, *BY_STUDY)}
        units = {line: found[0].line.unit for line, found in lines.items() if found}
        for (_, ref), ids in self.result.bound.resolved.items():
            if ref.name in INPUTS:
                units[ref.name] = self.result.bound.inputs[ids[0]].declaration.unit
        return units

    def _alternative(self, name: str) -> dict[str, Any]:
        return {
            "inputs": self._inputs(name),
            **{line: self.result.value(name, line) for line in SINGLE},
            "screens": {
                workload: {
                    line: self.result.value(name, f"{line}.{workload}")
                    for line in ("round_trip", "screen_wait")
                }
                for workload in self.result.bound.case.workloads
            },
            "studies": {
                modality: {line: self.result.value(name, f"{line}.{modality}") for line in BY_STUDY}
                for modality in self.result.bound.pack.modalities
            },
            "archive_read_over_line": self._archive_read(name),
            "beyond_target_on_its_line": self._beyond_target(name),
            "private_lines": self.result.yearly(name, "private_lines").tolist(),
            "connection_ports": self.result.yearly(name, "connection_ports").tolist(),
        }

    def _archive_read(self, name: str) -> bool:
        """Whether an archive that has moved is read back over the line while images stay in the house."""
        lines = self.result.bound.model.of_line("cloud_retrieval")
        read = any(self.result.yearly(name, each.id).any() for each in lines)
        return read and not self.result.value(name, "images_from_cloud_total")

    def _beyond_target(self, name: str) -> list[str]:
        """Modalities that miss the target although the line ordered is the one that the target needs."""
        target = self._inputs(name)["target_study_wait"]
        ordered = self.result.value(name, "line_speed_ordered")
        if not self.result.value(name, "images_from_cloud_total"):
            return []
        return [
            modality
            for modality in self.result.bound.pack.modalities
            if self.result.value(name, f"line_speed_needed.{modality}") <= ordered * (1 + TOLERANCE)
            and self.result.value(name, f"study_wait.{modality}") > target * (1 + TOLERANCE)
        ]

    def _inputs(self, name: str) -> dict[str, float]:
        bound, found = self.result.bound, {}
        at, values = bound.alternatives.index(name), bound.values()
        for (_, ref), ids in bound.resolved.items():
            if ref.name in INPUTS:
                found[ref.name] = float(values[ids[at] if len(ids) > 1 else ids[0]])  # type: ignore[arg-type]
        return {key: found[key] for key in INPUTS if key in found}

    def lines(self, language: str = "en") -> Iterator[str]:
        """The waits as text, one block for each alternative from which something is read from afar."""
        korean = language == "ko"
        document = self.document(language)
        currency, today = document["currency"], document["screen_wait_today"]
        yield f"{'현재 화면 대기' if korean else 'wait for a screen today'}: {today:.2f} s"
        for name, each in document["alternatives"].items():
            yield f"\n{each['title']} ({name})"
            if all(waits["screen_wait"] == today for waits in each["screens"].values()):
                yield "  " + STAYS[each["archive_read_over_line"]][not korean]
            else:
                yield from self._waits(each, today, language)
                yield from self._lines_needed(each, currency, korean)

    def _waits(self, each: dict[str, Any], today: float, language: str) -> Iterator[str]:
        label = self.result.label("cloud_round_trip", language)
        light = self.result.label("fibre_round_trip", language)
        yield f"  {label}: {each['cloud_round_trip']:.3f} ms ({light}: {each['fibre_round_trip']:.3f} ms)"
        for workload, waits in each["screens"].items():
            title = self.result.label(f"screen_wait.{workload}", language)
            yield f"  {title}: {waits['screen_wait']:.2f} s ({waits['screen_wait'] - today:+.2f} s)"
        yield from self._studies(each, language)

    def _lines_needed(self, each: dict[str, Any], currency: str, korean: bool) -> Iterator[str]:
        speed, needed = each["line_speed_ordered"], each["line_speed_needed_most"]
        text = "계약 회선 {:,.0f} Mbps, 목표에 필요한 회선 {:,.0f} Mbps" if korean else (
            "line ordered {:,.0f} Mbit/s, needed for the target {:,.0f} Mbit/s")  # fmt: skip
        yield "  " + text.format(speed, needed)
        if each["beyond_target_on_its_line"]:
            yield "  " + self._missed(each, korean)
        paths, price = each["inputs"]["line_paths"], each["path_price"]
        text = "경로 {:g}개 × {:,.0f} {}/월, 분석기간 회선·포트 합계 {:,.0f} {}" if korean else (
            "{:g} paths × {:,.0f} {} a month; lines and ports over the horizon {:,.0f} {}")  # fmt: skip
        cost = sum(each["private_lines"]) + sum(each["connection_ports"])
        yield "  " + text.format(paths, price, currency, cost, currency)

    def _missed(self, each: dict[str, Any], korean: bool) -> str:
        target, language = each["inputs"]["target_study_wait"], "ko" if korean else "en"
        waits = ", ".join(
            f"{self._title(modality, language)} {each['studies'][modality]['study_wait']:.2f} s"
            for modality in each["beyond_target_on_its_line"]
        )
        if korean:
            return (
                f"회선이 목표에 충분해도 목표 {target:g} s를 넘는 검사: {waits}. "
                "원내 네트워크와 영상별 응답에 걸리는 시간은 회선으로 줄지 않습니다."
            )
        return (
            f"Beyond the target of {target:g} s although the line suffices for it: {waits}. "
            "The network in the house and acknowledgements take time that a line does not shorten."
        )

    def _title(self, modality: str, language: str) -> str:
        label = self.result.bound.label_of_member(modality)
        return label.in_language(language) if label else modality

    def _studies(self, each: dict[str, Any], language: str) -> Iterator[str]:
        heads = ("현재 s", "미적중 s", "평균 s", "필요 Mbps") if language == "ko" else (
            "today s", "not cached s", "average s", "needs Mbit/s")  # fmt: skip
        yield f"  {'':<28}" + "".join(f"{head:>14}" for head in heads)
        for modality, waits in each["studies"].items():
            title = self._title(modality, language)
            waited = "".join(f"{waits[line]:>14.2f}" for line in BY_STUDY[:3])
            yield f"  {title:<28}{waited}{waits['line_speed_needed']:>14,.0f}"


def response(result: Result) -> Response:
    """The waits of an evaluated case; raises `UserError` for a case without a hospital."""
    if "screen_wait_today" not in result.bound.model.instances:
        raise UserError("the case has no hospital whose users could wait; add workloads")
    return Response(result)
