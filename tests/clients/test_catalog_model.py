"""What is served is what Backstage's own model takes."""

from tests.clients import node


def test_policies_and_validators(example):
    """They take every entity of the example organisation, but for those that are there to be refused."""
    answer = node.run("catalog_model.mjs", f"{example}/api/catalog")

    assert answer == {
        "entities": 107,
        "refused": {
            "component:default/knowledge-base": "/spec must have required property 'type' - missingProperty: type",
            "component:default/monolith-batch": (
                "/spec must have required property 'lifecycle' - missingProperty: lifecycle"
            ),
        },
    }
