"""One look at the catalog for one page: all of the same moment, and over before the page is drawn."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager

from flask import current_app, g
from sqlalchemy.orm import Session

from app.entities import Ref
from app.questions import state, teams
from app.questions.landscape import Held, Holder
from app.questions.mention import Mention
from app.store import database
from app.web import words
from app.web.kept import Answer, Kept


class Palette:
    """Which hue each team has: its place among all teams, so that twins are rare. Asked once a generation."""

    def __init__(self) -> None:
        self._known: tuple[int, Mapping[Ref, int]] = (-1, {})

    def of(self, session: Session, generation: int) -> Mapping[Ref, int]:
        """The hues of all teams at a generation, from 1."""
        known, hues = self._known
        if known != generation:
            hues = {team.ref: place % words.HUES + 1 for place, team in enumerate(teams.known(session))}
            self._known = (generation, hues)
        return hues


@contextmanager
def look() -> Iterator[Session]:
    """A session to ask questions with; what every page says of the whole is asked first."""
    with database.reading(current_app.config["SESSIONS"]) as session:
        g.state = state.current(session)
        g.hues = current_app.config["PALETTE"].of(session, g.state.generation)
        yield session


def kept(question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """An answer that holds as long as the generation does, within a look: asked once, and then kept."""
    answers: Kept = current_app.config["KEPT"]
    return answers.of(g.state.generation, question, ask)


def landscape() -> Held:
    """The landscape as this process holds it, within a look. What a page says of an older one is not kept."""
    holder: Holder = current_app.config["LANDSCAPE"]
    held = holder.of(g.state.generation)
    if held.generation != g.state.generation:
        g.passing = True
    return held


def hue(mention: Mention | None) -> str:
    """The class of a team's hue, empty for who is no team of the catalog."""
    return hue_of(mention.ref if mention else None)


def hue_of(ref: Ref | None) -> str:
    """As `hue`, of a reference."""
    place = g.get("hues", {}).get(ref)
    return f"hue-{place}" if place else ""
