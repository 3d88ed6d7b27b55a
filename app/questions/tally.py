"""How many findings and problems there are, by severity."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from app.entities import Ref
from app.problems import Severity


class Tally(NamedTuple):
    """Numbers by severity, worst first."""

    error: int = 0
    gap: int = 0
    advice: int = 0
    notice: int = 0

    @classmethod
    def of(cls, counts: Iterable[tuple[str, int]]) -> Self:
        """The tally of (severity, number) pairs, which may repeat a severity."""
        summed = dict.fromkeys(Severity, 0)
        for severity, number in counts:
            summed[Severity(severity)] += number
        return cls(**{severity.value: number for severity, number in summed.items()})

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)

    @property
    def open(self) -> int:
        """Those somebody must act on: errors and gaps."""
        return self.error + self.gap

    @property
    def worst(self) -> Severity | None:
        """The worst severity there is any of."""
        return next((severity for severity, number in zip(Severity, self, strict=True) if number), None)


def by_ref(rows: Iterable[tuple[str, str, int]]) -> Mapping[Ref, Tally]:
    """The tallies of (canonical reference, severity, number) rows; what has none is not there."""
    counts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for canonical, severity, number in rows:
        counts[canonical].append((severity, number))
    return {Ref.parse(canonical): Tally.of(pairs) for canonical, pairs in counts.items()}
