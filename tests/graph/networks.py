"""Networks for tests: drawn in words, or made up by Hypothesis."""

from collections.abc import Iterable

from hypothesis import strategies as st

from app.entities import Ref
from app.graph.edges import ASSUMED, Edge
from app.graph.network import Network, joining

Pairs = list[tuple[str, str]]

names = st.sampled_from("abcdefgh")
pairs = st.lists(st.tuples(names, names), max_size=24)
"""Needs among eight things, itself included: enough for every shape of circle."""

orders = pairs.flatmap(lambda needs: st.tuples(st.just(needs), st.permutations(needs)))
"""The same needs in two orders."""


def node(name: str) -> Ref:
    """A component of the default namespace."""
    return Ref("component", "default", name)


def edge(source: str, target: str) -> Edge:
    """A bare need."""
    return Edge(node(source), node(target), "dependsOn", *ASSUMED)


def drawn(text: str) -> Network:
    """The network of words such as `a>b b>c d`, where `>` means needs."""
    words = [word.split(">") for word in text.split()]
    return joining((edge(*word) for word in words if len(word) == 2), [node(word[0]) for word in words])


def joined(needs: Pairs) -> Network:
    """The network of these needs."""
    return joining(edge(*need) for need in needs)


def shown(refs: Iterable[Ref]) -> str:
    """The names in the order they come."""
    return " ".join(ref.name for ref in refs)


def closure(needs: Pairs) -> set[tuple[str, str]]:
    """Which leads to which, however far: by joining pairs until nothing is new."""
    found = set(needs)
    while True:
        longer = {(a, d) for a, b in found for c, d in found if b == c} - found
        if not longer:
            return found
        found |= longer


CHAIN = [(f"n{number:05}", f"n{number + 1:05}") for number in range(10_000)]
"""A chain far longer than Python's stack is deep."""
