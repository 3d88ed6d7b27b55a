"""Which entities a predicate selects, in what order: the SELECTs behind the lists and counts of the protocol.

Everything is asked of `field`, whose primary key is an index of key, value and entity that holds the whole row. So a
statement either *walks* one key in the order of its values and looks, for each entity it meets, whether the predicate
holds; or it *gathers* the few entities that some part of the predicate leaves, and sorts them. Which of the two is
quicker depends on how many those are, which neither database knows of a single value; `few` asks, and looks no further
than `FEW`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, assert_never

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.orm import aliased

from app.store.fields import EVERYWHERE, GREATEST, LEAST, VALUE
from app.store.models import EntityRow, FieldRow, RefRow, ServedRow
from app.store.predicates import All, Begins, Exists, Leaf, Not, OneOf, Predicate, Some

FEW = 1_000
"""So many entities are sooner gathered than found by walking through all."""

Keys: TypeAlias = Mapping[str, int]
"""The ids of keys; what is not there, no entity has."""
