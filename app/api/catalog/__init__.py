"""`/api/catalog`: Backstage's catalog protocol, one module for each group of its addresses."""

from app.api.catalog import entities
from app.api.catalog.addresses import blueprint

__all__ = ["blueprint", "entities"]
