"""`ensemble promises`: which promises can be kept, and for one thing step by step why, or why not."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from app.cli import wording
from app.cli.alignment import asking
from app.cli.alignment.asking import Found, Listing
from app.questions.alignment import Told


@click.command("promises")
@click.argument("name", metavar="[REF]", default="")
@asking.options
def command(name: str, **asked: Any) -> None:
    """Say which promises are higher than what is needed allows; for REF how that is worked out."""
    if name and (asked["team"] or asked["verdict"]):
        raise click.UsageError("Write REF alone, or --team and --verdict without it.")
    if name and not (asked["as_json"] or asked["as_csv"]):
        asking.answer(_ONE, asked, name)
    else:
        asking.answer(_PROMISES, asked, name)


def _says(found: Found) -> Iterator[str]:
    words = {
        "too-high": "more than what it needs allows",
        "holds": "no more than that",
        "no-needs": "with needs that promise nothing, or none",
    }
    promising = found.total - found.of("promises-nothing")
    told = ", ".join(asking.counts(found, words))
    yield f"{wording.many(promising, 'promise')}{': ' if promising else ''}{told}."
    if found.of("promises-nothing"):
        yield f"{wording.many(found.of('promises-nothing'), 'service')} without a promise could give one."


def _cells(row: Told) -> Sequence[str]:
    refs = (asking.short(row["ref"]), asking.short(row["owner"]))
    numbers = (asking.percent(row["promised"]), asking.percent(row["allowed"]))
    return row["verdict"], *refs, *numbers, asking.percent(row["short"] or None), asking.short(row["weakest"])


def _steps(found: Found) -> Iterator[str]:
    if not found.rows:
        yield "It promises nothing, and nothing that it needs hard promises anything."
    for row in found.rows:
        ref = asking.short(row["ref"])
        if row["promised"] is None:
            yield f"{ref} promises nothing."
        else:
            yield f"{ref} promises {asking.percent(row['promised'])}: {_minutes(row['minutesPromised'])}."
        yield from _product(row)
        yield from _doubts(row)


def _product(row: Told) -> Iterator[str]:
    if row["allowed"] is None:
        yield "Nothing that it needs hard promises anything."
        return
    for step in row["steps"]:
        through = f" through {asking.shorts(step['through'])}" if step["through"] else ""
        less = "; that lacks one nine more" if step["lacksNine"] else ""
        yield f"x {asking.percent(step['percent'])} {asking.short(step['ref'])}{through} = {_rounded(step)}{less}"
    left = row["factors"] - len(row["steps"])
    if left:
        yield f"x {wording.many(left, 'more promise')}, each of them no lower"
    allowed = f"{asking.percent(row['allowed'])}: {_minutes(row['minutesAllowed'])}"
    yield f"What it needs hard allows {allowed}{_short_by(row)}."
    gain = row["gain"]
    if gain:
        ends = f"{asking.short(gain['source'])} needed {asking.short(gain['target'])}"
        yield f"If {ends} softly, {asking.percent(gain['allowed'])} would be allowed: {_minutes(gain['minutes'])}."


def _rounded(step: Told) -> str:
    return f"{step['product']:.4f} %"


def _short_by(row: Told) -> str:
    return f"; it promises {asking.percent(row['short'])} too much" if row["short"] else ""


def _doubts(row: Told) -> Iterator[str]:
    if row["silent"]:
        yield f"On the way {wording.many(row['silent'], 'thing')} without a promise, which counts as never failing."
    if row["assumed"]:
        needs = wording.many(row["assumed"], "need")
        yield f"On the way {needs} assumed to be hard; without that {asking.percent(row['ifSoft'])} would be allowed."
    if not row["complete"]:
        yield "More may count than was looked at: even less is allowed."


def _minutes(number: float) -> str:
    return f"{number:,.8g} minutes of outage in 30 days"


_TITLES = ("Verdict", "Thing", "Team", "Promised", "Allowed", "Too much", "Lowest promise")
_PROMISES = Listing("promises", _says, _TITLES, _cells)
_ONE = Listing("promises", _steps, (), _cells)
