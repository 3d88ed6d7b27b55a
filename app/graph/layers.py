"""A walk over a network, step by step."""

from collections.abc import Iterator, Sequence


def layers(lists: Sequence[Sequence[int]], start: int) -> Iterator[list[int]]:
    """The nodes 0, 1, 2 … steps from `start`, each node once and each layer in order.

    Nothing of a layer is looked for before it is asked for, so whoever asks decides how far to go.
    """
    seen = {start}
    layer = [start]
    while layer:
        yield layer
        beyond = {node for at in layer for node in lists[at]} - seen
        seen |= beyond
        layer = sorted(beyond)
