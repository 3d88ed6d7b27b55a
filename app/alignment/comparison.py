"""What a what-if changes: the surveys of an estate before and after, and only what differs between them.

Whatever is there on one side alone is new or gone. Where nothing changes, nothing is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from app.alignment.autonomy import Hold, Service, Share, Team
from app.alignment.coupling import Pair
from app.alignment.cycles import Cycle
from app.alignment.data import Store
from app.alignment.promises import Promise
from app.alignment.standing import VERDICTS
from app.alignment.survey import Survey
from app.alignment.told import Row
from app.entities import Ref

T = TypeVar("T", bound=Row)


class ServiceChange(NamedTuple):
    """A service whose verdict changes, or that is gone, which is an empty verdict.

    `freed` held it back before, and `held` does so after.
    """

    ref: Ref
    before: str
    after: str
    freed: tuple[Hold, ...]
    held: tuple[Hold, ...]


class TeamChange(NamedTuple):
    """A team whose verdict changes, or that is new or gone; there its verdict is empty, and it has no services."""

    ref: Ref
    before: str
    after: str
    services_before: int
    services_after: int


class CircleChange(NamedTuple):
    """A circle that is larger or smaller, or goes through other teams; of size 0 where it is not there."""

    first: Ref
    before: int
    after: int
    teams_before: tuple[Ref, ...]
    teams_after: tuple[Ref, ...]


class PairChange(NamedTuple):
    """By how many hard needs one team's things rest on another's."""

    source: Ref
    target: Ref
    before: int
    after: int


class PromiseChange(NamedTuple):
    """What a thing is allowed to promise, in percent; `None` where its hard needs promise nothing, or it is gone."""

    ref: Ref
    promised: float | None
    before: float | None
    after: float | None
    verdict_before: str
    verdict_after: str


class StoreChange(NamedTuple):
    """A data store of which there is something else to say; its verdict is empty where it is gone."""

    ref: Ref
    before: str
    after: str
    flags_before: tuple[str, ...]
    flags_after: tuple[str, ...]


class Comparison(NamedTuple):
    """All that differs. `nearer` counts services that fewer things hold back though they are blocked still."""

    before: Share
    after: Share
    nearer: int
    services: tuple[ServiceChange, ...]
    teams: tuple[TeamChange, ...]
    circles: tuple[CircleChange, ...]
    pairs: tuple[PairChange, ...]
    promises: tuple[PromiseChange, ...]
    stores: tuple[StoreChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return self.before == self.after and not any(self[2:])


def compared(before: Survey, after: Survey) -> Comparison:
    """What differs between two surveys; of services and teams those that gain most stand first."""
    services = list(_joined(before.services, after.services))
    return Comparison(
        before=before.share,
        after=after.share,
        nearer=sum(_is_nearer(old, new) for _, old, new in services),
        services=tuple(sorted(_services(services), key=lambda each: _place(each.before, each.after))),
        teams=tuple(sorted(_teams(before.teams, after.teams), key=lambda each: _place(each.before, each.after))),
        circles=tuple(_circles(before.cycles, after.cycles)),
        pairs=tuple(_pairs(before.pairs, after.pairs)),
        promises=tuple(_promises(before.promises, after.promises)),
        stores=tuple(_stores(before.stores, after.stores)),
    )


def _joined(before: Sequence[T], after: Sequence[T]) -> Iterator[tuple[T, T | None, T | None]]:
    """What is told of the same thing before and after, where it differs, in the order of the keys: first, any of it."""
    old, new = {row.key: row for row in before}, {row.key: row for row in after}
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            yield new[key] if key in new else old[key], old.get(key), new.get(key)


def _place(before: str, after: str) -> int:
    """Where a change of verdict stands: what gains most first, and what is new or gone last."""
    if not before or not after:
        return len(VERDICTS)
    return VERDICTS.index(before) - VERDICTS.index(after)


def _verdict(row: Row | None) -> str:
    return row.verdict if row else ""


def _is_nearer(before: Service | None, after: Service | None) -> bool:
    if before is None or after is None or before.verdict != after.verdict:
        return False
    return len(after.holds) < len(before.holds)


def _services(joined: Iterable[tuple[Service, Service | None, Service | None]]) -> Iterator[ServiceChange]:
    for row, old, new in joined:
        if _verdict(old) != _verdict(new):
            was, now = old.holds if old else (), new.holds if new else ()
            yield ServiceChange(row.ref, _verdict(old), _verdict(new), _less(was, now), _less(now, was))


def _less(some: Sequence[Hold], others: Sequence[Hold]) -> tuple[Hold, ...]:
    """What holds a thing back in one of two lists and not in the other, whichever teams it is about."""
    there = {(hold.kind, hold.target) for hold in others}
    return tuple(hold for hold in some if (hold.kind, hold.target) not in there)


def _teams(before: Sequence[Team], after: Sequence[Team]) -> Iterator[TeamChange]:
    for row, old, new in _joined(before, after):
        if _verdict(old) != _verdict(new):
            was, now = old.services if old else 0, new.services if new else 0
            yield TeamChange(row.ref, _verdict(old), _verdict(new), was, now)


def _circles(before: Sequence[Cycle], after: Sequence[Cycle]) -> Iterator[CircleChange]:
    for row, old, new in _joined(before, after):
        was = (old.size, old.members, old.teams) if old else (0, (), ())
        now = (new.size, new.members, new.teams) if new else (0, (), ())
        if was != now:
            yield CircleChange(row.first, was[0], now[0], was[2], now[2])


def _pairs(before: Sequence[Pair], after: Sequence[Pair]) -> Iterator[PairChange]:
    for row, old, new in _joined(before, after):
        was, now = old.hard if old else 0, new.hard if new else 0
        if was != now:
            yield PairChange(row.source, row.target, was, now)


def _promises(before: Sequence[Promise], after: Sequence[Promise]) -> Iterator[PromiseChange]:
    for row, old, new in _joined(before, after):
        was, now = old.allowed if old else None, new.allowed if new else None
        if (was, _verdict(old)) != (now, _verdict(new)):
            yield PromiseChange(row.ref, row.promised, was, now, _verdict(old), _verdict(new))


def _stores(before: Sequence[Store], after: Sequence[Store]) -> Iterator[StoreChange]:
    for row, old, new in _joined(before, after):
        was, now = old.flags if old else (), new.flags if new else ()
        if (_verdict(old), was) != (_verdict(new), now):
            yield StoreChange(row.ref, _verdict(old), _verdict(new), was, now)
