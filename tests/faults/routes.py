"""Every address of the application, so that a new route is looked at without anybody thinking of it."""

import re
from urllib.parse import quote

from flask import Flask

EXAMPLES = {
    "word": "services",
    "kind": "component",
    "namespace": "web",
    "name": "payments",
    "filename": "ensemble.css",
    "section": "services",
    "tab": "autonomy",
    "id": "00000000-0000-0000-0000-000000000000",
    "uid": "00000000-0000-0000-0000-000000000000",
}
"""A value for each part of a route's path."""

_PART = re.compile(r"<(?:[^<>]*:)?(\w+)>")


def addresses(app: Flask, **parts: str) -> list[str]:
    """An address for each route; `parts` take the place of examples, and are quoted."""
    values = EXAMPLES | parts
    rules = sorted({rule.rule for rule in app.url_map.iter_rules()})
    return [_PART.sub(lambda part: quote(values[part[1]], safe=""), rule) for rule in rules]
