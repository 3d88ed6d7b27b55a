"""What a list of times comes to."""

import math
from collections.abc import Sequence


def ninety_ninth(seconds: Sequence[float]) -> float:
    """The time that one in a hundred takes longer than; the longest, of fewer than a hundred."""
    return sorted(seconds)[math.ceil(0.99 * len(seconds)) - 1]
