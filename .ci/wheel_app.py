"""Puts the web app (app.py, its settings and its fonts) into the wheel as ``tco/_app``.

Promise: an installed wheel serves the same page as a checkout, and an editable install copies nothing.
Allowed imports: hatchling only; the module runs inside the build, before the project is installed.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelApp(BuildHookInterface):  # type: ignore[type-arg]
    """Build hook that adds the files which live at the top of the repository."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the app to a real wheel; an editable install reads it from the checkout."""
        if version == "standard":
            for name in ("app.py", "static", ".streamlit"):
                build_data["force_include"][name] = f"tco/_app/{name}"
