"""What the promises of hard needs allow to promise."""

from itertools import chain, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.graph import allowance
from app.graph.allowance import allowances
from app.graph.components import strong
from app.graph.edges import PROVIDED, Details, Edge
from app.graph.network import joining
from tests.graph.landscapes import drawn, ref, shown, word
from tests.graph.networks import CHAIN, joined, node

TOLERANCE = 1e-6


def allowed(text, start="a", **promises):
    """What is allowed in a landscape drawn in words; `api.p` is promised for as `p`."""
    network = drawn(text).network
    by_name = {each: promises[each.name] for each in network.refs if each.name in promises}
    return allowances(network.stopping, by_name).of(ref(start))


def told(found):
    """An allowance in words: `99.8: b 99.9 by m, c 99.9`."""
    if found is None:
        return "nothing counts"
    said = [f"{word(each.ref)} {each.percent:g} by {shown(each.way)}" for each in found.factors]
    return f"{found.percent:g}: {', '.join(said)}"


@pytest.mark.parametrize(
    ("text", "promises", "found"),
    [
        pytest.param("a>b", {"b": 99}, "99: b 99 by b", id="one"),
        pytest.param("a>b a>c", {"b": 90, "c": 80}, "72: c 80 by c, b 90 by b", id="two, the lowest first"),
        pytest.param("a>b a>c", {"b": 90}, "90: b 90 by b", id="what promises nothing never fails"),
        pytest.param("a>b", {"a": 90}, "nothing counts", id="its own promise is none of its needs'"),
        pytest.param("b>a", {"b": 90}, "nothing counts", id="what needs it is nothing to it"),
        pytest.param("a~>b a=>c", {"b": 90, "c": 90}, "nothing counts", id="soft, and asynchronous"),
        pytest.param("a>m m>b", {"b": 90}, "90: b 90 by m b", id="through what promises nothing"),
        pytest.param("a>m m>b", {"m": 95, "b": 90}, "95: m 95 by m", id="a promise covers what is behind it"),
        pytest.param("a>m m~>b", {"b": 90}, "nothing counts", id="no further than what is hard"),
        pytest.param("a>m a>n m>b n>b", {"b": 90}, "90: b 90 by m b", id="two ways to one thing"),
        pytest.param("a>m m>n n>b a>b", {"b": 90}, "90: b 90 by b", id="the shortest way"),
        pytest.param("a>m m>a m>b", {"a": 50, "b": 90}, "90: b 90 by m b", id="a circle through itself"),
        pytest.param("a>m m>n n>m n>b", {"b": 90}, "90: b 90 by m n b", id="a circle that promises nothing"),
        pytest.param("a>a a>b", {"a": 50, "b": 90}, "90: b 90 by b", id="itself"),
        pytest.param("a>b a>c", {"b": 0, "c": 90}, "0: b 0 by b, c 90 by c", id="never up"),
        pytest.param("a>b a>c", {"b": 100, "c": 100}, "100: b 100 by b, c 100 by c", id="always up"),
    ],
)
def test_multiplies_the_first_promises_on_hard_needs(text, promises, found):
    """What is allowed is the product of the first promises on hard needs, each thing once, the lowest first."""
    assert told(allowed(text, **promises)) == found


@pytest.mark.parametrize(
    ("text", "promises", "found"),
    [
        pytest.param("a>api.p api.p>x", {"x": 90}, "90: x 90 by api.p x", id="an API goes on to its provider"),
        pytest.param("a>api.p api.p>x", {"p": 90}, "90: x 90 by api.p", id="it is its provider by another name"),
        pytest.param("a>api.p", {"p": 90}, "90: api.p 90 by api.p", id="nobody provides it"),
        pytest.param("a>api.p api.p>x", {"p": 95, "x": 90}, "90: x 90 by api.p", id="no more than its provider"),
        pytest.param("a>api.p api.p>x", {"p": 90, "x": 95}, "90: x 90 by api.p", id="less than its provider"),
        pytest.param("a>api.p api.p>x a>x", {"p": 90, "x": 95}, "90: x 90 by api.p", id="both are one"),
        pytest.param("a>api.p api.p>x a>x", {"p": 95, "x": 90}, "90: x 90 by x", id="both are one, the provider lower"),
        pytest.param(
            "a>api.p a>api.q api.p>x api.q>x",
            {"p": 90, "q": 80, "x": 95},
            "80: x 80 by api.q",
            id="two of one provider",
        ),
        pytest.param(
            "a>api.p api.p>x api.p>y",
            {"x": 90, "y": 80},
            "72: y 80 by api.p y, x 90 by api.p x",
            id="it cannot do without any of several providers",
        ),
        pytest.param(
            "a>api.p api.p>x api.p>y a>x",
            {"p": 95, "x": 90, "y": 80},
            "72: api.p 80 by api.p, x 90 by x",
            id="with several providers it is a thing of its own, no better than any of them",
        ),
        pytest.param(
            "a>m m>api.p api.p>x m>x", {"p": 90, "x": 95}, "90: x 90 by m api.p", id="both are one behind a third"
        ),
        pytest.param("api.p>a a>api.p a>b", {"p": 50, "a": 99, "b": 90}, "90: b 90 by b", id="its own API is itself"),
    ],
)
def test_counts_an_api_and_its_only_provider_once(text, promises, found):
    """An API and the one component that provides it are one thing, with the lower of their promises."""
    assert told(allowed(text, **promises)) == found


