"""The steps by which the schema grew; Alembic runs them.

Promise: a step that was released never changes.
"""
