"""What a failure does, what a removal asks for, and whom to tell."""

import pytest

from app.graph.landscape import Landscape
from app.questions import impact
from app.questions.contacts import Contact
from app.questions.impact import Reached
from app.questions.landscape import Held, load
from tests.graph.landscapes import arrows, drawn, ref, word

SHOP = "shop>pay pay>ledger ledger>db.books pay~>mail fraud=>pay web>api.pay api.pay>pay desk~>web"
OWNERS = {"sales": "shop web", "money": "pay ledger db.books", "care": "desk"}


def with_tiers(landscape: Landscape, **tiers: int) -> Landscape:
    """The landscape with these tiers."""
    things = {each: thing._replace(tier=tiers.get(each.name)) for each, thing in landscape.things.items()}
    return Landscape(landscape.network, things)


def hit(hits) -> str:
    """What is hit, in order, each with what it needs that is gone."""
    return " ".join(f"{word(each.thing.ref)}:{word(each.because.ref)}" for each in hits)


@pytest.mark.parametrize(
    ("failing", "title", "stops", "degrades"),
    [
        pytest.param(
            "ledger",
            "If ledger fails, 3 services stop and 2 degrade",
            "pay:ledger shop:pay web:api.pay",
            "desk:web fraud:pay",
        ),
        pytest.param(
            "pay", "If pay fails, 2 services stop and 2 degrade", "shop:pay web:api.pay", "desk:web fraud:pay", id="API"
        ),
        pytest.param("mail", "If mail fails, nothing stops, 1 service degrades", "", "pay:mail", id="only softly"),
        pytest.param("web", "If web fails, nothing stops, 1 service degrades", "", "desk:web", id="one"),
        pytest.param("desk", "If desk fails, nothing stops", "", "", id="nothing"),
        pytest.param(
            "api.pay", "If pay fails, 1 service stops and 1 degrades", "web:api.pay", "desk:web", id="an API by itself"
        ),
        pytest.param(
            "team.money",
            "If all of team money fails, 2 services stop and 2 degrade",
            "shop:pay web:api.pay",
            "desk:web fraud:pay",
            id="all that a team holds",
        ),
    ],
)
def test_a_failure(failing, title, stops, degrades):
    """The title counts what stops and degrades; an API that stops is no thing of its own."""
    found = impact.failing(drawn(SHOP, **OWNERS), ref(failing))

    assert (found.title, hit(found.stops), hit(found.degrades)) == (title, stops, degrades)


def test_a_thing_that_is_no_service():
    """Where something else is hit, too, they are things."""
    assert impact.failing(drawn("db.a>x b>x"), ref("x")).title == "If x fails, 2 things stop"


def test_what_matters_most_comes_first():
    """By tier, then by name; what has no tier comes last."""
    found = impact.failing(with_tiers(drawn("a>x b>x c>x d>x"), b=2, d=1), ref("x"))

    assert hit(found.stops) == "d:x b:x a:x c:x"
    assert found.critical == 1
    assert found.told.startswith("1 of those that stop is of tier 1.")


def test_whom_to_tell():
    """Every owner but its own, those with most at stake first, and how much nobody owns."""
    found = impact.failing(drawn(SHOP, **OWNERS), ref("pay"))

    assert [(word(tell.owner.ref), tell.told) for tell in found.tell] == [
        ("team.sales", "2 things stop"),
        ("team.care", "desk degrades"),
    ]
    assert found.unowned == 1
    assert found.told == "Tell 2 owners. Nobody owns 1 of what is hit."


def test_its_own_team_needs_no_telling():
    """Who owns what fails knows."""
    found = impact.failing(drawn("a>x", us="a x"), ref("x"))

    assert found.tell == ()
    assert found.told == "Nobody else has to be told."


def test_what_it_rests_on():
    """How many of the needs that bring it are written down without their details."""
    found = impact.failing(drawn("a>x b~>x c>a"), ref("x"))

    assert (found.needs, found.assumed) == (3, 2)


def test_why():
    """A chain leads from each thing to what fails, with what lies between."""
    landscape = drawn(SHOP, **OWNERS)
    found = impact.failing(landscape, ref("ledger"))
    web = next(each for each in found.stops if each.thing.ref == ref("web"))

    assert arrows(web.chain) == "web>api.pay api.pay>pay pay>ledger"
    assert [word(thing.ref) for thing in impact.through(landscape, web)] == ["api.pay", "pay", "ledger"]


