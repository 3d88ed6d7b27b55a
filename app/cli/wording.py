"""Values as the words that tables show."""

from app.questions.mention import Mention
from app.questions.tally import Tally


def named(mention: Mention | None) -> str:
    """What people call it and how it is written; a missing one is said to be missing."""
    if mention is None:
        return ""
    if not mention.exists:
        return f"{mention.ref.short} (not in the catalog)"
    return mention.ref.short if mention.title == mention.ref.name else f"{mention.title}, {mention.ref.short}"


def reference(mention: Mention | None) -> str:
    """The shortest text that names it."""
    return mention.ref.short if mention else ""


def facts(mention: Mention) -> str:
    """Reference, type, tier and lifecycle, as far as they are known."""
    tier = f"tier {mention.tier}" if mention.tier else ""
    return ", ".join(each for each in (mention.ref.short, mention.type, tier, mention.lifecycle) if each)


def counts(tally: Tally) -> str:
    """How many of each severity, those there are: `1 error, 2 gaps`."""
    return ", ".join(many(number, name) for name, number in tally._asdict().items() if number)


def many(number: int, word: str, several: str = "") -> str:
    """A number with its word: `1 error`, `2 gaps`; advice is not counted in pieces where room is scarce."""
    return f"{number} {word if number == 1 or word == 'advice' else several or word + 's'}"
