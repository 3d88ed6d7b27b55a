"""What may be written in a policy: judges, as descriptors have them."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from app.descriptors import fields as f
from app.descriptors import near
from app.descriptors.document import NAMED_KINDS
from app.descriptors.faults import Fault, wrong_type
from app.descriptors.fields import Found, Judge
from app.entities import Ref, fold
from app.errors import BadReferenceError
from app.policy import EVIDENCE, ROLES
from app.problems import Severity
from app.rules import RULES, manual, waiver_expired

TIERS = (1, 2, 3, 4)

_FEW = 9
_LONGEST = 10_000
_MOST = 1_000_000_000


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
    ways = f"Write one of {listed(known)}." if len(known) <= _FEW else "`ensemble rules` lists them."
    return Fault("is unknown.", f"Did you mean `{right}`?" if right else ways)


def listed(words: Mapping[str, object] | tuple[str, ...]) -> str:
    """Words as code, with commas between them."""
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


_tier = f.one_of(*TIERS)
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
    "tiers": _only({"watched": _each(_tier), **{str(tier): _DEMANDS for tier in TIERS}}),
    "levels": _each_different(_LEVEL, lambda level: level["name"], "has the name of `levels[{}]`."),
    "waivers": _each_different(
        _WAIVER, lambda said: (said["rule"], Ref.parse(said["entity"])), "waives what `waivers[{}]` waives already."
    ),
}
"""What a policy may say, by its first words."""

POLICY = _only(KEYS)
"""The judge of a whole policy."""
