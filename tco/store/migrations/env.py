"""What Alembic runs for every migration: the steps, inside the transaction that the store has begun.

Promise: all steps or none. Imports alembic only.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
