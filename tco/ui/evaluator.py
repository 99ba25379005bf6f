"""Evaluations in a process of their own: Python computes for one thread at a time, which draws pages.

Promise: the very numbers that this process finds, which nobody can write to; it finds them itself where the
other one is not ready, or ended. Imports numpy, the engine, `gate` and `worker` only.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from threading import Lock, Thread
from typing import Any

import numpy as np

from tco.binding import bind
from tco.case import parse_case
from tco.evaluations import Evaluations
from tco.inputs import BoundModel
from tco.ui.gate import gate
from tco.ui.worker import Ended, Worker

Array = Any
#: The ids of the lines, the shape of each, and the bytes of all their cells.
Packed = tuple[tuple[str, ...], Array, bytes]
KEPT = 64
LONGEST, LONGEST_BEGIN = 10.0, 60.0  # seconds that an evaluation may take, and the first with all it needs
PAUSES = (0.0, 10.0, 100.0, 1000.0)  # seconds before each attempt to begin


class Evaluator:
    """Lines of documents, from the other process where that is ready."""

    def __init__(self) -> None:
        self._worker, self._turn, self._is_ready = Worker(LONGEST_BEGIN), Lock(), False
        self._first = ""

    def begin(self, first: str) -> Thread:
        """Start the other process, which evaluates a document before the first one comes."""
        self._first = first
        thread = Thread(target=self._begin, name="evaluator", daemon=True)
        thread.start()
        return thread

    def _begin(self) -> None:
        for pause in PAUSES:
            time.sleep(pause)
            with self._turn, suppress(Exception):  # this process goes on alone
                self._is_ready, _ = self._worker.ask(("lines", (self._first,)))
            if self._is_ready:
                break

    def lines(self, document: str, bound: BoundModel) -> Mapping[str, Array]:
        """Every line of a document that was bound, see `tco.compute.evaluate`."""
        packed = self._asked(document) if self._is_ready else None
        return _EVALUATIONS(bound) if packed is None else Lines(packed)

    def _asked(self, document: str) -> Packed | None:
        with gate.left(), self._turn:
            if not self._is_ready:
                return None
            try:
                fine, found = self._worker.ask(("lines", (document,)), LONGEST)
            except Ended:
                self._is_ready = False
                self.begin(self._first)
                return None
        return found if fine else None


def computed(document: str) -> Packed:
    """The lines of a document, for the process that asks."""
    return packed(_EVALUATIONS(bind(parse_case(json.loads(document)))))


def packed(lines: Mapping[str, Array]) -> Packed:
    """Lines as few large pieces, which are sent faster than many small ones."""
    shapes = np.array([each.shape for each in lines.values()])
    return tuple(lines), shapes, np.concatenate([each.ravel() for each in lines.values()]).tobytes()


class Lines(Mapping[str, Array]):
    """Packed lines, of which each is made when it is read; their cells cannot be changed."""

    def __init__(self, packed: Packed):
        keys, shapes, cells = packed
        ends = np.cumsum(shapes.prod(axis=1)).tolist()
        self._cells, self._made = np.frombuffer(cells), dict[str, Array]()
        self._places = dict(zip(keys, zip([0, *ends], ends, shapes.tolist(), strict=False), strict=True))

    def __getitem__(self, key: str) -> Array:
        made = self._made.get(key)
        if made is None:
            start, end, shape = self._places[key]
            made = self._made[key] = self._cells[start:end].reshape(shape)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


_EVALUATIONS = Evaluations(KEPT)
evaluator = Evaluator()
