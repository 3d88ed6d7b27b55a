"""Which sections of alignment there are, what their rows hold, and to which verdicts these come."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_type_hints

from sqlalchemy.orm import Session

from app.alignment import cohesion, coupling, cycles, data, leaving, observability, promises, standing, told
from app.alignment.survey import SECTIONS, Survey
from app.errors import SectionNotFoundError, VerdictNotFoundError
from app.store import queries

_HINTS = get_type_hints(Survey)

ROWS: Mapping[str, type[tuple[Any, ...]]] = {name: get_args(_HINTS[name])[0] for name in SECTIONS}
"""The named tuple that the rows of each section are."""

COLUMNS: Mapping[str, Sequence[str]] = {name: told.names(kind) for name, kind in ROWS.items()}
"""The fields of the rows of each section, as JSON has them."""

VERDICTS: Mapping[str, Sequence[str]] = {
    "services": standing.VERDICTS,
    "teams": standing.VERDICTS,
    "freeing": ("need", "store"),
    "cycles": cycles.VERDICTS,
    "pairs": coupling.VERDICTS,
    "groups": cohesion.VERDICTS,
    "strays": ("alone", "torn"),
    "communities": ("spans", "open", "part", "is"),
    "stores": (*data.FLAGS, data.CLEAR),
    "promises": promises.VERDICTS,
    "sights": observability.VERDICTS,
    "leaving": leaving.VERDICTS,
}
"""What the rows of each section may come to, in the order in which they are told."""


def checked(section: str, verdict: str = "") -> None:
    """Refuse a section or verdict that is none, since an empty list would read as if all were well.

    Raises `SectionNotFoundError` and `VerdictNotFoundError`.
    """
    if section not in VERDICTS:
        raise SectionNotFoundError(SECTIONS)
    if verdict and verdict not in VERDICTS[section]:
        raise VerdictNotFoundError(section, VERDICTS[section])


def totals(session: Session) -> Mapping[str, Mapping[str, int]]:
    """How many rows of each section come to which verdict; every section is there, and of verdicts those that are."""
    found: dict[str, dict[str, int]] = {name: {} for name in SECTIONS}
    for section, verdict, number in session.execute(queries.alignment_totals()):
        if section in found:
            found[section][verdict] = number
    return found
