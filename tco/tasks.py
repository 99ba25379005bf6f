"""The tasks of a model: what each line computes from which others, in an order in which it can be done.

Promise: a task says what is computed; `steps` does each one alone, `together` alike ones at once. Imports
numpy, `language`, `model`, `inputs` and `year_by_year` only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from graphlib import TopologicalSorter
from typing import Any, NamedTuple

import numpy as np

from tco.inputs import Question
from tco.language import Call, Formula, Line, Operation, Row, walk
from tco.model import HISTORY, LAST_YEAR, BuiltIn, InputRef, Instance, LineRef, Model, Ref, width
from tco.year_by_year import OWN_ROW, Group, Part, form, outer_names, side_by_side

Array = Any
YEARS = np.arange(-HISTORY, LAST_YEAR + 1, dtype=float)
ROWS_OF_INPUTS = frozenset(
    {"outbound_thresholds", "outbound_steps", "support_thresholds", "support_steps", "register",
     "register_price",
     "escalation_rates"}
)  # fmt: skip


class Fit(NamedTuple):
    """How an array is fitted to the line that reads it, given the baseline's position."""

    name: str
    make: Callable[[Array, int], Any]


class Source(NamedTuple):
    """What a line reads: a name in the store, and how that is fitted, one after the other."""

    name: str
    fits: tuple[Fit, ...] = ()


class Task(NamedTuple):
    """What is computed at once, for one line or for several groups of lines that read earlier years.

    Attributes:
        alike: what tasks that may be computed together have in common; None where none may.
        work: from the arguments in the order of `reads` to the results in the order of `adds`.
        reads: for each argument what it is for each member.
        adds: for each result which line it is for each member.
        recursive: whether the members are groups that read each other's earlier years.
    """

    alike: Hashable
    work: Callable[..., Sequence[Array]]
    reads: tuple[tuple[Source, ...], ...]
    adds: tuple[tuple[str, ...], ...]
    recursive: bool = False


class Tasks:
    """The tasks of a model in their order.

    Attributes:
        questions: the name in the store of each question's answer.
    """

    def __init__(self, model: Model):
        self.instances = model.instances  # not the model itself, which goes when no case has it any more
        self.questions: dict[Question, str] = {}
        self.all: list[Task] = []
        for groups in _in_order(model):
            self.all += self._made([[model.instances[key] for key in group] for group in groups])

    def _made(self, groups: list[list[Instance]]) -> Iterator[Task]:
        first = groups[0][0]
        line, columns = first.line, width(first.line)
        if _is_recursive(groups[0]):
            yield from self._recursive(groups)
        elif line.is_total:
            reads = tuple((Source(member),) for member in first.members)
            yield Task(None, _total(columns), reads, ((first.id,),))
        else:
            sources = [self._source(first, name) for name in line.parameters]
            kinds = tuple(type(first.references[name]) for name in line.parameters)
            fits = tuple(each.fits for each in sources)
            alike = None if _is_delicate(line.formula) else (line.rule, columns, kinds, fits)
            yield Task(alike, _rule(line, columns), tuple((each,) for each in sources), ((first.id,),))

    def _recursive(self, groups: list[list[Instance]]) -> Iterator[Task]:
        sources: dict[str, Source] = {}
        alike: dict[Hashable, list[Group]] = {}
        for group in groups:
            inside = {each.id for each in group}
            parts = [Part(each.id, each.line, self._names(each, inside, sources)) for each in group]
            alike.setdefault(form(parts), []).append(parts)
        for each in alike.values():
            reads = tuple(tuple(sources[name] for name in names) for names in outer_names(each))
            adds = tuple(tuple(part.id for part in parts) for parts in zip(*each, strict=True))
            yield Task(None, side_by_side(each), reads, adds, recursive=True)

    def _names(self, instance: Instance, inside: AbstractSet[str], sources: dict[str, Source]) -> list[str]:
        """A name for each of the parameters, see `Part`; those of other lines are added to `sources`."""
        names = []
        for parameter, ref in instance.references.items():
            if isinstance(ref, LineRef) and ref.id in inside and not ref.baseline:
                names.append(OWN_ROW + ref.id if parameter in instance.line.rows else ref.id)
            else:
                source = self._source(instance, parameter)
                name = " of ".join((*(fit.name for fit in reversed(source.fits)), source.name))
                sources[name] = source
                names.append(name)
        return names

    def _source(self, instance: Instance, parameter: str) -> Source:
        """What the parameter is, fitted to the columns that the line computes."""
        line, ref = instance.line, instance.references[parameter]
        name, history, columns = self._named(line, ref)
        fits = [BASELINE] if isinstance(ref, LineRef) and ref.baseline else []
        if parameter in line.rows:
            fits.append(_row(HISTORY if history and not line.history else 0, width(line)))
        elif history and not line.history:
            fits.append(CUT)
        elif line.history and not history and columns == LAST_YEAR + 1:
            fits.append(PAD)
        return Source(name, tuple(fits))

    def _named(self, line: Line, ref: Ref) -> tuple[str, bool, int]:
        """The store's name of what a parameter refers to, whether it has a history, and its columns."""
        if isinstance(ref, LineRef):
            source = self.instances[ref.id].line
            return ref.id, source.history, width(source)
        if isinstance(ref, InputRef):
            name = self.questions.setdefault((line.once_per_case, ref), f"input {len(self.questions)}")
            history = ref.name in ROWS_OF_INPUTS
            return name, history, len(YEARS) if history else 1
        return (ref.id, ref.id == "year", len(YEARS)) if isinstance(ref, BuiltIn) else ("zero", False, 1)


