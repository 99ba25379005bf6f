"""Commands of information."""

from __future__ import annotations

from tco.cli.common import Commands


def add(commands: Commands) -> None:
    """Add the commands of this module."""
