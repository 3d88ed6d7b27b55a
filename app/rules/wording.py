"""How findings name things, so that every rule speaks alike."""

from collections.abc import Sequence

from app.entities import KINDS, Entity, Field, Ref, fold

_LONGEST = 80
_SPELT = {fold(kind): kind for kind in KINDS}


def quoted(text: str) -> str:
    """What an author wrote, to stand in a sentence: on one line, and no longer than a reader needs."""
    shown = " ".join(text.split()).replace("`", "'")
    return f"`{shown[: _LONGEST - 1]}…`" if len(shown) > _LONGEST else f"`{shown}`"


def spelt(kind: str) -> str:
    """A folded kind as authors write it; one that Ensemble does not know, as it is."""
    return _SPELT.get(kind, kind)


def one(kind: str) -> str:
    """One of a kind: `a Component`, `an API`."""
    word = spelt(kind)
    return f"{'an' if word[:1] in 'AEIOaeio' else 'a'} {word}"


def several(kinds: Sequence[str]) -> str:
    """Some of these kinds: `Components and Resources`."""
    return listed([f"{spelt(kind)}s" for kind in kinds], "and")


def listed(words: Sequence[str], last: str, limit: int = 5) -> str:
    """Words in a row, `last` before the last of them; beyond the limit they are counted."""
    if len(words) > limit:
        return f"{', '.join(words[:limit])} {last} {len(words) - limit} more"
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def sentence(ways: Sequence[str]) -> str:
    """What can be done, in one sentence; empty ways are left out."""
    said = ", or ".join(filter(None, ways))
    return f"{said[:1].upper()}{said[1:]}."


def reference(ref: Ref, entity: Entity) -> str:
    """The shortest text with a kind by which `entity` refers to `ref`."""
    return f"{ref.kind}:{ref.name}" if ref.namespace == entity.ref.namespace else str(ref)


def line(field: Field, ref: Ref, entity: Entity) -> str:
    """What to write under `field` of `entity` to name `ref`: an item of a list, or the whole line."""
    text = reference(ref, entity)
    if field.many:
        return f"- {text}"
    plain = field.bare and ref.kind == field.wants[0]
    return f"{field.name}: {text.removeprefix(f'{ref.kind}:') if plain else text}"
