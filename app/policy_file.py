"""The policy as an organisation writes it: `policy.yaml` at the root of a source.

Whatever in it has no meaning is a problem with a place, and the default holds instead; all the rest holds as written.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from app import documents
from app.descriptors import fields as f
from app.descriptors import near, parts, texts
from app.descriptors.document import NAMED_KINDS
from app.descriptors.faults import Fault, judged, wrong_type
from app.descriptors.fields import Found, Judge
from app.documents import CONFIGURATION, Document, pointer, writing
from app.entities import Ref, fold
from app.errors import BadReferenceError
from app.policy import DEFAULT, EVIDENCE, FILE, ROLES, Level, Policy, Scope, Waiver
from app.positions import Position
from app.problems import Problem, Severity, capped
from app.rules import RULES, manual, waiver_expired
from app.tree import Refusal, Tree

_TIERS = (1, 2, 3, 4)
_FEW = 9
_LONGEST = 10_000
_MOST = 1_000_000_000


class Written(NamedTuple):
    """What a policy file comes to.

    `text` is what to keep of it: nothing where it cannot be read as a whole, and less any secret.
    """

    policy: Policy
    problems: tuple[Problem, ...] = ()
    text: str | None = None
    sha256: str = ""


def of(tree: Tree, path: str = FILE, told: str = "") -> Written | None:
    """What stands at a path of a source, which people are `told` otherwise at times; `None` where nothing does."""
    if path not in tree.glob(path):
        return None
    raw = tree.read(path, CONFIGURATION.file_bytes)
    if isinstance(raw, Refusal):
        return Written(DEFAULT, (Problem(Position(told or path), raw.code, raw.message, raw.remedy),))
    return read(told or path, raw)


def read(path: str, raw: bytes) -> Written:
    """The policy in these bytes, and everything that is wrong with it; nothing is raised, whatever they are."""
    sha256 = hashlib.sha256(raw).hexdigest()
    parsed = documents.read(path, raw, CONFIGURATION)
    faults = (*parsed.problems, *(problem for failure in parsed.failures for problem in failure.problems))
    if faults:
        return Written(DEFAULT, faults, None, sha256)
    if not parsed.documents:
        return Written(DEFAULT, (), raw.decode(), sha256)
    (document,) = parsed.documents
    alien = _alien(document)
    if alien is not None:
        return Written(DEFAULT, (alien,), None, sha256)
    faulty = [
        each._replace(problem=replace(each.problem, code="policy"))
        for each in judged(document, dict(f.errors(_FORM(document.value))))
    ]
    problems = capped((*texts.judged(document), *(each.problem for each in faulty)))
    value, positions = parts.without(document.value, document.positions, {each.pointer for each in faulty})
    policy = _policy(value, replace(document, positions=positions).at)
    return Written(policy, problems, _without_secrets(document, raw), sha256)


def _alien(document: Document) -> Problem | None:
    """What to say of a document that is no policy at all."""
    value = document.value
    if not isinstance(value, dict):
        what = "a list" if isinstance(value, list) else "a single value"
        remedy = f"Begin it with one of {_listed(KEYS)}."
        return Problem(document.at(), "document-not-mapping", f"The document is {what}; a policy is a map.", remedy)
    if "apiVersion" in value or "kind" in value:
        message = f"This is a descriptor, and `{FILE}` at the root of a source is its policy."
        return Problem(document.at(), "policy", message, "Give the descriptor's file another name.")
    return None


def _without_secrets(document: Document, raw: bytes) -> str:
    """The text as it is; where it holds a secret, what was read of it instead."""
    if not document.covered:
        return raw.decode()
    return "".join(f"{line}\n" for line in writing.lines(document.value))


# --- what may be written: judges, as descriptors have them -------------------------------------------


def _only(judges: Mapping[str, Judge], required: tuple[str, ...] = ()) -> Judge:
    """A judge of a map that has no other keys than these; one that is left empty is as good as left out."""
    each = {key: judge if key in required else _or_nothing(judge) for key, judge in judges.items()}
    known = f.keys_of(each, required)

    def judge(value: Any) -> Found:
        found = known(value)
        if not isinstance(found, Mapping):
            return found
        return {**found, **{key: _unknown(key, judges) for key in value if key not in judges}}

    return judge


def _or_nothing(judge: Judge) -> Judge:
    return lambda value: None if value is None else judge(value)


def _meant(word: str, known: Iterable[str]) -> str | None:
    """The word that is meant where others have no meaning at all, so that a far guess does no harm."""
    words = frozenset(known)
    return near.meant(word, words) or next(iter(get_close_matches(word, sorted(words), n=1)), None)


def _unknown(key: str, known: Mapping[str, object]) -> Fault:
    right = _meant(key, known)
    listed = f"Write one of {_listed(known)}." if len(known) <= _FEW else "`ensemble rules` lists them."
    return Fault("is unknown.", f"Did you mean `{right}`?" if right else listed)


def _listed(words: Mapping[str, object] | tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _each(judge: Judge) -> Judge:
    """A judge of a list, of which a bad item costs only itself."""

    def of_all(value: Any) -> Found:
        if not isinstance(value, list):
            return wrong_type(value, "a list")
        return {index: judge(item) for index, item in enumerate(value)}

    return of_all


def _each_different(judge: Judge, identity: Callable[[Any], object], says: str) -> Judge:
    """A judge of a list whose items differ in their identity. Of two alike the first stays; `{}` is its number."""

    def of_all(value: Any) -> Found:
        found = _each(judge)(value)
        if not isinstance(found, Mapping):
            return found
        first: dict[object, int] = {}
        alike = {
            index: first.setdefault(identity(value[index]), index) for index, each in found.items() if _is_kept(each)
        }
        twice = {index: before for index, before in alike.items() if before != index}
        return {**found, **{at: Fault(says.format(before), "Keep one of the two.") for at, before in twice.items()}}

    return of_all


def _is_kept(found: Found) -> bool:
    """Whether a map with these faults is left when the parts at fault are taken out."""
    if isinstance(found, Fault):
        return False
    return not any(isinstance(each, Fault) and each.vital for each in (found or {}).values())


def _word(*words: str) -> Judge:
    """A judge that takes only these words, and knows which one a misspelt one stands for."""
    exactly = f.one_of(*words)

    def judge(value: Any) -> Found:
        right = _meant(value, words) if isinstance(value, str) and value not in words else None
        return Fault(f"is {f.told(value)}.", f"Did you mean `{right}`?") if right else exactly(value)

    return judge


def _rule(value: Any) -> Fault | None:
    """The ID of a rule."""
    if not isinstance(value, str):
        return wrong_type(value, "the ID of a rule")
    return None if value in RULES else _unknown(value, RULES)._replace(says=f"is {f.told(value)}, which is no rule.")


def _waivable(value: Any) -> Fault | None:
    """The ID of a rule that can be waived."""
    if value == waiver_expired.ID:
        # Else there would be waivers without an end.
        return Fault(f"is `{value}`, which cannot be waived.", "Take out the waiver that is over, or renew it.")
    return _rule(value)


def _entity(value: Any) -> Fault | None:
    """A reference that says its kind. Whether there is such an entity only a whole catalog knows, and no file does."""
    fault = f.reference(value)
    if fault is not None:
        return fault
    try:
        Ref.parse(value)
    except BadReferenceError:
        return Fault(f"is {f.told(value)}, which names no kind.", "Write it as in `component:billing`.")
    return None


def _kind(value: Any) -> Fault | None:
    """A kind, in any case; one that is nearly a known one is a slip, any other may be an organisation's own."""
    right = near.meant(value, NAMED_KINDS) if isinstance(value, str) else None
    if right is not None and fold(right) != fold(value):
        return Fault(f"is {f.told(value)}.", f"Did you mean `{right}`?")
    return f.said(value)


