"""Names that look alike are found, and names that only sound alike at their ends are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.spelling import LONGEST, Spellings

NAMES = [
    "account-api-spec",
    "acme-dev",
    "blueapi-control",
    "checkout",
    "ledger",
    "ledger-db-1",
    "orders",
    "orders-service",
    "payments",
    "payments-team",
    "team-a",
]


@pytest.mark.parametrize(
    ("name", "like"),
    [
        pytest.param("paymnets", ["payments"], id="two letters changed places"),
        pytest.param("ledgr", ["ledger"], id="a letter left out"),
        pytest.param("checkoutt", ["checkout"], id="a letter too many"),
        pytest.param("accounts-api-spec", ["account-api-spec"], id="a letter in a long name"),
        pytest.param("orders-svc", ["orders-service", "orders"], id="a word cut short, and the nearest first"),
        pytest.param("payment-team", ["payments-team"], id="a letter in one of two words"),
        pytest.param("orders_service", ["orders-service"], id="another sign between the words"),
        pytest.param("blueapicontrol", ["blueapi-control"], id="none between them"),
        pytest.param("acme-sre", [], id="another word of three letters"),
        pytest.param("ledger-db-2", [], id="another number"),
        pytest.param("team-b", [], id="another letter for a name"),
        pytest.param("orders", [], id="the name itself"),
        pytest.param("zebra", [], id="nothing like it"),
        pytest.param("", [], id="nothing"),
        pytest.param("-", [], id="no word in it"),
        pytest.param("payments" * 20, [], id="too long for a name"),
    ],
)
def test_finds_slips_of_the_pen(name, like):
    """What one may have meant comes nearest first; a name that differs in a whole word is another name."""
    assert Spellings(NAMES).like(name) == like


def test_order_of_names_does_not_matter():
    """The same names in any order, and twice, are alike."""
    assert Spellings([*reversed(NAMES), *NAMES]).like("paymnets") == Spellings(NAMES).like("paymnets")


@given(st.lists(st.text("abc-", max_size=12)), st.text("abc-", max_size=12))
def test_finds_only_names_that_are_there(names, name):
    """Three at most, all of them given, none the one asked about."""
    like = Spellings(names).like(name)

    assert len(like) <= 3
    assert set(like) <= set(names) - {name}


@given(st.text("abcdefgh", min_size=6, max_size=LONGEST), st.data())
def test_finds_any_name_with_one_letter_left_out(name, data):
    """A name of six letters or more is found without any one of them."""
    at = data.draw(st.integers(0, len(name) - 1))
    written = name[:at] + name[at + 1 :]

    assert Spellings([name, "zzzz"]).like(written) == [name]


def test_compares_with_few_of_many():
    """Among ten thousand names of one pattern the misspelt one is found."""
    names = [f"{word}-{number}-service" for word in ("order", "stock") for number in range(5_000)]

    assert Spellings([*names, "payments-service"]).like("paymnets-service") == ["payments-service"]
