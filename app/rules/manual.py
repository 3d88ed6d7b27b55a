"""The manual: what a rule's module says of itself, taken apart."""

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.problems import Severity
from app.rules import RULES, Rule

_PART = re.compile(r"^(Passes|Fails|Why|What to write|Severity): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Manual:
    """The page of a rule. Texts keep the lines and the indented examples they were written with.

    `title` says what holds where the rule is silent; `bearing` why it is as severe as it is. `fires` and `silent` are
    descriptors; `numbers` has the default and the meaning of each threshold.
    """

    rule: str
    title: str
    passes: str
    fails: str
    why: str
    write: str
    severity: Severity
    bearing: str
    fires: str
    silent: str
    numbers: Mapping[str, tuple[float, str]]


def of(rule: Rule) -> Manual:
    """The page of one rule."""
    title, *rest = _PART.split(inspect.cleandoc(rule.__doc__ or ""))
    parts = dict(zip(rest[::2], map(str.strip, rest[1::2]), strict=True))
    return Manual(
        rule=rule.ID,
        title=title.strip(),
        passes=parts["Passes"],
        fails=parts["Fails"],
        why=parts["Why"],
        write=parts["What to write"],
        severity=rule.SEVERITY,
        bearing=parts["Severity"].removeprefix(f"{rule.SEVERITY}.").strip(),
        fires=rule.FIRES,
        silent=rule.SILENT,
        numbers=numbers(rule),
    )


def page(name: str) -> Manual:
    """The page of the rule with this ID."""
    return of(RULES[name])


def pages() -> Iterator[Manual]:
    """The pages of all rules, in the order of the manual."""
    return map(of, RULES.values())


def numbers(rule: Rule) -> Mapping[str, tuple[float, str]]:
    """The thresholds of a rule, by the names that a policy sets them by; hardly any rule has one."""
    found: Mapping[str, tuple[float, str]] = getattr(rule, "NUMBERS", {})
    return found
