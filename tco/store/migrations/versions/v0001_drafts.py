"""Drafts and their revisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes both tables."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("view", sa.Text, nullable=False),
        sa.Column("current", sa.Integer, nullable=False),
        sa.Column("latest", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("drafts_by_saved_at", "drafts", ["saved_at"])
    op.create_index("drafts_by_touched_at", "drafts", ["touched_at"])
    op.create_table(
        "revisions",
        sa.Column("draft_id", sa.String(22), sa.ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("parent", sa.Integer),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "number"),
    )
    op.create_index("revisions_by_parent", "revisions", ["draft_id", "parent", "number"])
    op.create_index("revisions_by_digest", "revisions", ["draft_id", "digest", "number"])
