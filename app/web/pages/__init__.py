"""The pages, a module each: it asks one question and shows the answer."""

from app.web.pages import alignment, entities, gaps, graph, home, impact, lists, reference, rules, search, sources
from app.web.pages.blueprint import pages

__all__ = [
    "alignment",
    "entities",
    "gaps",
    "graph",
    "home",
    "impact",
    "lists",
    "pages",
    "reference",
    "rules",
    "search",
    "sources",
]
