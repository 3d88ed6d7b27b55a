"""An API is there for somebody."""

import pytest

from app.policy import Policy
from app.rules import api_unconsumed
from tests.texts import a, all_of, printed

USED = all_of(
    a("API used"), a("Component server", "providesApis: [used, p, q]"), a("Component user", "consumesApis: [used]")
)
FOUND = (
    "x.yaml:1:1: advice: p is provided, and nothing in the catalog consumes it. Write it under `consumesApis` of "
    "whatever calls it; tag it `public` or `partner` if only others do; or give it a `sunset`. [api-unconsumed]"
)


def api(name: str, *spec: str, tag: str = "") -> str:
    """An API, with a tag or without."""
    return a(f"API {name}", *spec).replace(f"{{name: {name}}}", f"{{name: {name}, tags: [{tag}]}}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(all_of(api("p"), USED), [FOUND], id="nobody"),
        pytest.param(all_of(api("p", "lifecycle: deprecated"), USED), [FOUND], id="deprecated"),
        pytest.param(all_of(api("p", "lifecycle: Experimental"), USED), [], id="experimental"),
        pytest.param(all_of(api("p", tag="public"), USED), [], id="public"),
        pytest.param(all_of(api("p"), USED, a("Component c", "consumesApis: [p]")), [], id="consumed"),
        pytest.param(all_of(api("p"), USED, a("Resource c", "dependsOn: [api:p]")), [], id="needed another way"),
        pytest.param(all_of(api("x"), USED), [], id="nobody provides it either"),
        pytest.param(all_of(api("p"), api("q"), USED), [], id="most are left open"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_finds_apis_without_a_consumer(catalog_of, text, found):
    """An API that nobody consumes is worth a thought where most APIs are consumed."""
    assert printed(api_unconsumed, catalog_of({"x.yaml": text})) == found


def test_the_policy_says_how_many_have_to_be_consumed(catalog_of):
    """A catalog in which few APIs are consumed is judged where the organisation says so."""
    catalog = catalog_of(all_of(api("p"), api("q"), USED))

    assert len(printed(api_unconsumed, catalog, Policy(numbers={"api-unconsumed.share": 0.3}))) == 2
