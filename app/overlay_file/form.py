"""What may be written in a file of changes: judges, as descriptors have them."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from app.alignment.estate import KINDS
from app.alignment.overlay import WHOLES
from app.descriptors import fields as f
from app.descriptors import near
from app.descriptors.faults import Fault, wrong_type
from app.descriptors.fields import Found, Judge
from app.entities import Ref
from app.errors import BadReferenceError

TEAM = "group"
"""The kind of a name without one, where a team is meant."""


def _team(value: Any) -> Fault | None:
    """A team, by its bare name or with its kind."""
    fault = f.reference(value)
    if fault is not None:
        return fault
    ref = Ref.parse(value, TEAM)
    if ref.kind == TEAM:
        return None
    return Fault(f"is {f.told(value)}, which is no team.", "Name a team, as in `payments` or `group:payments`.")


def _of(kinds: Collection[str], means: str) -> Judge:
    """A judge of a reference that says its kind, which is one of these."""

    def judge(value: Any) -> Fault | None:
        fault = f.reference(value)
        if fault is not None:
            return fault
        try:
            ref = Ref.parse(value)
        except BadReferenceError:
            return Fault(f"is {f.told(value)}, which names no kind.", "Write it as in `component:billing`.")
        right = near.meant(ref.kind, frozenset(kinds))
        if ref.kind in kinds:
            return None
        remedy = f"Did you mean `{ref._replace(kind=right).short}`?" if right else f"Name {means}."
        return Fault(f"is {f.told(value)}, which is none of {_listed(kinds)}.", remedy)

    return judge


_thing = _of((*KINDS, *WHOLES), "a thing, or a system or domain for all its parts")
_need = _of(KINDS, "what needs or is needed")


def _some(judge: Judge) -> Judge:
    """A judge of one or a list of several, of which a bad one costs only itself."""

    def of_all(value: Any) -> Found:
        if not isinstance(value, list):
            return judge(value)
        if not value:
            return Fault("is an empty list.", "Name at least one.")
        return {index: judge(item) for index, item in enumerate(value)}

    return of_all


def _offshoots(value: Any) -> Found:
    """New teams, each with what it gets."""
    if not isinstance(value, dict) or not value:
        return Fault("names no team with what it gets.", "Write it as in `into: {billing: [component:invoices]}`.")
    return {name: _team(name) or _things(each) for name, each in value.items()}


_things = _some(_thing)

CHANGES: Mapping[str, Mapping[str, Judge]] = {
    "merge": {"merge": _some(_team), "into": _team},
    "split": {"split": _team, "into": _offshoots},
    "move": {"move": _things, "to": _team},
    "soften": {"soften": _need, "need": _some(_need)},
    "remove": {"remove": _things},
}
"""What each change says, by the key that tells which it is. All of it has to be there."""


def _change(value: Any) -> Found:
    """One change, of which all keys are known."""
    if not isinstance(value, dict):
        return wrong_type(value, "a map")
    sorts = [key for key in value if key in CHANGES]
    if len(sorts) > 1:
        return Fault(f"is several changes at once: {_listed(sorts)}.", "Begin each with a `-` of its own.")
    if not sorts:
        slip = next((key for key in value if _nearest(key, CHANGES)), None)
        if slip is not None:
            return {slip: _unknown(slip, CHANGES)._replace(vital=True)}
        return Fault("says no change.", f"Write one of {_listed(CHANGES)}.")
    judges = CHANGES[sorts[0]]
    unknown = {key: _unknown(key, judges) for key in value if key not in judges}
    # A key that is there with a slip is not told to be missing; the change cannot be made without it all the same.
    slips = {key: right for key in unknown if (right := _nearest(key, judges)) is not None and right not in value}
    found = {key: each for key, each in _keys(judges, value).items() if key not in slips.values()}
    return {**found, **{key: each._replace(vital=key in slips) for key, each in unknown.items()}}


def _keys(judges: Mapping[str, Judge], value: Mapping[str, Any]) -> Mapping[str, Found]:
    """What is wrong with the keys that have to be there."""
    found = f.keys_of(judges, tuple(judges))(value)
    return found if isinstance(found, Mapping) else {}


def _changes(value: Any) -> Found:
    if not isinstance(value, list):
        return Fault(
            f"is {f.told(value)}; it takes a list.", "Begin each change with a `-`, on a line below `changes:`."
        )
    return {index: _change(item) for index, item in enumerate(value)}


def overlay(value: Mapping[str, Any]) -> Found:
    """What is wrong with a whole file, which is a map."""
    found: dict[str, Found] = {key: _unknown(key, ("changes",)) for key in value if key != "changes"}
    if "changes" in value:
        found["changes"] = _changes(value["changes"])
    elif not found:
        found["changes"] = Fault("is missing.", "Write it, and a list of changes below it.")
    return found


def _unknown(key: str, known: Collection[str]) -> Fault:
    right = _nearest(key, known)
    return Fault("is unknown.", f"Did you mean `{right}`?" if right else f"Write one of {_listed(known)}.")


def _nearest(key: str, known: Collection[str]) -> str | None:
    """The word that is meant; others have no meaning at all, so that a far guess does no harm."""
    return near.meant(key, frozenset(known)) or next(iter(get_close_matches(key, sorted(known), n=1)), None)


def _listed(words: Collection[str]) -> str:
    """Words as code, with commas between them."""
    return ", ".join(f"`{word}`" for word in words)
