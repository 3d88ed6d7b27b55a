"""From what is left of a policy's text, which is well formed, to the value."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from app.documents import pointer
from app.entities import Ref, fold
from app.policy import DEFAULT, Level, Policy, Scope, Waiver
from app.policy_file.form import TIERS
from app.positions import Position
from app.problems import Severity
from app.rules import RULES, manual


def policy(value: Mapping[str, Any], at: Callable[[str], Position]) -> Policy:
    """The policy that a well-formed value means; `at` tells where a pointer into it was written."""
    rules = dict(_said_of_rules(value.get("rules") or {}))
    tiers = value.get("tiers") or {}
    types, watched, levels = value.get("dataStoreTypes"), tiers.get("watched"), value.get("levels")
    return Policy(
        severities={name: Severity(said["severity"]) for name, said in rules.items() if said.get("severity")},
        off=frozenset(name for name, said in rules.items() if said.get("enabled") in (False, "off")),
        scopes={name: _scope(said["scope"]) for name, said in rules.items() if said.get("scope")},
        numbers={
            f"{name}.{key}": said[key]
            for name, said in rules.items()
            for key in manual.numbers(RULES[name])
            if said.get(key) is not None
        },
        data_store_types=DEFAULT.data_store_types if types is None else _folded(types),
        watched_tiers=DEFAULT.watched_tiers if watched is None else frozenset(watched),
        roles={**DEFAULT.roles, **_demanded(tiers, "roles")},
        evidence={**DEFAULT.evidence, **_demanded(tiers, "evidence")},
        confirmed_within=_confirmed_within(tiers),
        waivers=tuple(
            _waiver(each, at(pointer("waivers", index))) for index, each in enumerate(value.get("waivers") or ())
        ),
        levels=DEFAULT.levels
        if levels is None
        else tuple(Level(each["name"], tuple(dict.fromkeys(each["rules"]))) for each in levels),
    )


def _said_of_rules(rules: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, said in rules.items():
        yield name, said if isinstance(said, dict) else {"enabled": said}


def _scope(said: Mapping[str, Any]) -> Scope:
    return Scope(
        kinds=_folded(said.get("kind")),
        types=_folded(said.get("type")),
        lifecycles=_folded(said.get("lifecycle")),
        tiers=frozenset(said.get("tier") or ()),
        namespaces=_folded(said.get("namespace")),
        tags=_folded(said.get("tag")),
    )


def _folded(words: list[str] | None) -> frozenset[str]:
    return frozenset(map(fold, words or ()))


def _demanded(tiers: Mapping[str, Any], what: str) -> dict[int, frozenset[str]]:
    """What each tier demands that says so, even if that is nothing."""
    said = {tier: (tiers.get(str(tier)) or {}).get(what) for tier in TIERS}
    return {tier: frozenset(words) for tier, words in said.items() if words is not None}


def _confirmed_within(tiers: Mapping[str, Any]) -> Mapping[int, int]:
    said = {tier: (tiers.get(str(tier)) or {}).get("confirmedWithin") for tier in TIERS}
    days = {**DEFAULT.confirmed_within, **{tier: each for tier, each in said.items() if each is not None}}
    return {tier: each for tier, each in days.items() if each != "never"}


def _waiver(said: Mapping[str, str], position: Position) -> Waiver:
    until = date.fromisoformat(said["until"])
    return Waiver(said["rule"], Ref.parse(said["entity"]), until, said["reason"], said["by"], position)
