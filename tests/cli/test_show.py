import json


def test_it_works(held):
    """Owner, relations, gaps and the place, on one screen."""
    lines = held("show", "component:shop").output.splitlines()

    assert "Owner\tSales, group:sales" in lines
    assert "Written at\tcatalog-info.yaml:43:1" in lines
    assert "dependsOn\tcomponent:ledger" in lines
    assert "\tresource:gone (not in the catalog)" in lines
    assert lines[-1].startswith("gap\tshop names `resource:gone`")
    assert lines[-1].endswith("[ref-unknown] catalog-info.yaml:53:49")


def test_json(held):
    """The same as data, the document included."""
    told = json.loads(held("show", "shop", "--json").output)

    assert told["entity"]["document"]["spec"]["tier"] == 1
    assert told["entity"]["file"] == "catalog-info.yaml"
    assert [gap["code"] for gap in told["gaps"]] == ["ref-unknown"]


def test_unknown(held):
    """What is not there ends with 2."""
    assert held("show", "component:none").exit_code == 2
