"""The network with what stands in it."""

from app.graph import landscape
from app.graph.landscape import Thing
from tests.graph.landscapes import ref, shown
from tests.texts import a, all_of, team

SHOP = all_of(
    a("Domain money"),
    a("System core", "owner: payments", "domain: money"),
    a("Component payments", "type: Service", "lifecycle: Production", "tier: 1", "owner: payments", "system: core"),
    a("Component refunds", "type: service", "tier: 9", "owner: nobody", "system: gone", "dependsOn: [component:lost]"),
    a("Resource ledger-db", "type: database", "owner: payments", "system: core"),
    team("payments"),
)


def test_a_thing_is_what_its_descriptor_says(catalog_of):
    """Type and lifecycle are folded, a tier that is none is left out, the domain comes by the system."""
    found = landscape.of(catalog_of(SHOP))

    assert found[ref("payments")] == Thing(
        ref("payments"),
        "payments",
        exists=True,
        type="service",
        lifecycle="production",
        tier=1,
        owner=ref("team.payments"),
        system=ref("system.core"),
        domain=ref("domain.money"),
    )
    assert found[ref("refunds")].tier is None
    assert found[ref("refunds")].owner == ref("team.nobody")
    assert found[ref("refunds")].system == ref("system.gone")
    assert found[ref("refunds")].domain is None


def test_a_name_alone_is_a_thing_that_does_not_exist(catalog_of):
    """What is only named, and what nobody ever wrote, have their names."""
    found = landscape.of(catalog_of(SHOP))

    assert found.things[ref("lost")] == Thing(ref("lost"), "lost")
    assert found[ref("never")] == Thing(ref("never"), "never")


def test_holders_stand_for_what_they_hold(catalog_of):
    """A team means what it owns, a system its parts, a domain its systems' parts; anything else means itself."""
    found = landscape.of(catalog_of(SHOP))

    assert shown(found.meant(ref("team.payments"))) == "payments db.ledger-db"
    assert shown(found.meant(ref("system.core"))) == "payments db.ledger-db"
    assert shown(found.meant(ref("domain.money"))) == "payments db.ledger-db"
    assert shown(found.meant(ref("refunds"))) == "refunds"
    assert found.meant(ref("team.strangers")) == ()
