"""Which lines of the model make up a hospital's inventory, and what overruling each of them scales.

Promise: one table, in the order in which one figure follows from another; every figure is a line or an input
of the model, nothing is computed here. Imports `model`, `inputs`, `results` and `assumptions` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tco.assumptions import Text
from tco.inputs import BoundModel
from tco.model import HISTORY, InputRef, Model
from tco.results import Result


@dataclass(frozen=True)
class Choice:
    """Inputs that are multiplied together when a figure is overruled.

    Attributes:
        inputs: their names; each is taken for the figure's member.
        over: instead, the family whose members all take part.
        divides: whether the figure falls as they rise.
    """

    name: str
    inputs: tuple[str, ...]
    over: str = ""
    divides: bool = False


@dataclass(frozen=True)
class Kind:
    """One sort of figure.

    Attributes:
        name: how it is called in commands, after its member: `emr.machines`.
        line: the line of the model, or `""` for an input of the same name.
        group: the heading under which it stands.
        family: the family over which it exists; empty for a figure of the whole hospital.
        tail: what follows the member in the line's id.
        year: the year whose value is today's.
        choices: what is multiplied when the figure is overruled; the first that moves it, unless another
            is asked for.
        instead: why no input scales the figure, and what to overrule instead.
    """

    name: str
    line: str
    group: str
    family: str = ""
    tail: str = ""
    year: int = 1
    choices: tuple[Choice, ...] = ()
    instead: str = ""


def _by(*names: str, over: str = "", divides: bool = False) -> tuple[Choice, ...]:
    return (Choice("own", names, over, divides),)


def _of_images(over: str) -> tuple[Choice, ...]:
    """More images than derived are larger or more examinations; how many there are is known better."""
    return (
        Choice("size", ("study_size",), over),
        Choice("studies", ("studies_fixed", "studies_per_bed"), over),
    )


ROUNDED = (
    "it follows from other figures and is counted in whole units; overrule what stands "
    "({member}.standing), or the machines or storage that it is for"
)
W, M, F, R = "workload", "modality", "fleet", "role"
MACHINES = ("machines_fixed", "machines_per_bed")
FLASH = ("fast_storage_fixed", "fast_storage_per_bed")
STUDIES = ("studies_fixed", "studies_per_bed")
STAFF = ("staff_fixed", "staff_per_bed")
CORES = ("processors_per_core",)
RACKS = ("servers_per_rack", "storage_units_per_rack")
OF_ARCHIVE = (*_of_images(M), Choice("other", ("archive_fixed",)))
KINDS = (
    Kind("machines", "machines_total", "computing", choices=_by(*MACHINES, over=W)),
    Kind("machines", "machines", "computing", W, choices=_by(*MACHINES)),
    Kind("processors", "processors", "computing", W, choices=_by("processors_per_machine")),
    Kind("cores", "cores_total", "computing", choices=_by(*CORES, over=W, divides=True)),
    Kind("cores", "cores", "computing", W, choices=_by(*CORES, divides=True)),
    Kind("memory", "memory_total", "computing", choices=_by("memory_per_machine", over=W)),
    Kind("memory", "memory", "computing", W, choices=_by("memory_per_machine")),
    Kind("fast_storage", "fast_storage_total", "storage", choices=_by(*FLASH, over=W)),
    Kind("fast_storage", "fast_storage", "storage", W, choices=_by(*FLASH)),
    Kind("studies", "studies", "imaging", M, choices=_by(*STUDIES)),
    Kind("study_size", "", "imaging", M, choices=_by("study_size")),
    Kind("new_images", "new_images_total", "imaging", choices=_of_images(M)),
    Kind("new_images", "new_images", "imaging", M, choices=_of_images("")),
    Kind("image_archive", "image_archive", "imaging", year=0, choices=_of_images(M)),
    Kind("archive_storage", "archive_storage_total", "storage",
         instead="it adds up the workloads; overrule the archive of one of them"),
    Kind("archive_storage", "archive_storage", "storage", W, choices=OF_ARCHIVE),
    Kind("backup_storage", "backup_storage_total", "storage", choices=_by("backup_ratio", over=W)),
    Kind("backup_storage", "backup_storage", "storage", W, choices=_by("backup_ratio")),
    Kind("staff", "staff_today_total", "staff", choices=_by(*STAFF, over=R)),
    Kind("staff", "staff_today", "staff", R, choices=_by(*STAFF)),
    Kind("required", "required", "equipment", F, ".year_end", 0, instead=ROUNDED),
    Kind("standing", "standing_units", "equipment", F),
    Kind("load", "equipment_load_total", "power", "", ".average", choices=_by("power_draw", over=F)),
    Kind("load", "equipment_load", "power", F, ".average", choices=_by("power_draw")),
    Kind("racks", "whole_racks", "power", choices=_by(*RACKS, divides=True)),
    Kind("electricity", "electricity_used", "power", choices=_by("power_usage_effectiveness")),
)  # fmt: skip
GROUPS = {
    "computing": Text(en="Computing", ko="컴퓨팅"),
    "storage": Text(en="Storage", ko="스토리지"),
    "imaging": Text(en="Imaging", ko="영상검사"),
    "staff": Text(en="Staff", ko="인력"),
    "equipment": Text(en="Equipment", ko="장비"),
    "power": Text(en="Power and racks", ko="전력·랙"),
}


@dataclass(frozen=True)
class Figure:
    """One figure of a case's inventory.

    Attributes:
        key: `<member>.<name>`, or the name alone for the whole hospital.
        member: the workload, modality, fleet or role; empty for the whole hospital.
        line: the line's id, or the input's where the figure is an input.
    """

    key: str
    kind: Kind
    member: str
    line: str

    @property
    def is_input(self) -> bool:
        """Whether the figure is read, not computed."""
        return not self.kind.line or self.line.endswith(".register")


def figures(bound: BoundModel) -> tuple[Figure, ...]:
    """The figures that the case has, each after those it follows from."""
    return tuple(each for kind in KINDS for each in _of_kind(bound, kind))


def _of_kind(bound: BoundModel, kind: Kind) -> Iterator[Figure]:
    if not kind.family:
        whole = kind.line + kind.tail
        if whole in bound.model.instances:
            yield Figure(kind.name, kind, "", whole)
        return
    for member in bound.model.shape.families()[kind.family]:
        line = _line(bound, kind, member)
        if line:
            yield Figure(f"{member}.{kind.name}", kind, member, line)


def _line(bound: BoundModel, kind: Kind, member: str) -> str | None:
    if not kind.line:
        return input_of(bound, kind.name, member)
    if kind.name == "standing" and not bound.inputs[f"{member}.register"].fixed:
        return f"{member}.register"
    line = f"{kind.line}.{member}{kind.tail}"
    return line if line in bound.model.instances else None


def input_of(bound: BoundModel, name: str, member: str = "") -> str | None:
    """The id of the input that the baseline's rules read under a name for a member; None if none does."""
    for (_, ref), ids in bound.resolved.items():
        if ref.name == name and (not member or member in ref.members):
            return ids[0] if len(ids) == 1 else ids[bound.baseline]
    return None


