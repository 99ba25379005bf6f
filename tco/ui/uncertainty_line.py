"""One line of the answer's page: in how many futures the alternative is cheaper, and where to read more.

Promise: it is shown when it has been computed, from the draws that are made at once. Imports the engine and
the page's own modules.
"""

from __future__ import annotations

from tco.ui import awaited
from tco.ui.background import Job
from tco.ui.links import link
from tco.ui.tables import paragraph, rich
from tco.ui.uncertainty_answers import keep
from tco.ui.uncertainty_draws import asked_for
from tco.ui.uncertainty_futures import Futures
from tco.ui.view import View
from tco.uncertainty.sentences import CLEAR


def ask(view: View) -> Job:
    """Have the first futures drawn."""
    return awaited.ask("futures", asked_for(view))


def read(job: Job, view: View) -> tuple[Futures | None, str]:
    """The futures once they are there, and as HTML the chance with the link to more of it."""
    words = view.words
    found, said = awaited.answered(job, words)
    if found is None:
        return None, said
    keep(found)
    if found.inputs:
        chance = found.said[words.language].chance
        title = words.quoted(view.title(view.alternative))
        said = rich(words("uncertainty.line", alternative=title, chance=f"**{chance}**"))
    more = link(words("uncertainty.link"), view.href("uncertainty"))
    said = f'<p class="tco-text">{said} <span class="tco-screen">{more}</span></p>'
    if found.inputs:
        said += paragraph(words("headline.future"), "tco-faint")
    return found, said


def too_close(found: Futures) -> bool:
    """Whether too few futures agree on which side is cheaper to call one of them so."""
    contest = found.versus.contest
    return max(each.value for each in (contest.less, contest.more, contest.same)) < CLEAR