@pytest.mark.parametrize(
    ("going", "title", "needs"),
    [
        pytest.param(
            "pay",
            "If pay goes for good, 3 things have to be rewritten",
            "fraud=>pay shop>pay web>api.pay",
            id="API goes too",
        ),
        pytest.param("db.books", "If books goes for good, 1 thing has to be rewritten", "ledger>db.books", id="one"),
        pytest.param("shop", "If shop goes for good, nothing has to be rewritten", "", id="nothing"),
        pytest.param(
            "team.money",
            "If all of team money goes for good, 3 things have to be rewritten",
            "fraud=>pay shop>pay web>api.pay",
            id="what a team holds goes together",
        ),
    ],
)
def test_a_removal(going, title, needs):
    """Every need that leads nowhere afterwards, however hard it is."""
    found = impact.going(drawn(SHOP, **OWNERS), ref(going))

    assert (found.title, arrows(each.need for each in found.rewrites)) == (title, needs)


def test_what_goes_is_told_by_owner():
    """Whose work it is, and on what."""
    found = impact.going(drawn(SHOP, **OWNERS), ref("pay"))

    assert [(word(tell.owner.ref), tell.told) for tell in found.tell] == [("team.sales", "2 things are rewritten")]
    assert found.told == "3 needs lead to it. Tell 1 owner. Nobody owns 1 of what is hit."


def test_the_text_to_post():
    """What fails, what it does, whom to ask and to wake, and what to read."""
    landscape = with_tiers(drawn(SHOP, **OWNERS), shop=1, web=2)
    found = impact.failing(landscape, ref("pay"))
    ways = {
        ref("pay"): Reached(None, (), "https://runbooks.example/pay"),
        ref("team.money"): Reached(
            Contact("pagerduty", "money-primary", "", ""), (Contact("slack", "#money\nnow", "", ""),), ""
        ),
    }

    assert impact.post(found, ways) == (
        "pay is down.\n"
        "Stops: shop (tier 1), web.\n"
        "Degrades: desk, fraud.\n"
        "Owner: money, #money now, on call: money-primary.\n"
        "Runbook: https://runbooks.example/pay\n"
    )


def test_the_text_where_little_is_known():
    """Without tiers, owners and contacts it says so much as there is."""
    many = impact.failing(drawn(" ".join(f"s{number:02}>x" for number in range(12))), ref("x"))

    assert impact.post(many, {}) == (
        "x is down.\nStops: s00, s01, s02, s03, s04, s05, s06, s07, s08, s09, and 2 more.\nOwner: nobody.\n"
    )
    assert impact.post(impact.failing(drawn("x"), ref("x")), {}) == (
        "x is down.\nNothing that is known needs it.\nOwner: nobody.\n"
    )


def test_the_text_of_a_farewell():
    """Who has to rewrite what."""
    found = impact.going(drawn(SHOP, **OWNERS), ref("pay"))

    assert impact.farewell(found, {}) == "pay goes for good.\nsales: shop, web.\nOwner: money.\n"


def test_how_they_are_reached(organisation):
    """The contacts and the on-call of those who are there, by what their own documents say."""
    landscape = load(organisation).landscape

    ways = impact.reached(organisation, [landscape[ref("team.sales")], landscape[ref("team.gone")], None])

    assert set(ways) == {ref("team.sales")}
    waking = ways[ref("team.sales")].on_call
    assert waking is not None
    assert waking.value == "sales-primary"
    assert [way.value for way in ways[ref("team.sales")].contacts] == ["#sales"]


def test_where_needs_are_written(look):
    """By either end, with what is lost without it; what nobody wrote down has no place."""
    text = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: a}
spec:
  type: service
  dependsOn:
    - component:x
  consumesApis: [pay]
  dependencyDetails:
    component:x:
      criticality: soft
      description: Old prices.
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: x}
spec:
  type: service
  providesApis: [pay]
  dependencyOf: [component:b]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: b}
spec: {type: service}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: pay}
spec: {type: openapi, lifecycle: production, owner: x, definition: d}
"""
    with look(text) as session:
        needs = load(session).landscape.network.edges
        written = impact.written(session, needs)

    assert {arrows([need]): (told.position.line, told.description) for need, told in written.items()} == {
        "a~>x": (7, "Old prices."),
        "a>api.pay": (8, ""),
        "b>x": (20, ""),
        "api.pay>x": (19, ""),
    }


def test_a_failure_is_found_once():
    """An answer is remembered as long as the landscape is held."""
    held = Held(1, drawn(SHOP))

    assert impact.fails(held, ref("pay")) is impact.fails(held, ref("pay"))