def test_an_api_rests_on_its_provider():
    """What provides an API counts for the API itself."""
    assert told(allowed("api.p>x x>api.q api.q>x", "api.p", p=99, q=50, x=90)) == "90: x 90 by x"


def test_shows_every_step():
    """Each factor has the product so far."""
    found = allowed("a>b a>c a>d", b=90, c=80, d=50)

    assert [(word(each.ref), each.product) for each in found.factors] == [("d", 50), ("c", 40), ("b", 36)]


@pytest.mark.parametrize(
    ("text", "promises", "gain"),
    [
        pytest.param("a>b a>c", {"b": 90, "c": 80}, ("c", 90), id="the lowest"),
        pytest.param("a>b", {"b": 90}, ("b", 100), id="nothing is left that counts"),
        pytest.param("a>b a>m m>c m>d", {"b": 80, "c": 85, "d": 85}, ("m", 80), id="one with much behind it"),
        pytest.param("a>m a>n m>b n>b", {"b": 80}, None, id="no need alone"),
        pytest.param("a>m a>n m>b n>b n>c", {"b": 80, "c": 99}, ("n", 80), id="what else leads there stays"),
        pytest.param("a>api.p api.p>x a>x", {"p": 80, "x": 90}, ("api.p", 90), id="the other name stays"),
        pytest.param("a>b a>c", {"b": 80, "c": 80}, ("b", 80), id="of equals the first"),
        pytest.param("a>b a>c", {"b": 100, "c": 100}, None, id="nothing to gain"),
        pytest.param("a>b a>c", {"b": 0, "c": 50}, ("b", 50), id="never up"),
        pytest.param("a>a a>b", {"b": 90}, ("b", 100), id="itself is no need to soften"),
        pytest.param("a>m m>a a>b a>c", {"a": 99, "b": 80, "c": 90}, ("b", 90), id="a circle that ends at its promise"),
        pytest.param("a>m m>a a>b m>b", {"b": 80}, None, id="a circle that promises nothing"),
    ],
)
def test_knows_the_need_whose_softening_gains_most(text, promises, gain):
    """One need of its own allows most when it is soft, and so much is allowed then."""
    found = allowed(text, **promises).gain

    assert (found and (word(found.target), found.percent)) == gain


def test_nobody_softens_how_an_api_needs_its_provider():
    """An API has no need to soften."""
    assert allowed("api.p>x", "api.p", x=90).gain is None


def test_allows_everything_to_what_is_not_there():
    """Of a thing that is not in the network nothing is known, and nothing counts."""
    found = allowances(drawn("a>b").network, {ref("b"): 90})

    assert (found.of(ref("x")), found.percent(ref("x"))) == (None, 100)


def test_names_what_leads_to_no_promise():
    """Needs that lead to nothing that promises are told, those that lead to what does are not."""
    assert shown(allowed("a>b a>m a>n m>c n>o", b=90, c=80).silent) == "n"


def test_stops_counting_at_the_budget(monkeypatch):
    """Where more counts than is counted, the lowest do, and it says so."""
    text = " ".join(f"a>m m>{each}" for each in "bcdef")
    promises = {"b": 99, "c": 90, "d": 98, "e": 80, "f": 97}
    monkeypatch.setattr(allowance, "MOST", 3)
    found = allowed(text, **promises)

    assert told(found) == "69.84: e 80 by m e, c 90 by m c, f 97 by m f"
    assert not found.complete
    assert allowed("a>b a>c", b=90, c=80).complete


def test_follows_a_chain_longer_than_the_stack():
    """Ten thousand things that promise nothing are walked through."""
    found = allowances(joined(CHAIN), {node("n10000"): 90}).of(node("n00000"))

    assert found is not None
    assert (found.percent, len(found.factors[0].way)) == (90, 10_000)


# --- what holds for any network ------------------------------------------------------------------

COMPONENTS = "abcdef"
APIS = ("api.p", "api.q", "api.r")
SOFT = Details("soft", assumed=False)

needs = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(COMPONENTS), st.sampled_from((*COMPONENTS, *APIS))),
        st.tuples(st.sampled_from(APIS), st.sampled_from(COMPONENTS)),
    ),
    max_size=14,
)
percents = st.dictionaries(
    st.sampled_from((*COMPONENTS, *APIS)), st.sampled_from((0, 50, 90, 99, 99.9, 99.95, 100)), max_size=7
)
starts = st.sampled_from((*COMPONENTS, *APIS))


