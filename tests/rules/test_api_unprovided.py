"""Every API has a component that provides it."""

import pytest

from app.policy import Policy
from app.rules import api_unprovided
from tests.texts import a, all_of, printed

SERVED = all_of(a("API served"), a("Component server", "providesApis: [served]"))
FOUND = (
    "x.yaml:1:1: gap: p is provided by no component{}. Write `p` under `providesApis` of the component that serves it, "
    "or tag it `external`. [api-unprovided]"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(all_of(a("API p"), SERVED), [FOUND.format("")], id="nobody"),
        pytest.param(
            all_of(a("API p"), SERVED, a("Component c", "consumesApis: [p]")),
            [FOUND.format(", and consumed by c")],
            id="and somebody consumes it",
        ),
        pytest.param(all_of(a("API p"), a("Component c", "providesApis: [p]")), [], id="provided"),
        pytest.param(all_of(a("API p"), a("API q"), SERVED), [], id="most are left open"),
        pytest.param(
            all_of(a("API p").replace("{name: p}", "{name: p, tags: [external]}"), SERVED), [], id="others provide it"
        ),
        pytest.param(a("API p"), [], id="alone"),
    ],
)
def test_finds_apis_without_a_provider(catalog_of, text, found):
    """An API that nobody provides is a gap where most APIs have somebody who does."""
    assert printed(api_unprovided, catalog_of({"x.yaml": text})) == found


def test_the_policy_says_how_many_have_to_be_provided(catalog_of):
    """A catalog in which few APIs are provided is judged where the organisation says so."""
    catalog = catalog_of(all_of(a("API p"), a("API q"), SERVED))

    assert len(printed(api_unprovided, catalog, Policy(numbers={"api-unprovided.share": 0.3}))) == 2
