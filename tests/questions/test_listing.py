import pytest

from app.entities import Ref
from app.questions import listing
from app.questions.listing import Wanted
from app.questions.tally import Tally
from tests.questions import counting
from tests.questions.organisation import TEXT


def test_it_works(organisation):
    """A line says what an entity is, who owns it, where it belongs and what is missing."""
    found = listing.of(organisation, "services")

    assert (found.title, found.total, found.pages) == ("Services", 3, 1)
    ledger, mail, shop = found.rows
    assert (shop.entity.title, shop.entity.tier, shop.entity.lifecycle) == ("The shop", 1, "production")
    assert shop.owner is not None
    assert shop.owner.title == "Sales"
    assert shop.system is not None
    assert shop.system.ref == Ref("system", "default", "store")
    assert shop.tally == Tally(gap=1)
    assert (mail.owner, mail.tally) == (None, Tally(gap=1))
    assert ledger.system is None


@pytest.mark.parametrize(
    ("word", "wanted", "expected"),
    [
        pytest.param("stores", Wanted(), ["ledger-db"], id="data stores"),
        pytest.param("components", Wanted(), ["ledger", "mail", "old", "quiet", "shop"], id="a kind by its list"),
        pytest.param("api", Wanted(), ["ledger-api"], id="a kind by its name"),
        pytest.param("people", Wanted(), ["ada", "bob"], id="people"),
        pytest.param("widget", Wanted(), [], id="a kind nobody declares"),
        pytest.param(
            "entities",
            Wanted(owner=Ref("group", "default", "money")),
            ["ledger", "ledger-api", "ledger-db"],
            id="by owner",
        ),
        pytest.param("entities", Wanted(owner=Ref("group", "default", "gone")), ["old"], id="by an owner that is gone"),
        pytest.param("components", Wanted(lifecycle="Production"), ["ledger", "quiet", "shop"], id="by lifecycle"),
        pytest.param("components", Wanted(type="WEBSITE"), ["old"], id="by type"),
        pytest.param("services", Wanted(type="website"), [], id="never a type the list does not hold"),
        pytest.param("entities", Wanted(tier=2), ["ledger-db", "quiet"], id="by tier"),
        pytest.param(
            "entities", Wanted(text="LEDG"), ["ledger", "ledger-api", "ledger-db"], id="by a part of the name"
        ),
        pytest.param("entities", Wanted(text="the shop"), ["shop"], id="by a part of the title"),
        pytest.param("entities", Wanted(text="%"), [], id="a pattern is text"),
        pytest.param("entities", Wanted(text="_"), [], id="so is the other"),
        pytest.param("entities", Wanted(text="\x00"), [], id="what no database holds"),
        pytest.param("\x00", Wanted(type="\ud800"), [], id="nor finds"),
        pytest.param("services", Wanted(sort="tier"), ["ledger", "shop", "mail"], id="by tier, then name"),
        pytest.param(
            "components",
            Wanted(sort="tier"),
            ["ledger", "shop", "quiet", "mail", "old"],
            id="those without a tier last",
        ),
        pytest.param("components", Wanted(size=2, page=2), ["old", "quiet"], id="the second page"),
        pytest.param("components", Wanted(page=9), [], id="a page after the last"),
    ],
)
def test_filters(organisation, word, wanted, expected):
    """A list holds what was asked for, in the order that was asked for."""
    assert [row.entity.ref.name for row in listing.of(organisation, word, wanted).rows] == expected


def test_stale_entities_are_marked(look):
    """What a file can no longer say is shown as it was, and said to be old."""
    with look({"a.yaml": TEXT}), look({"a.yaml": "kind: [unclosed"}) as session:
        assert all(row.stale for row in listing.of(session, "services").rows)


@pytest.mark.parametrize("number", [1, 40])
def test_queries_do_not_grow(look, number):
    """Five questions whatever the length: the number, the page, its systems, its owners, its gaps."""
    text = "\n---\n".join(
        "apiVersion: backstage.io/v1alpha1\nkind: Component\n"
        f"metadata: {{name: c{each}}}\nspec: {{type: service, owner: o{each}, system: s{each}}}"
        for each in range(number)
    )
    with look(text) as session, counting.selects(session) as asked:
        assert len(listing.of(session, "services").rows) == number

    assert len(asked) == 5
