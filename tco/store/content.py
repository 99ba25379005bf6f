"""What may be stored, and when two documents are the same.

Promise: what passes can be written to every supported database and comes back as it was. Imports `failures`
only.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping

from tco.store.failures import CHANGE_LOST, StoreUnavailable

LARGEST_DOCUMENT = 1_000_000
IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{22}")


def new_identifier() -> str:
    """An identifier of 128 random bits, in 22 characters."""
    return secrets.token_urlsafe(16)


def is_identifier(text: object) -> bool:
    """Whether a text, which may come from an address, has the form of an identifier."""
    return isinstance(text, str) and IDENTIFIER.fullmatch(text) is not None


def digest(document: str) -> str | None:
    """The same for documents of equal content, whatever their spacing and order of keys; None if not JSON.

    The numbers 1 and 1.0 differ.
    """
    try:
        canonical = json.dumps(json.loads(document), sort_keys=True, separators=(",", ":"))
    except (ValueError, RecursionError):
        return None
    return hashlib.sha256(canonical.encode()).hexdigest()


def checked_digest(document: str) -> str:
    """The digest of a document that can be stored.

    Raises:
        StoreUnavailable: the document is too large or no JSON text.
    """
    try:
        size = len(document.encode())
    except UnicodeEncodeError as error:
        raise StoreUnavailable(
            f"{CHANGE_LOST}: character {error.start + 1} of the case is half of a character and cannot be "
            f"written. Type the text again that was entered last"
        ) from error
    if size > LARGEST_DOCUMENT:
        raise StoreUnavailable(
            f"{CHANGE_LOST}: the case has {size:,} bytes, more than the {LARGEST_DOCUMENT:,} of a "
            f"draft. Shorten its texts or remove lines, or keep it as a file instead"
        )
    found = digest(document)
    if found is None:
        raise StoreUnavailable(
            f"{CHANGE_LOST}: the case is no JSON text (it begins with {document[:20]!r}). Open the case again"
        )
    return found


def packed(view: Mapping[str, str]) -> str:
    """A view as text, the same for equal views."""
    return json.dumps(dict(view), sort_keys=True)


def unpacked(text: str) -> dict[str, str]:
    """The view that was packed."""
    return {str(key): str(value) for key, value in json.loads(text).items()}
