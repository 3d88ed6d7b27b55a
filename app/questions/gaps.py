"""What is missing or wrong: findings of rules and problems of reading, side by side."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.entities import Ref
from app.positions import Position
from app.problems import Severity
from app.questions.mention import Mention
from app.questions.tally import Tally

PAGE = 50


@dataclass(frozen=True, slots=True)
class Gap:
    """One finding or problem as it is shown, with the time it was first seen.

    `code` is the rule of a finding, the code of a problem. `about` is empty for a problem of a whole
    file. `owner` is the team that should act. `write` is the text to put into the descriptor.
    """

    source: Literal["finding", "problem"]
    code: str
    severity: Severity
    about: Mention | None
    owner: Mention | None
    position: Position
    message: str
    remedy: str
    write: str
    evidence: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which gaps to show; what is empty narrows nothing. `page` counts from 1.

    `team` takes the gaps of what a team owns, and those about the team itself. `kind` is folded.
    """

    rule: str = ""
    team: Ref | None = None
    severity: Severity | None = None
    kind: str = ""
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Count:
    """How often a rule or code stands open, how bad it is, and since when."""

    code: str
    severity: Severity
    number: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Gaps:
    """One page of gaps, worst first, then by tier; `tally` and `codes` count what is wanted on all pages."""

    gaps: tuple[Gap, ...]
    total: int
    page: int
    size: int
    tally: Tally
    codes: tuple[Count, ...]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))