def need(source: str, target: str, details: Details) -> Edge:
    """A need; from an API it says who provides it."""
    relation = "apiProvidedBy" if "." in source else "consumesApi" if "." in target else "dependsOn"
    return Edge(ref(source), ref(target), relation, *details)


def network_of(some, soft=()):
    """The hard network of these needs, but for those that are soft."""
    edges = (need(source, target, SOFT if (source, target) in soft else PROVIDED) for source, target in some)
    return joining(edges, map(ref, COMPONENTS)).stopping


def percent_of(some, promises, start, soft=()) -> float:
    """What is allowed; everything where nothing counts."""
    return allowances(network_of(some, soft), {ref(each): promises[each] for each in promises}).percent(ref(start))


def by_hand(some, promises, start) -> float:
    """The same by walking from the start, with nothing clever."""
    providers = {api: {target for source, target in some if source == api} for api in APIS}

    def key(name):
        return next(iter(providers[name])) if len(providers.get(name, ())) == 1 else name

    def promise(name):
        return min(promises[name], *(promises[each] for each in providers.get(name, ()) if each in promises), 100)

    seen: set[str] = set()
    lowest: dict[str, float] = {}
    waiting = [start]
    while waiting:
        at = waiting.pop()
        for name in {target for source, target in some if source == at} - seen:
            seen.add(name)
            if name not in promises:
                waiting.append(name)
            elif key(name) != key(start) or name == key(start) != start:
                lowest[key(name)] = min(promise(name), lowest.get(key(name), 100))
    product = 1.0
    for each in lowest.values():
        product *= each / 100
    return 100 * product


@given(needs, percents, starts)
def test_agrees_with_a_walk(some, promises, start):
    """All at once gives what a walk from each gives, told with its factors or without."""
    found = allowances(network_of(some), {ref(each): promises[each] for each in promises}).of(ref(start))

    assert percent_of(some, promises, start) == pytest.approx(by_hand(some, promises, start), abs=TOLERANCE)
    assert percent_of(some, promises, start) == (found.percent if found else 100)


@given(needs, st.tuples(st.sampled_from((*COMPONENTS, *APIS)), st.sampled_from((*COMPONENTS, *APIS))), percents, starts)
def test_another_need_never_allows_more(some, more, promises, start):
    """A new hard need, or another provider of an API, leaves as much or less.

    That an API gets its first provider says what it is, and is no new need.
    """
    source, target = more
    assume(source not in APIS or (target not in APIS and source in {each for each, _ in some}))

    assert percent_of([*some, more], promises, start) <= percent_of(some, promises, start) + TOLERANCE


@given(needs.filter(bool), st.data(), percents, starts)
def test_softening_never_allows_less(some, data, promises, start):
    """A need that becomes soft leaves as much or more."""
    softened = data.draw(st.sampled_from(some))
    assume(softened[0] not in APIS)

    assert percent_of(some, promises, start, {softened}) >= percent_of(some, promises, start) - TOLERANCE


@given(needs, percents, starts)
def test_the_gain_is_the_best_of_all(some, promises, start):
    """No other need of its own allows more when it is soft, and the one that is named allows what is told.

    In a circle of things that promise nothing none is named.
    """
    found = allowances(network_of(some), {ref(each): promises[each] for each in promises}).of(ref(start))
    own = {each for each in some if each[0] == start and each[0] not in APIS}
    circles = (group for group in strong(network_of([each for each in some if each[0] not in promises])) if group[1:])
    assume(ref(start) not in chain.from_iterable(circles))
    tried = {ref(each[1]): percent_of(some, promises, start, {each}) for each in own}
    gain = found and found.gain
    best = max(tried.values(), default=0)

    if gain:
        assert tried[gain.target] == pytest.approx(gain.percent, abs=TOLERANCE)
        assert gain.percent == pytest.approx(best, abs=TOLERANCE)
    else:
        assert best <= percent_of(some, promises, start) + TOLERANCE


@given(needs.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))), percents, starts)
def test_does_not_depend_on_the_order_of_needs(both, promises, start):
    """However needs are ordered, the same is found, by the same ways."""
    one, other = (allowances(network_of(some), {ref(each): promises[each] for each in promises}) for some in both)

    assert one.of(ref(start)) == other.of(ref(start))


@given(needs, percents, starts)
def test_every_way_is_one_of_hard_needs(some, promises, start):
    """Each step of a way is a need, and all but its end promise nothing."""
    found = allowances(network_of(some), {ref(each): promises[each] for each in promises}).of(ref(start))

    for factor in found.factors if found else ():
        way = [start, *map(word, factor.way)]
        assert set(pairwise(way)) <= set(some)
        assert [each in promises for each in way[1:]] == [False] * (len(way) - 2) + [True]
