"""Lists as tables to save: every entity of one, each as plain values by name."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.policy import DEFAULT, Policy
from app.questions import columns, kinds, listing
from app.questions.contacts import Contact
from app.questions.listing import EVERYTHING, Wanted
from app.questions.mention import Mention
from app.questions.tally import Tally
from app.store import queries

_ABOUT = ("ref", "name", "title", "kind", "type", "lifecycle", "tier", "owner", "system")
_END = ("errors", "gaps", "advice", "notices", "file", "line")
_AT_ONCE = 500
_NONE = Tally()


def names(word: str, wanted: Wanted = EVERYTHING) -> tuple[str, ...]:
    """What is told of each entity of a list, in order: always the same, and what its columns ask for besides."""
    return (*_ABOUT, *_more(word, wanted), *_END)


def of(
    session: Session, word: str, wanted: Wanted = EVERYTHING, policy: Policy = DEFAULT
) -> Iterator[Mapping[str, Any]]:
    """All that is wanted of a list, whatever the page: texts, numbers, lists of texts, and `None` where there is none.

    It stops at `listing.MOST`, and asks as often as there are five hundreds.
    """
    found, told, more = listing.ids(session, word, wanted, policy), names(word, wanted), _more(word, wanted)
    for start in range(0, len(found), _AT_ONCE):
        ids = found[start : start + _AT_ONCE]
        lines = {line.id: line for line in session.execute(queries.lines(ids))}
        tallies = listing.tallies(session, ids, teams=listing.of_teams(word, policy))
        values = columns.values(session, ids, more)
        for id_ in ids:
            line = lines[id_]
            yield dict(
                zip(
                    told,
                    (
                        line.canonical,
                        line.name,
                        line.title,
                        kinds.spelt(line.kind),
                        line.type,
                        line.lifecycle,
                        line.tier,
                        line.owner,
                        line.system,
                        *(_plain(values[each].get(id_)) for each in more),
                        *tallies.get(id_, _NONE),
                        line.path,
                        line.line,
                    ),
                    strict=True,
                )
            )


def _more(word: str, wanted: Wanted) -> tuple[str, ...]:
    return tuple(each.word for each in columns.shown(word, wanted.columns) if each.word in columns.ASKED)


def _plain(value: Any) -> Any:
    if isinstance(value, Contact):
        return value.value
    if isinstance(value, tuple):
        return [str(each.ref) if isinstance(each, Mention) else each for each in value]
    return value
