"""What a team should hear of its things now and then: how they stand, what to mend first, what is new, what ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.entities import Ref
from app.policy import DEFAULT, Policy
from app.questions import contacts, gaps, kinds, mention, moments, names, ruling, scorecards, text, waivers
from app.questions.contacts import Contact
from app.questions.gaps import Gap, Wanted
from app.questions.mention import Mention
from app.questions.moments import utc
from app.questions.scorecards import Card
from app.questions.tally import Tally
from app.questions.waivers import Waived
from app.scorecards import places
from app.store import queries, rows

LATELY = timedelta(days=7)
"""How far back what is new or closed goes."""

LONG = timedelta(days=90)
"""From which age on a gap is old."""

MOST = 10
"""How many of each sort are told one by one."""


@dataclass(frozen=True, slots=True)
class Closed:
    """What was found about something once, and when it was found no more."""

    code: str
    about: Mention
    message: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything a digest says of a team and what it owns.

    `shelves` counts what it owns by the lists it stands in, `tiers` by tier. `gaps` are in the order in which to mend
    them; they, `new` and `closed` stop at a limit, and each has its total. `ending` are waivers that end soon or have
    ended. `old` counts gaps that have stood for long, and `oldest` says since when the first of all.
    """

    team: Mention
    at: datetime
    contacts: tuple[Contact, ...]
    on_call: Contact | None
    owned: int
    shelves: tuple[tuple[str, int], ...]
    tiers: tuple[tuple[int | None, int], ...]
    card: Card | None
    tally: Tally
    gaps: tuple[Gap, ...]
    new: tuple[Gap, ...]
    new_total: int
    closed: tuple[Closed, ...]
    closed_total: int
    ending: tuple[Waived, ...]
    old: int
    oldest: datetime | None

    @property
    def total(self) -> int:
        """All gaps there are."""
        return self.tally.total


def of(session: Session, ref: Ref, now: datetime, policy: Policy = DEFAULT) -> Digest:
    """The digest of a team; raises `EntityNotFoundError`, also for what is no team."""
    if ref.kind != "group":
        raise names.missing(session, ref)
    about = mention.of_row(names.listed(session, ref))
    team = rows.entity_of(*session.execute(queries.documents([about.ref])).one())
    known = gaps.found(session, Wanted(team=about.ref, size=1))
    new = gaps.found(session, Wanted(team=about.ref, size=MOST, since=_since(session, now)))
    closed = _closed(session, about.ref, now)
    tiers = [(tier, number) for tier, number in session.execute(queries.tiers(about.ref))]
    shelves = kinds.counted(session.execute(queries.kinds_owned(about.ref)), policy)
    return Digest(
        about,
        now,
        contacts.of(team),
        contacts.on_call(team),
        sum(number for _, number in tiers),
        shelves,
        tuple(sorted(tiers, key=lambda each: (each[0] is None, each[0]))),
        scorecards.of(session, about.ref),
        known.tally,
        to_mend(session, about.ref, MOST),
        new.gaps,
        new.total,
        closed[:MOST],
        len(closed),
        _ending(session, about.ref, now),
        sum(each.number for each in gaps.counted(session, Wanted(team=about.ref, until=now - LONG))),
        min((each.oldest for each in known.codes), default=None),
    )


def to_mend(session: Session, team: Ref, most: int, skip: int = 0) -> tuple[Gap, ...]:
    """A team's gaps in the order in which to mend them.

    The worst come first, then what is of the highest tier, then what stands lowest in the way of a level, then what
    has stood longest.
    """
    asked = gaps.narrowing(Wanted(team=team))
    wanted = queries.gaps_to_mend(asked, places(ruling.policy(session))).limit(most).offset(skip)
    return gaps.these(session, session.execute(wanted).all())


def _since(session: Session, now: datetime) -> datetime:
    """What the catalog began with is no news."""
    first = session.execute(queries.first_generation()).first()
    return max(now - LATELY, utc(first[1])) if first else now - LATELY


def _closed(session: Session, team: Ref, now: datetime) -> tuple[Closed, ...]:
    since = moments.stored(now - LATELY)
    found: Sequence[Any] = session.execute(queries.closed_since(text.askable_ref(team), since)).all()
    known = mention.known(session, [Ref.parse(row.canonical) for row in found])
    return tuple(Closed(row.rule, known[Ref.parse(row.canonical)], row.message, utc(row.at)) for row in found)


def _ending(session: Session, team: Ref, now: datetime) -> tuple[Waived, ...]:
    """The team's waivers that end within the next days, or are over; what ends first comes first."""
    today = now.date()
    return tuple(
        each
        for each in waivers.all_of_them(session)
        if each.days_left(today) <= waivers.SOON
        and team in (each.about.ref, None if each.owner is None else each.owner.ref)
    )
