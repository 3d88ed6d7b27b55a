"""What a team should hear of its things."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.config import Config
from app.entities import Ref
from app.errors import EntityNotFoundError
from app.questions import digest
from app.store.database import reading, writing
from app.store.models import GenerationRow
from app.sync import sync
from tests.conftest import TODAY
from tests.texts import a, all_of, team
from tests.trees import Texts

MONEY = Ref.parse("group:money")
TEAM = team("money", "profile: {email: money@example.org}", "onCall: {type: pagerduty, value: money-primary}")
SHOP = a("Component shop", "type: service", "lifecycle: production", "owner: money")
NOW = datetime.now(UTC)


def run(sessions, *texts, **files):
    """One sync of these texts, and of other files."""
    tree = Texts(
        {"catalog-info.yaml": all_of(*texts), **{name.replace("_", "."): text for name, text in files.items()}}
    )
    sync(sessions, "here", tree, config=Config(), as_of=TODAY)


def aged(sessions, days):
    """Let everything that has happened have happened so many days earlier."""
    with writing(sessions) as session:
        for id_, at in session.execute(select(GenerationRow.id, GenerationRow.at)).all():
            moved = at - timedelta(days=days)
            session.execute(update(GenerationRow).where(GenerationRow.id == id_).values(at=moved))


def of(sessions, now=None):
    """The digest of the team."""
    with reading(sessions) as session:
        return digest.of(session, MONEY, now or datetime.now(UTC))


def test_all_is_well(sessions):
    """A team with nothing to mend hears what it owns and how far it has come."""
    run(sessions, TEAM, SHOP)
    found = of(sessions)

    assert (found.owned, found.shelves, found.tiers) == (1, (("services", 1),), ((None, 1),))
    assert found.on_call is not None
    assert found.on_call.value == "money-primary"
    assert [contact.value for contact in found.contacts] == ["money@example.org"]
    assert found.card is not None
    assert (found.card.level, found.card.next) == ("gold", None)
    assert (found.gaps, found.new, found.closed, found.ending, found.old, found.oldest) == ((), (), (), (), 0, None)


def test_the_order_in_which_to_mend(sessions):
    """The worst first, then by tier, then what stands lowest in the way of a level, then what has stood longest."""
    run(sessions, TEAM, SHOP, a("Component z", "type: service", "owner: money"))
    run(
        sessions,
        TEAM,
        SHOP,
        a("Component z", "type: service", "owner: money"),
        a("Component a", "type: service", "owner: money"),
        a("Component b", "lifecycle: production", "owner: money"),
        a("Component c", "lifecycle: production", "owner: money", "tier: 3"),
        a("Component d", "type: service", "lifecycle: production", "owner: money", "consumesApis: ['component:shop']"),
    )
    found = [(gap.severity, gap.code, gap.about.ref.name) for gap in of(sessions).gaps if gap.code != "unconnected"]

    assert found == [
        ("error", "ref-wrong-kind", "d"),
        ("advice", "type-missing", "c"),
        ("advice", "type-missing", "b"),
        ("advice", "lifecycle-missing", "z"),
        ("advice", "lifecycle-missing", "a"),
    ]


def test_new_closed_and_old(sessions):
    """What came within seven days is new, what went is closed; what was there from the beginning is no news."""
    z = a("Component z", "type: service", "owner: money")
    run(sessions, TEAM, z)
    assert of(sessions).new == ()

    aged(sessions, 100)
    run(
        sessions,
        TEAM,
        z.replace("owner: money", "lifecycle: production\n  owner: money"),
        a("Component y", "owner: money", "type: x"),
    )
    found = of(sessions)

    assert {gap.code for gap in found.new} >= {"lifecycle-missing"}
    assert {gap.about.ref.name for gap in found.new} == {"y"}
    assert found.new_total == len(found.new)
    assert [(each.code, each.about.ref.name) for each in found.closed] == [("lifecycle-missing", "z")]
    assert found.closed_total == 1
    assert of(sessions, NOW + timedelta(days=8)).closed == ()


def test_old_gaps(sessions):
    """What has stood for more than ninety days is counted, and how long the oldest has is told."""
    run(sessions, TEAM, a("Component z", "type: service", "owner: money"))
    young = of(sessions)
    aged(sessions, 91)
    old = of(sessions)

    assert (young.old, old.old) == (0, old.total)
    assert young.oldest is not None
    assert old.oldest == young.oldest - timedelta(days=91)


WAIVERS = """\
waivers:
  - {{rule: lifecycle-missing, entity: "component:z", until: {until}, reason: it goes soon, by: "user:ada"}}
"""


def test_waivers(sessions):
    """A waiver that ends within two weeks is told, also once it has ended; what it hides is no gap, and not closed."""
    z = a("Component z", "type: service", "owner: money")
    run(sessions, TEAM, z)
    run(sessions, TEAM, z, policy_yaml=WAIVERS.format(until=TODAY + timedelta(days=10)))
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
    found = of(sessions, noon)

    assert "lifecycle-missing" not in {gap.code for gap in found.gaps}
    assert found.closed == ()
    [ending] = found.ending
    assert (ending.rule, ending.about.ref.name, ending.days_left(TODAY)) == ("lifecycle-missing", "z", 11)
    assert of(sessions, noon - timedelta(days=10)).ending == ()
    assert len(of(sessions, noon + timedelta(days=30)).ending) == 1


@pytest.mark.parametrize("name", ["group:mony", "component:shop"])
def test_unknown(sessions, name):
    """What is no team of the catalog is refused, with the nearest name."""
    run(sessions, TEAM, SHOP)

    with reading(sessions) as session, pytest.raises(EntityNotFoundError) as told:
        digest.of(session, Ref.parse(name), NOW)
    assert str(told.value).startswith(f"No entity {name} in the catalog.")
