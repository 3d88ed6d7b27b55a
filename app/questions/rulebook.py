"""Every rule and code with what it finds now, and the manual page of one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.entities import fold
from app.errors import RuleNotFoundError
from app.problems import CODES, Severity
from app.questions import codes, gaps
from app.rules import RULES, manual
from app.rules.manual import Manual


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule or code: what holds where it is silent or what it means, how bad it is here, how often it stands open."""

    code: str
    says: str
    severity: Severity
    is_rule: bool
    open: int
    oldest: datetime | None


def entries(session: Session) -> tuple[Entry, ...]:
    """Rules as the manual has them, then codes; a severity that findings have goes before the rule's own."""
    found: dict[str, gaps.Count] = {}
    for count in gaps.counted(session, gaps.Wanted()):
        found.setdefault(count.code, count)
    severities = {**{name: rule.SEVERITY for name, rule in RULES.items()}, **{code: CODES[code][0] for code in CODES}}
    return tuple(_entry(code, severity, found.get(code)) for code, severity in severities.items())


def entry(session: Session, name: str) -> Entry:
    """One rule or code; raises `RuleNotFoundError`."""
    code = fold(name)
    if code not in RULES and code not in CODES:
        raise RuleNotFoundError(name, codes.near(code))
    counts = gaps.counted(session, gaps.Wanted(rule=code))
    severity = RULES[code].SEVERITY if code in RULES else CODES[code][0]
    return _entry(code, severity, counts[0] if counts else None)


def page(code: str) -> Manual | None:
    """The manual page of a rule; a code has none."""
    return manual.page(code) if code in RULES else None


def _entry(code: str, severity: Severity, count: gaps.Count | None) -> Entry:
    meaning = codes.meaning(code)
    return Entry(
        code,
        meaning.says if meaning else "",
        count.severity if count else severity,
        code in RULES,
        count.number if count else 0,
        count.oldest if count else None,
    )
