"""What an entity is in one word, and by which sign it is drawn, wherever it is shown."""

from collections.abc import Mapping

from app import characters
from app.graph.landscape import Thing
from app.policy import DEFAULT
from app.questions.mention import Mention

ICONS: Mapping[str, str] = {"api": "api", "system": "system", "domain": "system", "group": "team", "user": "person"}
TYPE_ICONS: Mapping[str, str] = {"service": "service", "website": "website", "library": "library"}
_LONGEST = 100
_KIND_WORDS = {"group": "team", "user": "person", "api": "API"}


def icon(shown: Mention | Thing) -> str:
    """The sign of an entity's kind, a name in the sprite."""
    if shown.ref.kind in ("component", "resource"):
        if shown.type in DEFAULT.data_store_types:
            return "store"
        return TYPE_ICONS.get(shown.type or "", "file")
    return ICONS.get(shown.ref.kind, "file")


def kind(shown: Mention | Thing) -> str:
    """What an entity is in one word: its type where people say that, else its kind."""
    said = shown.type if shown.ref.kind in ("component", "resource") else None
    return characters.cut(said or _KIND_WORDS.get(shown.ref.kind, shown.ref.kind), _LONGEST)
