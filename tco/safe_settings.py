"""The settings of Streamlit without which the app is not served.

Promise: a message names the setting, its value, where that was set, what it must be and where to set it.
Pure functions; imports `errors` only.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tco.errors import Problems, UserError

LARGEST_UPLOAD = 5  # MB
LOOPBACK = ("127.0.0.1", "::1", "localhost")
NAME = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.I)


@dataclass(frozen=True)
class Rule:
    """What a setting must be.

    Attributes:
        setting: its name, section first.
        must: what it must be, as it is written in the file.
        holds: whether a value is safe.
    """

    setting: str
    must: str
    holds: Callable[[Any], bool]


def _is(wanted: bool) -> Callable[[Any], bool]:
    return lambda value: value is wanted


RULES = (
    Rule("browser.gatherUsageStats", "false", _is(False)),
    Rule("client.showErrorDetails", '"none"', lambda value: value == "none"),
    Rule("client.toolbarMode", '"viewer" or "minimal"', lambda value: value in ("viewer", "minimal")),
    Rule("global.developmentMode", "false", _is(False)),
    Rule("runner.fastReruns", "false", _is(False)),
    Rule("server.allowedHosts", "a list of host names without *", lambda value: _are_names(value)),
    Rule("server.enableAgentApi", "false", _is(False)),
    Rule("server.enableCORS", "true", _is(True)),
    Rule("server.enableXsrfProtection", "true", _is(True)),
    Rule("server.maxUploadSize", f"{LARGEST_UPLOAD} or less", lambda value: 0 < value <= LARGEST_UPLOAD),
)


def unsafe(get: Callable[[str], Any], where: Callable[[str], str]) -> list[str]:
    """What is wrong with the settings, one message each.

    Args:
        get: the value of a setting.
        where: the place in which a setting was given its value.
    """
    return [
        f"setting {rule.setting} is {_written(get(rule.setting))} (from {where(rule.setting)}); "
        f"it must be {rule.must}: set it in .streamlit/config.toml"
        for rule in RULES
        if not rule.holds(get(rule.setting))
    ]


def check(get: Callable[[str], Any], where: Callable[[str], str]) -> None:
    """Refuses to serve with unsafe settings; raises `Problems` with all of them."""
    found = unsafe(get, where)
    if found:
        raise Problems("settings of the server", found)


def names_allowed(host: str, names: Sequence[str]) -> tuple[str, ...]:
    """The host names under which the app may be opened.

    Args:
        host: the address to listen on.
        names: what the operator allows beside this computer's own names.

    Raises:
        UserError: other computers are let in without a name, or a name is none.
    """
    wrong = [name for name in names if not _is_name(name)]
    if wrong:
        raise UserError(
            f"--allow-host {wrong[0]}: must be a host name alone, without http://, port or *, "
            f"for example tco.hospital.example"
        )
    if host not in LOOPBACK and not names:
        raise UserError(
            f"--host {host} lets other computers in: name the host under which they open the calculator "
            f"with --allow-host, for example --allow-host tco.hospital.example"
        )
    return (*LOOPBACK, *(name.lower() for name in names))


def _are_names(value: Any) -> bool:
    return bool(value) and all(_is_name(str(each)) for each in value)


def _is_name(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return NAME.fullmatch(text) is not None
    return True


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)
