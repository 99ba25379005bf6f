"""How long users wait, today and after a move, and what line a target needs and costs.

Promise: every figure is a line or an input of the model, every sentence a text beside this module. Imports
`results`, `wording` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tco.errors import UserError
from tco.results import Result
from tco.wording import read_texts

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
        """Whether an archive that has moved is read back over the line while images stay in the hospital."""
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
        document, words = self.document(language), _texts(language)
        today = document["screen_wait_today"]
        yield words["today"].format(wait=today)
        for name, each in document["alternatives"].items():
            yield f"\n{each['title']} ({name})"
            if all(waits["screen_wait"] == today for waits in each["screens"].values()):
                yield "  " + stays(each, language)
            else:
                yield from self._waits(each, today, language)
                yield from self._lines_needed(each, document["currency"], language)

    def _waits(self, each: dict[str, Any], today: float, language: str) -> Iterator[str]:
        label = self.result.label("cloud_round_trip", language)
        light = self.result.label("fibre_round_trip", language)
        yield f"  {label}: {each['cloud_round_trip']:.3f} ms ({light}: {each['fibre_round_trip']:.3f} ms)"
        for workload, waits in each["screens"].items():
            title = self.result.label(f"screen_wait.{workload}", language)
            yield f"  {title}: {waits['screen_wait']:.2f} s ({waits['screen_wait'] - today:+.2f} s)"
        yield from self._studies(each, language)

    def _lines_needed(self, each: dict[str, Any], currency: str, language: str) -> Iterator[str]:
        words = _texts(language)
        ordered, needed = each["line_speed_ordered"], each["line_speed_needed_most"]
        yield "  " + words["line"].format(ordered=ordered, needed=needed)
        late = missed(each, self._titles(each, language), language)
        if late:
            yield "  " + late
        total = sum(each["private_lines"]) + sum(each["connection_ports"])
        paths, price = each["inputs"]["line_paths"], each["path_price"]
        yield "  " + words["cost"].format(paths=paths, price=price, currency=currency, total=total)

    def _titles(self, each: dict[str, Any], language: str) -> dict[str, str]:
        labels = {modality: self.result.bound.label_of_member(modality) for modality in each["studies"]}
        return {key: label.in_language(language) if label else key for key, label in labels.items()}

    def _studies(self, each: dict[str, Any], language: str) -> Iterator[str]:
        words, titles = _texts(language), self._titles(each, language)
        yield f"  {'':<28}" + "".join(f"{words[line]:>14}" for line in BY_STUDY)
        for modality, waits in each["studies"].items():
            waited = "".join(f"{waits[line]:>14.2f}" for line in BY_STUDY[:3])
            yield f"  {titles[modality]:<28}{waited}{waits['line_speed_needed']:>14,.0f}"


def stays(waits: Mapping[str, Any], language: str) -> str:
    """What an alternative's part of the document says, where nobody waits for the cloud."""
    return _texts(language)["stays_archive" if waits["archive_read_over_line"] else "stays"]


def missed(waits: Mapping[str, Any], titles: Mapping[str, str], language: str) -> str:
    """Which studies miss the target although the line suffices for it; nothing where none does.

    Args:
        waits: an alternative's part of the document.
        titles: by id of the modality, as it is called.
        language: of the sentence.
    """
    late = [
        f"{titles[modality]} {waits['studies'][modality]['study_wait']:.2f}"
        for modality in waits["beyond_target_on_its_line"]
    ]
    if not late:
        return ""
    target = waits["inputs"]["target_study_wait"]
    return _texts(language)["missed"].format(target=target, list=", ".join(late))


def _texts(language: str) -> Mapping[str, str]:
    return read_texts("tco", f"response.{'ko' if language == 'ko' else 'en'}.toml")


def response(result: Result) -> Response:
    """The waits of an evaluated case; raises `UserError` for a case without a hospital."""
    if "screen_wait_today" not in result.bound.model.instances:
        raise UserError("the case has no hospital whose users could wait; add workloads")
    return Response(result)
