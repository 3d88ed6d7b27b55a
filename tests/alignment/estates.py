"""Estates for tests: of a descriptor's text, of the example organisation, and of a made-up one."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from app import reading
from app.alignment import estate
from app.alignment.estate import Estate
from app.catalog import Catalog
from app.policy import DEFAULT, Policy
from app.rules import RULES
from app.sources.folder import Folder
from benchmarks.described import described
from benchmarks.organisation import write_descriptors
from tests.conftest import TODAY
from tests.corpus import EXAMPLE
from tests.trees import Texts


def catalog_of(text: str) -> Catalog:
    """The catalog of one file."""
    return reading.read(Texts({"catalog-info.yaml": text})).catalog(TODAY)


def estate_of(text: str, policy: Policy = DEFAULT) -> Estate:
    """The estate of one file."""
    return estate.of(catalog_of(text), policy)


@cache
def example() -> Catalog:
    """The example organisation."""
    return reading.read(Folder(EXAMPLE)).catalog(TODAY)


@cache
def made_up() -> Catalog:
    """An organisation of 300 services with everything right and wrong that there is."""
    with TemporaryDirectory() as folder:
        write_descriptors(described(300), Path(folder))
        return reading.read(Folder(Path(folder))).catalog(TODAY)


EXAMPLES: Mapping[str, Callable[[], Catalog]] = {
    "example": example,
    "made-up": made_up,
    **{f"{name} fires": partial(catalog_of, rule.FIRES) for name, rule in RULES.items()},
    **{f"{name} is silent": partial(catalog_of, rule.SILENT) for name, rule in RULES.items()},
}
"""Catalogs in which something is wrong, and catalogs in which it is right."""
