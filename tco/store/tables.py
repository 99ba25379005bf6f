"""The tables of the store.

Promise: equal to what the migrations make, which a test compares; only types that SQLite and PostgreSQL
share. Imports sqlalchemy only.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as an aware datetime in UTC."""
        if value is None or value.tzinfo is None:
            return value and value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


metadata = MetaData()

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("origin", Text, nullable=False),
    Column("view", Text, nullable=False),
    Column("current", Integer, nullable=False),
    Column("latest", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("touched_at", Instant, nullable=False),
    Index("drafts_by_saved_at", "saved_at"),
    Index("drafts_by_touched_at", "touched_at"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("draft_id", String(22), ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("parent", Integer),
    Column("digest", String(64), nullable=False),
    Column("document", Text, nullable=False),
    PrimaryKeyConstraint("draft_id", "number"),
    Index("revisions_by_parent", "draft_id", "parent", "number"),
    Index("revisions_by_digest", "draft_id", "digest", "number"),
)
