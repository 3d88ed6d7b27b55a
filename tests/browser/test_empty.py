"""A catalog that has read nothing says what to do first, on every page."""

import pytest

from tests.browser import axe


@pytest.mark.parametrize(
    "address", ["/", "/services", "/teams", "/gaps", "/graph", "/impact", "/search?q=x", "/sources"]
)
def test_nothing_has_been_read(visitor, empty_site, address):
    """Each page stands, is sound for everybody, and none leaves a reader without a next step."""
    page = visitor(empty_site, width=390).open(address)
    axe.start(page)

    assert axe.found(page) == []
    assert page.locator("h1").count() == 1
    assert page.locator("main code, main pre, main form, main a").count() > 0