def value_of(result: Result, figure: Figure) -> float:
    """The figure in the baseline, as it is today."""
    if figure.is_input:
        each = result.bound.inputs[figure.line]
        return each.value if each.series is not None else each.in_scenario(result.bound.case.scenario)
    return float(result.yearly(result.bound.case.baseline, figure.line)[figure.kind.year])


def column_of(model: Model, figure: Figure) -> int:
    """Where today's value stands in the line's row."""
    line = model.instances[figure.line].line
    if line.axis == "once":
        return 0
    return figure.kind.year + (HISTORY if line.history else 0)


def inputs_behind(bound: BoundModel, line: str) -> set[str]:
    """Ids of all inputs that a line of the baseline reads, directly or through other lines."""
    seen: set[str] = set()
    found: set[str] = set()
    rest = [line]
    while rest:
        key = rest.pop()
        if key in seen:
            continue
        seen.add(key)
        instance = bound.model.instances[key]
        rest.extend(instance.dependencies)
        found |= direct_inputs(bound, key)
    return found


def direct_inputs(bound: BoundModel, line: str) -> set[str]:
    """Ids of the inputs that the line's own rule reads in the baseline."""
    instance = bound.model.instances[line]
    asked = [ref for ref in instance.references.values() if isinstance(ref, InputRef)]
    answers = [bound.resolved[(instance.line.once_per_case, ref)] for ref in asked]
    return {ids[0] if len(ids) == 1 else ids[bound.baseline] for ids in answers}
