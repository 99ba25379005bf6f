"""An XML parser for parts of workbooks that stops at whatever no spreadsheet program writes.

Promise: document types and entities (the way in for XML bombs), endless tags and deep nesting are refused
before they cost time or memory. Imports `tco.errors` only.
"""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from tco.errors import UserError

CHUNK, LONGEST_TAG = 1 << 18, 1 << 20
MOST_TAGS, DEEPEST = 2_000, 100
SAVE_AS = "open it in a spreadsheet program and save it again as .xlsx"


class Parser:
    """An XML parser that knows tags without their namespaces, and stops at what no workbook needs."""

    def __init__(self, name: str, handlers: tuple[Any, Any, Any]):
        self._name = name
        self._start, self._end, text = handlers
        self._tags: dict[str, str] = {}
        self.elements = self._depth = self._fed = 0
        self._expat = expat.ParserCreate(namespace_separator=" ")
        self._expat.buffer_text = True
        self._expat.buffer_size = 65_536
        self._expat.StartElementHandler = self._open
        self._expat.EndElementHandler = self._close
        self._expat.CharacterDataHandler = text
        self._expat.StartDoctypeDeclHandler = self._expat.EntityDeclHandler = self._refuse_declarations

    def feed(self, chunk: bytes, final: bool = False) -> None:
        """Parse the next bytes; a tag that does not end is refused before it grows."""
        self._fed += len(chunk)
        self._expat.Parse(chunk, final)
        if self._fed - self._expat.CurrentByteIndex > LONGEST_TAG + CHUNK:
            raise self._strange("a tag or text of a megabyte")

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self._depth += 1
        if tag not in self._tags:
            if len(self._tags) > MOST_TAGS:
                raise self._strange(f"more than {MOST_TAGS:,} kinds of tags")
            self._tags[tag] = local_name(tag)
        if self._depth > DEEPEST:
            raise self._strange(f"tags nested more than {DEEPEST} deep")
        self._start(self._tags[tag], attributes)

    def _close(self, tag: str) -> None:
        self._depth -= 1
        self._end(self._tags[tag])

    def _refuse_declarations(self, *_: object) -> None:
        raise self._strange("a document type or entities")

    def _strange(self, what: str) -> UserError:
        return UserError(f"{self._name} holds {what}, which no spreadsheet program writes; {SAVE_AS}")


def local_name(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition(" ")[2]
