"""The store of drafts: what is typed is kept, with every earlier state, until it is forgotten on purpose.

Promise: a change that was acknowledged survives a reload, a second tab, a lost network, a killed server and a
loss of power; what cannot be saved is said, with the reason and the next step.
Allowed imports, in the whole package: the standard library, sqlalchemy, alembic, platformdirs and
tco.errors. Nothing of the model.
"""

from tco.store.draft import Conflict, Draft, NotStored
from tco.store.failures import StoreUnavailable
from tco.store.store import Store

__all__ = ["Conflict", "Draft", "NotStored", "Store", "StoreUnavailable"]
