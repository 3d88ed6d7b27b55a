"""What would be if: changes laid over a catalog that stays as it is, and what differs then."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.alignment import estate
from app.alignment.comparison import Comparison, compared
from app.alignment.overlay import Overlay, applied
from app.alignment.survey import survey
from app.catalog import Catalog
from app.policy import Policy
from app.problems import Problem
from app.questions import ruling
from app.store import rows


class Answer(NamedTuple):
    """What differs, and what of the changes could not be done."""

    comparison: Comparison
    problems: tuple[Problem, ...]


def of(catalog: Catalog, policy: Policy, overlay: Overlay) -> Answer:
    """What changes to a catalog would come to."""
    before = estate.of(catalog, policy)
    after, problems = applied(before, overlay)
    found = survey(before)
    return Answer(compared(found, found if after is before else survey(after)), problems)


def asked(session: Session, overlay: Overlay, as_of: date) -> Answer:
    """What changes to the catalog in the database would come to, by the policy that rules."""
    return of(rows.load_catalog(session, as_of), ruling.policy(session), overlay)
