"""What rules and codes mean, in the words of their manual pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from app.entities import fold
from app.problems import CODES
from app.rules import RULES

_WHY = re.compile(r"^Why: (.+?)(?:\n\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What holds where a rule is silent, or what a code says; `why` is empty for a code."""

    code: str
    says: str
    why: str = ""


def meaning(code: str) -> Meaning | None:
    """What a rule or code means; nothing for what is neither."""
    return _MEANINGS.get(code)


def near(code: str) -> str:
    """The rule or code that may be meant by one that there is not; empty where none comes near."""
    found = get_close_matches(fold(code), _MEANINGS, n=1)
    return found[0] if found else ""


def _of_rule(code: str, page: str) -> Meaning:
    why = _WHY.search(page)
    return Meaning(code, page.split("\n", 1)[0], " ".join(why[1].split()) if why else "")


_MEANINGS: Mapping[str, Meaning] = {
    **{code: _of_rule(code, rule.__doc__ or "") for code, rule in RULES.items()},
    **{code: Meaning(code, says) for code, (_, says) in CODES.items()},
}
