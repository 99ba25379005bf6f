"""What is wrong, in the reader's language.

Promise: a message is written in English where it is raised and stays as it is there; in Korean it is
recognised by its template, with the names and figures that it holds, and what is not recognised is shown
in English behind a Korean word that says so. Imports `assumptions`, `language` and `wording` only.
"""

from tco.messages.catalogue import in_language, where_known

__all__ = ["in_language", "where_known"]
