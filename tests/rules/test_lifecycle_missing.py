"""A component or API says where it stands in its life."""

import pytest

from app.rules import lifecycle_missing
from tests.texts import a, printed

FOUND = (
    "x.yaml:{}: advice: billing names no lifecycle. "
    "Write `lifecycle: production` under `spec`, or `experimental` or `deprecated`. [lifecycle-missing]"
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(a("Component billing", "lifecycle: production"), [], id="a component in production"),
        pytest.param(a("API billing", "lifecycle: retired"), [], id="any word will do"),
        pytest.param(a("Component billing"), ["5:1"], id="absent"),
        pytest.param(a("API billing", "lifecycle:"), ["6:3"], id="null"),
        pytest.param(a("Component billing", "type: service", "lifecycle: ''"), ["7:3"], id="empty"),
        pytest.param(a("Resource billing"), [], id="a resource has none"),
        pytest.param(a("System billing"), [], id="nor has a system"),
        pytest.param(a("Group billing", "children: []"), [], id="nor has a team"),
    ],
)
def test_finds_components_and_apis_without_lifecycle(catalog_of, text, places):
    """An absent, null or empty lifecycle is advised against."""
    assert printed(lifecycle_missing, catalog_of({"x.yaml": text})) == [FOUND.format(place) for place in places]
