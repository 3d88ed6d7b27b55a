"""Small words and signs for templates: icons, initials, ages, numbers. Pure, and free of markup."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from app import characters
from app.entities import DEFAULT_NAMESPACE, fold
from app.policy import DEFAULT
from app.questions import kinds, signs
from app.questions.contacts import Contact
from app.questions.mention import Mention

LIFECYCLES = ("production", "experimental", "deprecated")
TIERS: Mapping[int, str] = {
    1: "an outage is an incident",
    2: "customers notice",
    3: "colleagues notice",
    4: "nobody notices for a day",
}
AGES: Mapping[str, str] = {"week": "new this week", "30": "older than 30 days", "90": "older than 90 days"}
HUES = 10
_LONGEST = 200
ACCESS: Mapping[str, str] = {
    "read": "reads",
    "write": "writes",
    "read-write": "reads and writes",
    "unknown": "reads or writes, it does not say which",
}

_CONTACT_ICONS = {"slack": "chat", "teams": "chat", "email": "mail", "pagerduty": "bell", "phone": "bell"}
_CONTACT_WORDS = {
    "slack": "Slack",
    "teams": "Microsoft Teams",
    "email": "E-mail",
    "pagerduty": "PagerDuty",
    "phone": "Phone",
}
_LINK_ICONS = {
    "dashboard": "chart",
    "runbook": "book",
    "docs": "book",
    "logs": "log",
    "alerts": "bell",
    "repo": "repo",
    "chat": "chat",
    "slo": "chart",
    "oncall": "bell",
}
_PLURALS = {"person": "people", "library": "libraries"}
_SINGULARS = {many: one for one, many in _PLURALS.items()}
_TITLES = {shelf.word: shelf.title for shelf in kinds.shelves(DEFAULT)}
_COMMA = re.compile(r"(?<=\d),(?=\d{3}\b)")
_BREAKS = re.compile(r"[-_. ]+")
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


icon, kind = signs.icon, signs.kind


def name(mention: Mention) -> str:
    """What an entity is called in a list: people by their title, others by name, and namespace where it tells."""
    ref = mention.ref
    if ref.kind == "user" and (shown := title(mention)):
        return shown
    return ref.name if ref.namespace == DEFAULT_NAMESPACE else f"{ref.namespace}/{ref.name}"


def title(mention: Mention) -> str:
    """An entity's title as far as it can be seen, and not longer than a line or two."""
    return characters.cut(characters.calm(mention.title).strip(), _LONGEST)


def initials(shown: str) -> str:
    """Two letters for a team: the first of its first two words, else its first two."""
    words = [word for word in _BREAKS.split(shown.rpartition("/")[2]) if word]
    if len(words) > 1:
        return (words[0][0] + words[1][0]).upper()
    return (words[0][:2] if words else "?").capitalize()


def contact_icon(contact: Contact) -> str:
    """The sign of a way to reach somebody."""
    return _CONTACT_ICONS.get(contact.type, "right")


def contact_note(contact: Contact) -> str:
    """By what means, and under which title, somebody is reached."""
    return ", ".join(word for word in (_CONTACT_WORDS.get(contact.type, ""), contact.title) if word)


def link_icon(link_type: str) -> str:
    """The sign of a link's type."""
    return _LINK_ICONS.get(fold(link_type), "right")


def life(lifecycle: str | None) -> str:
    """The class of a lifecycle; only the three known ones have one, since authors may write any."""
    return f"life-{lifecycle}" if lifecycle in LIFECYCLES else "life-other"


def count(number: int, one: str, many: str = "") -> str:
    """A number and its noun: `1 gap`, `3 gaps`."""
    noun = one if number == 1 else many or _PLURALS.get(one, f"{one}s")
    return f"{thousands(number)} {noun}"


def shelved(word: str, number: int) -> str:
    """A number of things by the list they stand in: `1 service`, `3 APIs`."""
    title = _TITLES.get(word, word)
    many = title if title == "APIs" else title.lower()
    return count(number, _SINGULARS.get(many, many.removesuffix("s")), many)


def thousands(number: int) -> str:
    """A number with a thin space between thousands."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def thin(text: str) -> str:
    """A sentence whose numbers have a thin space between thousands, as all numbers here."""
    return _COMMA.sub("\N{NARROW NO-BREAK SPACE}", text)


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: `a, b and c`."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def age(moment: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that is whole."""
    seconds = max(0, int((now - aware(moment)).total_seconds()))
    for size, unit in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if seconds >= size:
            return f"{count(seconds // size, unit)} ago"
    return "just now"


def stamp(moment: datetime) -> str:
    """A time as machines read it, in UTC."""
    return aware(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock(moment: datetime) -> str:
    """A time as people read it, in UTC."""
    said = aware(moment).astimezone(UTC)
    return f"{said.day} {said:%b %Y, %H:%M} UTC"


def day(moment: datetime) -> str:
    """The day of a time, in UTC."""
    said = aware(moment).astimezone(UTC)
    return f"{said.day} {said:%b %Y}"


def short_day(moment: datetime) -> str:
    """The day of a time, in UTC, where the year goes without saying."""
    said = aware(moment).astimezone(UTC)
    return f"{said.day} {said:%b}"


def aware(moment: datetime) -> datetime:
    """A time with its zone: stored ones are UTC and do not say so."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
