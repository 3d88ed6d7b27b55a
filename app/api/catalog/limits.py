"""How much one request may ask for: each of these costs the database a table, a look, or every answer some time."""

MOST_PATHS = 100
"""Paths of an entity to leave, and keys to look for a text in."""

MOST_ORDERS = 10
"""Paths to sort by, one within the other."""

MOST_FACETS = 50
"""Keys to count the values of; an address has room for no more."""

MOST_REFS = 10_000
"""Entities by reference."""
