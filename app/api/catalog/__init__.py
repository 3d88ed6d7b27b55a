"""`/api/catalog`: Backstage's catalog protocol, one module for each group of its addresses."""

from app.api.catalog import analyze, ancestry, entities, facets, locations, pages, refresh, registering, validate
from app.api.catalog.addresses import blueprint

__all__ = [
    "analyze",
    "ancestry",
    "blueprint",
    "entities",
    "facets",
    "locations",
    "pages",
    "refresh",
    "registering",
    "validate",
]
