"""One line of the answer's page: in how many futures the alternative is cheaper, and where to read more.

Promise: it is shown when it has been computed, from the draws that are made at once. Imports the page's own
modules.
"""

from __future__ import annotations

from tco.ui import awaited
from tco.ui.background import Job
from tco.ui.links import link
from tco.ui.tables import rich
from tco.ui.uncertainty_answers import keep
from tco.ui.uncertainty_draws import asked_for
from tco.ui.uncertainty_futures import Futures
from tco.ui.view import View
from tco.uncertainty.sentences import CLEAR


def ask(view: View) -> Job:
    """Have the first futures drawn."""
    return awaited.ask("futures", asked_for(view))


def fill(job: Job, room: awaited.Place, view: View) -> Futures | None:
    """The chance with the link to more of it, and the futures once they are there."""
    found: Futures | None = awaited.outcome(job, room, view.words)
    if found is not None:
        keep(found)
        words, said = view.words, ""
        if found.inputs:
            chance = found.said[words.language].chance
            title = words.quoted(view.title(view.alternative))
            said = rich(words("uncertainty.line", alternative=title, chance=f"**{chance}**"))
        more = link(words("uncertainty.link"), view.href("uncertainty"))
        room.html(f'<p class="tco-text">{said} <span class="tco-screen">{more}</span></p>')
    return found


def too_close(found: Futures) -> bool:
    """Whether too few futures agree on which side is cheaper to call one of them so."""
    contest = found.versus.contest
    return max(each.value for each in (contest.less, contest.more, contest.same)) < CLEAR