def _switch(value: Any) -> Fault | None:
    """Whether a rule is on."""
    if isinstance(value, bool) or value in ("on", "off"):
        return None
    return Fault(f"is {f.told(value)}.", "Write `on` or `off`.")


def _days(value: Any) -> Fault | None:
    """A number of whole days, or `never`."""
    if value == "never" or (type(value) is int and 1 <= value <= _LONGEST):
        return None
    return Fault(f"is {f.told(value)}.", f"Write a number of days from 1 to {_LONGEST:,}, or `never`.")


_tier = f.one_of(*_TIERS)
_SCOPE = _only(
    {
        "kind": _each(_kind),
        "type": _each(f.said),
        "lifecycle": _each(f.said),
        "tier": _each(_tier),
        "namespace": _each(f.namespace),
        "tag": _each(f.said),
    }
)


def _settings(thresholds: Mapping[str, object]) -> Judge:
    """A judge of what is said of one rule: a map, or only whether it is on."""
    keys: Mapping[str, Judge] = {"severity": _word(*(each.value for each in Severity)), "enabled": _switch}
    amounts = dict.fromkeys(thresholds, f.between(0, _MOST))
    return f.map_or(_only({**keys, "scope": _SCOPE, **amounts}), _switch)


_rules = {name: _settings(manual.numbers(rule)) for name, rule in RULES.items()}
_DEMANDS = _only({"roles": _each(_word(*ROLES)), "evidence": _each(_word(*EVIDENCE)), "confirmedWithin": _days})
_LEVEL = _only({"name": f.said, "rules": _each(_rule)}, required=("name", "rules"))
_WAIVED = ("rule", "entity", "until", "reason", "by")
_WAIVER = _only(
    dict(zip(_WAIVED, (_waivable, _entity, f.day, f.said, f.said), strict=True)),
    required=_WAIVED,
)
KEYS: Mapping[str, Judge] = {
    "rules": _only(_rules),
    "dataStoreTypes": _each(f.said),
    "tiers": _only({"watched": _each(_tier), **{str(tier): _DEMANDS for tier in _TIERS}}),
    "levels": _each_different(_LEVEL, lambda level: level["name"], "has the name of `levels[{}]`."),
    "waivers": _each_different(
        _WAIVER, lambda said: (said["rule"], Ref.parse(said["entity"])), "waives what `waivers[{}]` waives already."
    ),
}
"""What a policy may say, by its first words."""

_FORM = _only(KEYS)


# --- from what is left, which is well formed, to the value ----------------------------------------------


def _policy(value: Mapping[str, Any], at: Callable[[str], Position]) -> Policy:
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
    said = {tier: (tiers.get(str(tier)) or {}).get(what) for tier in _TIERS}
    return {tier: frozenset(words) for tier, words in said.items() if words is not None}


def _confirmed_within(tiers: Mapping[str, Any]) -> Mapping[int, int]:
    said = {tier: (tiers.get(str(tier)) or {}).get("confirmedWithin") for tier in _TIERS}
    days = {**DEFAULT.confirmed_within, **{tier: each for tier, each in said.items() if each is not None}}
    return {tier: each for tier, each in days.items() if each != "never"}


def _waiver(said: Mapping[str, str], position: Position) -> Waiver:
    until = date.fromisoformat(said["until"])
    return Waiver(said["rule"], Ref.parse(said["entity"]), until, said["reason"], said["by"], position)
