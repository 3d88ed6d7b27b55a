"""Whose data is whose."""

import pytest

from app.alignment import data, estate
from app.policy import DEFAULT
from app.rules import store_bypass, store_shared
from tests.alignment.estates import EXAMPLES, estate_of
from tests.texts import a, all_of, team

TEAMS = all_of(team("red"), team("blue"), team("green"))
CLEAR = ("type: database", "owner: red", "data: {classification: internal}")
DB = a("Resource db", *CLEAR)
API = a("API p", "owner: red")


def using(name: str, owner: str, access: str = "", *more: str, kind: str = "Component") -> str:
    """Something that needs the data store, and may say how."""
    details = (f"dependencyDetails: {{resource:db: {{access: {access}}}}}",) if access else ()
    return a(f"{kind} {name}", f"owner: {owner}", "dependsOn: [resource:db]", *details, *more)


def rows(*texts: str) -> list[data.Store]:
    """The rows of some things and the teams."""
    return data.rows(estate_of(all_of(*texts, TEAMS)))


def said(users: data.Users) -> str:
    """Users in words."""
    return " ".join(f"{user.ref.name}/{user.owner.name if user.owner else '-'}" for user in users.first)


@pytest.mark.parametrize(
    ("texts", "flags"),
    [
        pytest.param([DB], "", id="clear"),
        pytest.param([DB, using("x", "red", "write"), using("y", "red", "write")], "", id="one team writes"),
        pytest.param(
            [DB, using("x", "red", "write"), using("y", "blue", "read-write")], "shared", id="two teams write"
        ),
        pytest.param([DB, using("x", "red", "write"), using("y", "nobody", "write")], "", id="an unknown team writes"),
        pytest.param([DB, using("x", "red", "write"), using("y", "blue", "read")], "", id="another team reads"),
        pytest.param(
            [DB, API, using("x", "red", "read", "providesApis: [p]"), using("y", "blue", "read")],
            "bypassed",
            id="another team reads past an API",
        ),
        pytest.param(
            [DB, API, using("x", "red", "write", "providesApis: [p]"), using("y", "blue", "read-write")],
            "shared bypassed",
            id="both",
        ),
        pytest.param([a("Resource db", *CLEAR[:2])], "unclassified", id="unclassified"),
        pytest.param([a("Resource db", CLEAR[0], CLEAR[2])], "unowned", id="without owner"),
        pytest.param([a("Resource db", CLEAR[0], "owner: nobody", CLEAR[2])], "unowned", id="of an unknown team"),
        pytest.param(
            [a("Resource db", CLEAR[0], "system: s", CLEAR[2]), a("System s", "owner: red")],
            "",
            id="of its system's team",
        ),
        pytest.param([DB.replace("internal", "regulated")], "regulated", id="regulated"),
        pytest.param([a("Resource db", "type: cache")], "unowned unclassified", id="the worst first"),
        pytest.param(
            [a("Resource db", CLEAR[0], CLEAR[2]), using("x", "red", "write"), using("y", "blue", "write")],
            "unowned shared",
            id="what nobody answers for is worse than what two write",
        ),
    ],
)
def test_flags_what_stands_in_the_way(texts, flags):
    """A store has a flag for all that is to be said of it, and the worst of them is the verdict."""
    (found,) = rows(*texts)

    assert " ".join(found.flags) == flags
    assert found.verdict == (flags.split() or ["clear"])[0]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(DB.replace("database", "topic"), id="a way between services"),
        pytest.param(DB.replace("database", "cdn"), id="no data store"),
        pytest.param(a("Component x", "dependsOn: [resource:db]"), id="nobody declares it"),
    ],
)
def test_leaves_out_what_keeps_no_state(text):
    """Only declared data stores that keep the state of something are told."""
    assert rows(text) == []


def test_says_who_uses_it():
    """Writers, readers and those that do not say stand apart, each with its team; who reads and writes is both."""
    (found,) = rows(
        DB,
        using("w", "red", "write"),
        using("r", "blue", "read"),
        using("both", "red", "read-write"),
        using("open", "nobody", "read"),
        using("u", "green"),
        using("other", "blue", "write", kind="Resource"),
    )

    assert said(found.writers) == "both/red w/red"
    assert said(found.readers) == "both/red open/- r/blue"
    assert said(found.unsaid) == "u/green"
    assert [ref.name for ref in found.readers.teams] == ["blue", "red"]


def test_whoever_nobody_declares_does_not_use_it():
    """A component that only the store names is no user."""
    (found,) = rows(a("Resource db", *CLEAR, "dependencyOf: [component:gone]"))

    assert found.unsaid.number == 0


def test_says_past_which_doors_it_is_read():
    """A reader is told with the APIs that the owning team offers, but for those that it provides itself."""
    (found,) = rows(
        DB,
        API,
        a("API q", "owner: red"),
        using("x", "red", "write", "providesApis: [p, q]"),
        using("r", "blue", "read", "providesApis: [q]"),
    )

    assert found.bypasses == 1
    assert [
        (each.ref.name, each.owner and each.owner.name, [door.name for door in each.doors]) for each in found.past
    ] == [("r", "blue", ["p"])]


def test_says_what_it_says_of_its_data():
    """Type, classification, authority and retention are as they are written, and open where they are not."""
    full = "data: {classification: regulated, authoritative: true, retention: 10 years}"
    (found,) = rows(a("Resource db", "type: Database", "owner: red", "tier: 2", full))
    (bare,) = rows(a("Resource db", "type: cache"))

    assert (found.type, found.tier, found.classification, found.authoritative, found.retention) == (
        "database",
        2,
        "regulated",
        True,
        "10 years",
    )
    assert (bare.classification, bare.authoritative, bare.retention) == ("", None, "")


def test_many_users_are_counted():
    """However many use a store, some are told and all are counted."""
    (found,) = rows(DB, *(using(f"u{number:02}", "red") for number in range(30)))

    assert (found.unsaid.number, len(found.unsaid.first)) == (30, 20)


def test_the_worst_stands_first():
    """Stores stand by verdict, then those first that concern most teams."""
    found = rows(
        a("Resource calm", *CLEAR),
        a("Resource open", "type: cache"),
        DB,
        using("x", "red", "read"),
        using("y", "blue"),
    )

    assert [each.ref.name for each in sorted(found, key=lambda each: (each.weight, each.key))] == ["open", "db", "calm"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_agrees_with_the_rules(name):
    """What rules find shared or bypassed is just what is so flagged."""
    catalog = EXAMPLES[name]()
    found = data.rows(estate.of(catalog, DEFAULT))

    assert [each.ref for each in found if "shared" in each.flags] == [
        each.ref for each in store_shared.check(catalog, DEFAULT)
    ]
    assert sorted((str(each.ref), str(reader.ref)) for each in found for reader in each.past) == sorted(
        (str(each.target), str(each.ref)) for each in store_bypass.check(catalog, DEFAULT)
    )
