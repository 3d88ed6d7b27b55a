"""Which texts a database can be asked about at all."""

from app import characters
from app.entities import Ref


def askable(written: str) -> str:
    """The text, with what no database stores written out, so that asking finds nothing and breaks nothing.

    Names reach us by command lines and addresses, which carry NUL and halves of surrogate pairs.
    """
    return characters.storable(written)


def askable_ref(ref: Ref) -> Ref:
    """The same of a reference."""
    return Ref(*(askable(part) for part in ref))
