import json

import pytest


def test_it_works(held):
    """A line for each thing found, the likeliest first."""
    result = held("search", "ledger")

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "component:ledger\tservice\t1\tgroup:money\t",
        "resource:ledger-db\tdatabase\t2\tgroup:money\t",
        "api:ledger-api\topenapi\t\tgroup:money\t",
    ]


def test_several_words(held):
    """Words stand in one text or apart."""
    assert held("search", "ledger", "db").output == held("search", "ledger db").output


def test_one_kind(held):
    """A list or a kind narrows what is found."""
    assert held("search", "ledger", "--kind", "apis").output.split("\t")[0] == "api:ledger-api"


def test_more_than_are_shown(held):
    """What is left out is counted, beside the answer."""
    result = held("search", "ledger", "--limit", "1")

    assert result.stdout == "component:ledger\tservice\t1\tgroup:money\t\n"
    assert result.stderr == "1 of 3. Add a word, or raise --limit.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ("legder",),
            "Nothing is found. Did you mean component:ledger, resource:ledger-db, api:ledger-api?\n",
            id="a slip",
        ),
        pytest.param(("xyzzy",), "Nothing is found.\n", id="like nothing"),
        pytest.param(("",), "Nothing is found.\n", id="nothing"),
        pytest.param(
            ("ledger", "--kind", "teams"), "Nothing is found. Without --kind there is something.\n", id="kind"
        ),
        pytest.param(("--", "-x' OR 1=1"), "Nothing is found.\n", id="what is no option"),
    ],
)
def test_nothing(held, arguments, said):
    """Nothing is an answer, too, and comes with what may be meant."""
    result = held("search", *arguments)

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", said)


def test_json(held):
    """As data a hit has everything that is known of it, and numbers by list stand beside the hits."""
    told = json.loads(held("search", "shop", "--json").stdout)

    assert [hit["entity"]["ref"] for hit in told["hits"]] == ["component:default/shop"]
    assert told["hits"][0]["owner"]["title"] == "Sales"
    assert (told["total"], told["shelves"], told["meant"]) == (1, [["services", 1]], "")


@pytest.mark.parametrize("limit", ["0", "501", "x", ""])
def test_a_limit_that_is_none(held, limit):
    """What cannot be a limit is refused."""
    assert held("search", "ledger", "--limit", limit).exit_code == 2
