"""Keys that are nearly right."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from functools import lru_cache


@lru_cache(maxsize=4096)
def meant(key: str, known: frozenset[str]) -> str | None:
    """The known key that a misspelt one stands for, `None` where none is near."""
    folded = {each.lower(): each for each in known}
    small = key.lower()
    if small in folded:
        return folded[small]
    # Letters that change places count for more than a letter too many, though they are as easily slipped.
    swapped = [each for each in sorted(folded) if len(each) == len(small) and sorted(each) == sorted(small)]
    close = swapped or get_close_matches(small, folded, n=1, cutoff=0.84)
    return folded[close[0]] if close else None


def misspelt(present: Collection[str], known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The keys that are none we know but near to one that is not there as well, each with the right spelling."""
    for key in present:
        right = None if key in known else meant(key, known)
        if right is not None and right not in present:
            yield key, right
