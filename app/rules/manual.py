"""The manual page of a rule, in its parts: what its module says, for whoever shows it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.problems import Severity
from app.rules import RULES, Rule

_PARTS = re.compile(r"^(Passes|Fails|Why|What to write|Severity): ", re.MULTILINE)


@dataclass(frozen=True)
class Manual:
    """A page. `title` says what holds where the rule is silent; `fires` and `silent` are files of YAML.

    `bearing` says why it is as bad as `severity`; `numbers` are thresholds by name, each with its default and meaning.
    """

    rule: str
    title: str
    passes: str
    fails: str
    why: str
    write: str
    bearing: str
    severity: Severity
    fires: str
    silent: str
    numbers: Mapping[str, tuple[float, str]]


@cache
def page(name: str) -> Manual:
    """The page of a rule; raises `KeyError` for what is none."""
    rule = RULES[name]
    title, _, rest = (rule.__doc__ or "").partition("\n")
    words = _PARTS.split(rest)
    parts = {part: " ".join(text.split()) for part, text in zip(words[1::2], words[2::2], strict=True)}
    return Manual(
        name,
        title,
        parts["Passes"],
        parts["Fails"],
        parts["Why"],
        parts["What to write"],
        parts["Severity"].removeprefix(f"{rule.SEVERITY}. "),
        rule.SEVERITY,
        rule.FIRES,
        rule.SILENT,
        numbers(rule),
    )


def numbers(rule: Rule) -> Mapping[str, tuple[float, str]]:
    """The thresholds of a rule that the policy may set."""
    found: Mapping[str, tuple[float, str]] = getattr(rule, "NUMBERS", {})
    return found
