"""Templates still to be filled in: descriptors of something that does not exist yet."""

import re
from collections.abc import Mapping
from typing import Any

from app.entities import FIELDS, fold

_MARK = re.compile(r"\{\{|\{%")
_IN_TEXT = re.compile(
    r"^[ \t]*+(?:\{%|\{\{|(?:-[ \t]*+)?(?:name|namespace|owner|system|domain|parent|kind)[ \t]*:[^#\n]*(?:\{\{|\{%))",
    re.MULTILINE,
)


def is_skeleton(value: Mapping[str, Any]) -> bool:
    """Whether a placeholder stands in the name or in a reference."""
    metadata, spec, kind = value.get("metadata"), value.get("spec"), value.get("kind")
    named = [metadata.get("name"), metadata.get("namespace")] if isinstance(metadata, dict) else []
    if isinstance(spec, dict) and isinstance(kind, str):
        for field in FIELDS.get(fold(kind), ()):
            found = spec.get(field.name)
            named += found if isinstance(found, list) else [found]
    return any(_has_mark(item) for item in (*named, kind))


def looks_like_one(text: str) -> bool:
    """Whether a text that is no YAML has a placeholder where a name or reference stands."""
    return bool(_IN_TEXT.search(text))


def _has_mark(item: object) -> bool:
    return isinstance(item, str) and bool(_MARK.search(item))
