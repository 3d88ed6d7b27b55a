import json

import pytest


def test_it_works(held):
    """What stops, by whom it is owned, and because of what."""
    result = held("impact", "ledger-db")

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "If ledger-db fails, 2 services stop.",
        "2 of those that stop are of tier 1. Tell 1 owner.",
        "stops\tcomponent:ledger\t1\tgroup:money\tresource:ledger-db\thard, sync, assumed",
        "stops\tcomponent:shop\t1\tgroup:sales\tcomponent:ledger\thard, sync",
    ]


def test_what_degrades(held):
    """What is needed softly or asynchronously."""
    assert "degrades\tcomponent:shop\t1\tgroup:sales\tcomponent:mail\tsoft, async" in held("impact", "mail").output


def test_nothing(held):
    """Where nothing stops, that is said."""
    result = held("impact", "shop")

    assert (result.exit_code, result.output) == (
        0,
        "If shop fails, nothing stops.\nNo descriptor says that anything needs it.\n",
    )


def test_what_goes(held):
    """What has to be rewritten, and where."""
    assert held("impact", "ledger", "--goes").output.splitlines() == [
        "If ledger goes for good, 1 thing has to be rewritten.",
        "2 needs lead to it. Tell 1 owner.",
        "component:shop\t1\tgroup:sales\tapi:ledger-api\tcatalog-info.yaml:52:18",
        "component:shop\t1\tgroup:sales\tcomponent:ledger\tcatalog-info.yaml:53:15",
    ]


@pytest.mark.parametrize("more", [[], ["--goes"]])
def test_json(held, more):
    """The same as the API."""
    told = json.loads(held("impact", "ledger", "--json", *more).output)

    assert told["thing"]["ref"] == "component:default/ledger"
    assert len(told["stops"]) == (0 if more else 1)


def test_unknown(held):
    """A name that nothing has ends with 2 and the nearest one."""
    result = held("impact", "shopp")

    assert result.exit_code == 2
    assert "Did you mean component:shop?" in result.stderr
