"""Why a list is empty, where a filter names what there is not."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.entities import Ref
from app.questions import codes, listing, mention, names
from app.questions.listing import Wanted


@dataclass(frozen=True, slots=True)
class Doubt:
    """A filter whose value nothing has that name; `near` are values that may be meant, as the filter takes them."""

    name: str
    written: str
    near: tuple[str, ...]


def of(session: Session, wanted: Wanted) -> tuple[Doubt, ...]:
    """The filters that name an owner, system or rule that there is not."""
    refs = {name: ref for name, ref in (("owner", wanted.owner), ("system", wanted.system)) if ref}
    known = mention.known(session, refs.values())
    found = [_of_name(session, name, ref) for name, ref in refs.items() if not known[ref].exists]
    if wanted.gap not in ("", listing.ANY_GAP) and codes.meaning(wanted.gap) is None:
        near = codes.near(wanted.gap)
        found.append(Doubt("gap", wanted.gap, (near,) if near else ()))
    return tuple(found)


def _of_name(session: Session, name: str, ref: Ref) -> Doubt:
    return Doubt(name, ref.name, names.near(session, ref.name, ref.kind))
