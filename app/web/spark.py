"""A row of numbers as a small line. Pure: the outline as text, which a template puts into its frame."""

from collections.abc import Sequence

WIDTH, HEIGHT = 96, 28
_EDGE = 2


def path(values: Sequence[float]) -> str:
    """The line of at least two numbers, the lowest near the bottom; level where all are the same."""
    low, high = min(values), max(values)
    room = HEIGHT - 2 * _EDGE
    step = WIDTH / (len(values) - 1)
    level = HEIGHT / 2
    points = (
        (place * step, HEIGHT - _EDGE - (value - low) * room / (high - low) if high > low else level)
        for place, value in enumerate(values)
    )
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
