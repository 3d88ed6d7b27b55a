"""What somebody may have meant who misspells a name, from the names alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.entities import Ref
from app.questions import vocabulary
from app.questions.vocabulary import Vocabulary
from app.store import words

NAMES = (
    "component:payments",
    "group:payments",
    "api:payments-api",
    "resource:customer-db",
    "component:customer-notification-service",
    "component:ledger",
    "component:other/ledger",
    "component:ldap",
    "component:paymentHub2",
    "component:shard-17",
    "group:acme-dev",
)


def made(*written):
    """The vocabulary of entities with these references."""
    refs = [Ref.parse(each) for each in written]
    kept = [words.kept_of_name(each.rpartition(":")[2].rpartition("/")[2]) for each in written]
    return Vocabulary(zip(refs, kept, strict=True))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("paymnets", "payments", id="two letters turned"),
        pytest.param("cutomer-db", "customer db", id="a letter missing, in a name of several words"),
        pytest.param("custommer", "customer", id="a letter too many"),
        pytest.param("ledgar", "ledger", id="a wrong letter"),
        pytest.param("notifcaton", "notification", id="two slips in a long word"),
        pytest.param("notif", "notif", id="the beginning of a word"),
        pytest.param("notfi", "notification", id="a slip in the beginning of a word"),
        pytest.param("cutom", "customer", id="a letter missing while one types"),
        pytest.param("paymnets api", "payments api", id="the word beside it stays"),
        pytest.param("hbu2", "hub2", id="a word inside a word"),
        pytest.param("lap", "ldap", id="a short word with one slip"),
        pytest.param("bd", "bd", id="no slips in two letters"),
        pytest.param("ldp1x", "ldp1x", id="two slips are too many for a short word"),
        pytest.param("18", "18", id="another number is no slip"),
        pytest.param("zebra", "zebra", id="like nothing"),
        pytest.param("x" * 5_000, "x" * 64, id="endless"),
    ],
)
def test_slips_are_put_right(typed, meant):
    """Words with which none begins are taken for the nearest, the others for what they are."""
    assert made(*NAMES).meant(words.terms(typed)) == meant.split()


def test_of_two_as_near_the_more_frequent_is_meant():
    """What more names hold is likelier."""
    assert made("api:cards", "api:carts-a", "api:carts-b").meant(["carps"]) == ["carts"]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        pytest.param("paymnts", "", "group:payments", id="a slip"),
        pytest.param("paymnts", "component", "component:payments", id="of a kind"),
        pytest.param("payments-svc", "", "group:payments", id="an ending too many"),
        pytest.param("LEDGR", "", "component:ledger", id="the default namespace before another, in any case"),
        pytest.param("payments", "thing", None, id="of a kind that there is not"),
        pytest.param("zebra", "", None, id="like nothing"),
        pytest.param("x" * 200, "", None, id="too long"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_whole_names(name, kind, expected):
    """A whole name is compared with whole names, the likeliest first."""
    found = made(*NAMES).alike(name, kind)

    assert (found[0].short if found else None) == expected


def test_nothing_is_like_anything_in_an_empty_catalog():
    """Without names what is typed stays as it is."""
    assert made().meant(["x" * 10, "abc"]) == ["x" * 10, "abc"]
    assert made().alike("abc") == ()


@given(st.lists(st.text(max_size=12), max_size=4))
def test_every_term_has_an_answer(terms):
    """Whatever is typed, there are as many terms after as before."""
    assert len(made(*NAMES).meant(terms)) == len(terms)


def test_twenty_thousand_names():
    """A slip is found quickly among very many names; the bound is far above what it takes."""
    many = made(*(f"component:{word}-{number:05}-service" for number in range(5_000) for word in ("pay", "ship")))
    start = time.process_time()
    many.meant(["srevice", "shpi", "pyament"])
    many.alike("pay-01234-srevice")

    assert time.process_time() - start < 2


def test_a_new_generation_is_a_new_vocabulary(look):
    """What a process keeps is of the generation that is asked about."""
    head = "apiVersion: backstage.io/v1alpha1\nkind: Component\nspec: {}\nmetadata: {name: "
    with look(f"{head}alpha}}\n") as session:
        first = vocabulary.of(session)
        assert vocabulary.of(session) is first
        assert first.meant(["aplha"]) == ["alpha"]
    with look(f"{head}omega}}\n") as session:
        assert vocabulary.of(session).meant(["aplha", "omgea"]) == ["aplha", "omega"]
