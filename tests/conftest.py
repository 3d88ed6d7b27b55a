"""What every test may ask for."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from hypothesis import settings

from app import reading
from app.catalog import Catalog
from tests.trees import Texts

pytest_plugins = ["tests.browser.journeys", "tests.databases"]

TODAY = date(2026, 11, 23)

# A busy machine makes no property false.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def catalog_of() -> Callable[[str | Mapping[str, str]], Catalog]:
    """Makes the catalog of one descriptor's text, or of several by path."""

    def catalog(texts: str | Mapping[str, str]) -> Catalog:
        files = {"catalog-info.yaml": texts} if isinstance(texts, str) else texts
        return reading.read(Texts(files)).catalog(TODAY)

    return catalog
