"""A digest of a team as a text to send to its channel, plain or in Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from app import characters
from app.policy import DEFAULT
from app.questions import kinds
from app.questions.contacts import Contact
from app.questions.digest import Closed, Digest
from app.questions.gaps import Gap
from app.questions.mention import Mention
from app.questions.scorecards import Card
from app.questions.tally import Tally
from app.questions.waivers import Waived
from app.reports import escaping

# Whatever Markdown makes anything of inside a line; written with a backslash it stands for itself.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&])")


class _Part(NamedTuple):
    """A heading and what stands below it, each with what it is about; numbered where the order matters."""

    title: str
    items: Sequence[tuple[str, str]]
    numbered: bool = False


def text(digest: Digest) -> str:
    """Lines without markup."""
    return "\n".join(_text(digest)) + "\n"


def markdown(digest: Digest) -> str:
    """Markdown in which no author's text is markup."""
    return "\n".join(_markdown(digest)) + "\n"


FORMATS: Mapping[str, Callable[[Digest], str]] = {"text": text, "markdown": markdown}
"""Every form by its name."""


def _text(digest: Digest) -> Iterator[str]:
    yield escaping.line(_heading(digest))
    yield from map(escaping.line, _facts(digest))
    for part in _parts(digest):
        yield ""
        yield part.title
        for number, (about, said) in enumerate(part.items, start=1):
            mark = f"{number}." if part.numbered and about else "-"
            yield escaping.line(f"{mark} {about}: {said}" if about else f"{mark} {said}")


def _markdown(digest: Digest) -> Iterator[str]:
    yield f"## {_plain(_heading(digest))}"
    yield ""
    yield "  \n".join(map(_plain, _facts(digest)))
    for part in _parts(digest):
        yield ""
        yield f"### {_plain(part.title)}"
        yield ""
        for number, (about, said) in enumerate(part.items, start=1):
            mark = f"{number}." if part.numbered and about else "-"
            yield f"{mark} **{_plain(about)}**: {_plain(said)}" if about else f"{mark} {_plain(said)}"


def _plain(written: str) -> str:
    """A text as Markdown shows it, on one line; what stands between backticks is code, as everywhere in messages."""
    said = " ".join(characters.calm(escaping.line(written)).split())
    parts = said.split("`")
    if len(parts) % 2 == 0 or not all(parts[1::2]):
        return _escaped(said)
    return "".join(f"`{part}`" if place % 2 else _escaped(part) for place, part in enumerate(parts))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _heading(digest: Digest) -> str:
    return f"{digest.team.title}: {_counted(digest.tally) or 'nothing to mend'}"


def _facts(digest: Digest) -> Iterator[str]:
    shelves = [f"{kinds.shelf(word, DEFAULT).title} {number:,}" for word, number in digest.shelves]
    tiers = [f"tier {tier}: {number:,}" for tier, number in digest.tiers if tier is not None]
    told = "; ".join(", ".join(some) for some in (shelves, tiers) if some)
    yield f"Owns {_some(digest.owned, 'thing')}: {told}." if digest.owned else "Owns nothing."
    if digest.card is not None:
        yield _level(digest.card)
    ways = [*([_way(digest.on_call)] if digest.on_call else []), *map(_way, digest.contacts[:1])]
    yield f"Reached by {', '.join(ways)}." if ways else "Nothing says how to reach this team."
    if digest.old and digest.oldest is not None:
        yield f"{_some(digest.old, 'gap')} older than 90 days, the oldest of {_day(digest.oldest)}."


def _level(card: Card) -> str:
    if not card.levels:
        return "The policy has no levels."
    reached = f"Level: {card.level}" if card.level else "No level is reached yet"
    if card.next is None:
        return f"{reached}{', the highest' if not card.ahead else ''}."
    return f"{reached}. Next, for {card.ahead}: {card.next.code} of {_named(card.next.about)}."


def _parts(digest: Digest) -> Iterator[_Part]:
    if digest.gaps:
        yield _Part("To mend, in this order", _more(list(map(_gap, digest.gaps)), digest.total), numbered=True)
    if digest.new:
        yield _Part("New in the last 7 days", _more([_brief(gap) for gap in digest.new], digest.new_total))
    if digest.closed:
        yield _Part("Closed in the last 7 days", _more([_closed(each) for each in digest.closed], digest.closed_total))
    if digest.ending:
        yield _Part("Waivers at their end", [_ending(each, digest.at.date()) for each in digest.ending])


def _more(items: list[tuple[str, str]], total: int) -> list[tuple[str, str]]:
    left = total - len(items)
    return [*items, ("", f"and {left:,} more")] if left > 0 else items


def _gap(gap: Gap) -> tuple[str, str]:
    write = f" {gap.write}" if gap.write and gap.write not in gap.remedy else ""
    said = f"{gap.message} {gap.remedy}".strip()
    return _named(gap.about), f"{said}{write} ({gap.severity}, {gap.code}, {gap.position}, since {_day(gap.since)})"


def _brief(gap: Gap) -> tuple[str, str]:
    return _named(gap.about), f"{gap.message} ({gap.severity}, {gap.code})"


def _closed(closed: Closed) -> tuple[str, str]:
    return _named(closed.about), f"{closed.code}, {_day(closed.at)}"


def _ending(waived: Waived, today: date) -> tuple[str, str]:
    left = waived.days_left(today)
    ends = f"ends {_day(waived.until)}, {_some(left, 'day')} left" if left > 0 else f"ended {_day(waived.until)}"
    return _named(waived.about), f"{waived.rule} {ends}: {waived.reason} ({waived.by})"


def _named(about: Mention | None) -> str:
    return about.ref.short if about else "a file"


def _way(contact: Contact) -> str:
    return f"{contact.value} ({contact.type})"


def _counted(tally: Tally) -> str:
    words = {"error": "error", "gap": "gap", "notice": "notice"}
    told = [
        f"{number:,} advice" if name == "advice" else _some(number, words[name])
        for name, number in tally._asdict().items()
        if number
    ]
    return ", ".join(told)


def _some(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _day(moment: date | datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
