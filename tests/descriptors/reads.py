"""One descriptor read from text: the entity, and what is printed about it."""

from collections.abc import Mapping

from app import reading
from app.entities import Entity
from tests.trees import Texts


def read(text: str, files: Mapping[str, str | bytes] | None = None) -> reading.Reading:
    """What comes of the file `c.yaml`, beside others that it may lead to."""
    return reading.read(Texts({"c.yaml": text, **(files or {})}), roots=["c.yaml"])


def entity(text: str, files: Mapping[str, str | bytes] | None = None) -> Entity:
    """The one entity of a text."""
    (found,) = read(text, files).entities
    return found


def printed(text: str, files: Mapping[str, str | bytes] | None = None) -> str:
    """The problems of a text, a line each, as people read them."""
    return "\n".join(str(problem) for problem in read(text, files).problems)