# --- How arrays are fitted ----------------------------------------------------------------------------------


def _baseline(array: Array, at: int) -> Array:
    return array[..., at : at + 1, :] if array.shape[-2] > 1 else array


def _pad(array: Array, at: int) -> Array:
    return np.concatenate([np.zeros((*array.shape[:-1], HISTORY)), array], axis=-1)


@cache
def _row(lead: int, columns: int) -> Fit:
    return Fit(f"row {lead} {columns}", lambda array, at: Row(array, lead, None, columns))


BASELINE = Fit("baseline", _baseline)
CUT = Fit("years", lambda array, at: array[..., HISTORY:])
PAD = Fit("history", _pad)


# --- What is computed ---------------------------------------------------------------------------------------


def _rule(line: Line, columns: int) -> Callable[[Sequence[Any]], Sequence[Array]]:
    rule = line.rule
    assert rule is not None

    def compute(arguments: Sequence[Any]) -> Sequence[Array]:
        result = rule(*arguments)
        result = result.cells if isinstance(result, Row) else result
        return (result if result.shape[-1] == columns else _widened(result, columns),)

    return compute


def _total(columns: int) -> Callable[[Sequence[Array]], Sequence[Array]]:
    def compute(arguments: Sequence[Array]) -> Sequence[Array]:
        result = arguments[0]
        for each in arguments[1:]:
            result = result + each
        return (result if result.shape[-1] == columns else _widened(result, columns),)

    return compute


def _widened(array: Array, columns: int) -> Array:
    return np.broadcast_to(array, (*array.shape[:-1], columns))


@cache
def _is_delicate(formula: Formula | None) -> bool:
    """Whether there is a power or a search, which may end in other bits where more is computed at once."""
    assert formula is not None
    return any(
        isinstance(part, Operation) and part.symbol == "**"
        or isinstance(part, Call) and part.function == "internal_rate"
        for part in walk(formula)
    )  # fmt: skip


# --- Their order --------------------------------------------------------------------------------------------


def _is_recursive(group: Sequence[Instance]) -> bool:
    return len(group) > 1 or group[0].id in group[0].dependencies


def _in_order(model: Model) -> Iterator[list[tuple[str, ...]]]:
    """The model's steps, each after what it reads; recursive ones wait for each other, to go side by side."""
    owner = {key: step for step in model.steps for key in step}
    order = TopologicalSorter(
        {
            step: {owner[key] for each in step for key in model.instances[each].dependencies} - {step}
            for step in model.steps
        }
    )
    order.prepare()
    waiting: list[tuple[str, ...]] = []
    while order.is_active():
        ready = order.get_ready()
        plain = [step for step in ready if not _is_recursive([model.instances[key] for key in step])]
        waiting += [step for step in ready if step not in plain]
        yield from ([step] for step in plain)
        order.done(*plain)
        if not plain:
            yield waiting
            order.done(*waiting)
            waiting = []
