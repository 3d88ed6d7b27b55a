"""Data stores, systems, domains and people have pages that answer what is asked of them."""

import pytest

from tests.web.pages import Page

HEAD = "apiVersion: backstage.io/v1alpha1\n"


def entity(kind: str, name: str, spec: str) -> str:
    """A descriptor in three lines."""
    return f"{HEAD}kind: {kind}\nmetadata: {{name: {name}}}\nspec: {{{spec}}}\n"


def uses(name: str, owner: str, access: str) -> str:
    """A service that uses the store `orders`."""
    said = f", dependencyDetails: {{resource:orders: {{access: {access}}}}}" if access else ""
    return entity(
        "Component", name, f"type: service, {owner and f'owner: {owner}, '}dependsOn: [resource:orders]{said}"
    )


TEAMS = [entity("Group", name, "type: team, children: []") for name in ("sales", "money")]
STORE = entity("Resource", "orders", "type: database, owner: money")
HELD = entity(
    "Resource",
    "orders",
    "type: database, owner: money, data: {classification: regulated, authoritative: true, retention: 7 years}",
)


def says(client, address: str, *expected: str) -> bool:
    """Whether the page says all this, wherever its lines and cells end."""
    response = client.get(address)
    assert response.status_code == 200
    text = "".join(Page(response.get_data(as_text=True)).text.split())
    return [each for each in expected if "".join(each.split()) not in text] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([STORE], "Nothing needs it", id="nobody"),
        pytest.param([STORE, uses("books", "money", "write")], "Only money writes it", id="its owner"),
        pytest.param([STORE, uses("shop", "sales", "write")], "sales writes it, money owns it", id="another team"),
        pytest.param(
            [STORE, uses("shop", "sales", "read-write"), uses("books", "money", "write")],
            "2 teams write it: money and sales",
            id="two teams",
        ),
        pytest.param([STORE, uses("shop", "", "write")], "What writes it has no owner", id="writes of nobody"),
        pytest.param([STORE, uses("shop", "sales", "read")], "Nobody says to write it", id="only reads"),
        pytest.param([STORE, uses("shop", "sales", "")], "1 does not say", id="access unknown"),
        pytest.param([STORE], "data: {classification: internal", id="what to write where nothing is said"),
        pytest.param([HELD], "Classification regulated Authority the source of truth Kept 7 years", id="what it holds"),
    ],
)
def test_a_data_store(undrawn, texts, expected):
    """Who writes and who reads is said in words, and so is what the store holds."""
    client = undrawn("---\n".join([*texts, *TEAMS]))

    assert says(client, "/stores/orders", expected)


def test_a_system(undrawn):
    """A system says what it holds, whose that is and what crosses its border."""
    client = undrawn(
        "---\n".join(
            [
                entity("Domain", "trade", "owner: sales"),
                entity("System", "store", "owner: sales, domain: trade"),
                entity("System", "empty", "owner: sales"),
                entity(
                    "Component", "shop", "type: service, owner: sales, system: store, dependsOn: [component:ledger]"
                ),
                entity("Component", "cart", "type: library, owner: money, system: store"),
                entity("Component", "ledger", "type: service, owner: money"),
                *TEAMS,
            ]
        )
    )

    assert says(
        client,
        "/systems/store",
        "2 things of 2 owners 1 service, 1 component. 0 needs in, 1 out.",
        "Services 1 shop",
        "money \u2013 1 1",
    )
    assert says(client, "/domains/trade", "2 things of 2 owners")
    assert says(client, "/systems/empty", "Nothing yet A thing joins by system: empty.")
    assert says(client, "/services/shop", "trade store shop")


def test_a_person(undrawn):
    """A person's page says in which teams they are, and what they own themselves."""
    client = undrawn(
        "---\n".join(
            [
                entity("User", "ada", "memberOf: [sales, money]"),
                entity("User", "bob", "memberOf: []"),
                entity("Component", "shop", "type: service, owner: user:ada"),
                *TEAMS,
            ]
        )
    )

    assert says(client, "/people/ada", "Teams", "1 thing People leave: give it to a team.")
    assert says(client, "/people/bob", "In no team.")


PLACES = ("/", "/sources", "/services", "/systems", "/teams", "/people", "/gaps", "/graph", "/impact", "/search?q=x")


def test_before_the_first_sync(undrawn):
    """Every page answers while nothing has been read, and those that show entities say that there is none."""
    client = undrawn()

    for address in PLACES:
        assert client.get(address).status_code == 200, address
    assert client.get("/services/payments").status_code == 404


def test_without_entities(undrawn):
    """Every page answers where the sources were read and held nothing."""
    client = undrawn({"README.md": "nothing"})

    for address in PLACES:
        assert client.get(address).status_code == 200, address
    assert says(client, "/sources", "The source is fresh")
