"""Links as HTML: to pages of the app, which open softly, and to addresses outside of it.

Promise: texts and addresses are escaped here, and an address that is not of the web stays a text. Pure
functions; imports the standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from urllib.parse import quote_plus

WEB, DOI = ("http://", "https://"), "https://doi.org/"
_quoted = lru_cache(maxsize=4096)(quote_plus)  # most parameters of a page are those of all its links


def href(page: str, parameters: Mapping[str, str]) -> str:
    """The address of a page, relative to the others; the first page has no name."""
    given = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in parameters.items())
    return f"{'./' if page == 'start' else page}?{given}"


def link(text: str, href: str, title: str = "", style: str = "") -> str:
    """A link that opens within the page, without loading it anew."""
    hint = f' title="{escape(title)}"' if title else ""
    classes = f"tco-open {style}".rstrip()
    return f'<a class="{classes}" href="{escape(href)}" target="_self"{hint}>{escape(text)}</a>'


def outside(text: str, url: str) -> str:
    """A link that leaves the app, in a window of its own."""
    url = DOI + url.removeprefix("doi:") if url.startswith("doi:") else url
    if not url.startswith(WEB):
        return escape(text)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener">{escape(text)}</a>'
