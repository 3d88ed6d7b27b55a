import json

import pytest


def test_it_works(held):
    """A line an entity, with tabs between what is known of it."""
    result = held("list", "services")

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "component:ledger\tservice\t1\tproduction\tgroup:money\t",
        "component:mail\tservice\t3\texperimental\t\t1 gap",
        "component:shop\tservice\t1\tproduction\tgroup:sales\t1 gap",
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param([], 14, id="all"),
        pytest.param(["teams"], 4, id="a list"),
        pytest.param(["api"], 1, id="a kind"),
        pytest.param(["widget"], 0, id="a kind nobody declares"),
        pytest.param(["--owner", "money"], 3, id="by owner"),
        pytest.param(["--owner", "group:default/money", "--type", "database"], 1, id="by owner and type"),
        pytest.param(["--tier", "1"], 2, id="by tier"),
        pytest.param(["--lifecycle", "deprecated"], 1, id="by lifecycle"),
        pytest.param(["--text", "ledger"], 3, id="by text"),
    ],
)
def test_filters(held, arguments, expected):
    """Filters narrow the list."""
    assert len(held("list", *arguments).output.splitlines()) == expected


def test_sort(held):
    """By tier, then by name."""
    names = [line.split("\t")[0] for line in held("list", "services", "--sort", "tier").output.splitlines()]

    assert names == ["component:ledger", "component:shop", "component:mail"]


def test_json(held):
    """The same as data."""
    told = json.loads(held("list", "services", "--json").output)

    assert [row["entity"]["ref"] for row in told] == [
        "component:default/ledger",
        "component:default/mail",
        "component:default/shop",
    ]


def test_all_pages(held, monkeypatch):
    """A list longer than one page is printed to its end."""
    monkeypatch.setattr("app.cli.listing._AT_ONCE", 5)

    assert len(held("list").output.splitlines()) == 14


def test_says_which_list_was_meant(held):
    """The singular of a list finds nothing, and is answered with the list's name beside the empty output."""
    result = held("list", "service")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing is of the kind 'service'. Did you mean services?\n"
