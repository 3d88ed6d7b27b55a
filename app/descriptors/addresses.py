"""Addresses in a descriptor that would run something instead of leading somewhere."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.descriptors import fields
from app.documents import Document, pointer
from app.problems import Problem

_PREFIXED = ("backstage.io/view-url", "backstage.io/edit-url", "backstage.io/source-location")
"""Annotations whose value may begin with `url:` before the address."""


def dangerous(document: Document) -> Iterator[Problem]:
    """A problem for each: it is kept as written, and never shown as a link."""
    for path, text in _written(document.value):
        if isinstance(text, str) and fields.dangerous(text):
            place = pointer(*path)
            message = f"The address {fields.told(text)} would run something instead of leading somewhere."
            yield Problem(document.at(place), "dangerous-url", message, "Write an `https:` address.", place)


def _written(value: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Everything that may be shown as a link, with the path to it."""
    metadata, spec = _map(value["metadata"]), _map(value.get("spec"))
    for index, link in enumerate(_list(metadata.get("links"))):
        yield ("metadata", "links", index, "url"), _map(link).get("url")
    for key, text in _map(metadata.get("annotations")).items():
        bare = isinstance(text, str) and key in _PREFIXED
        yield ("metadata", "annotations", key), text.removeprefix("url:") if bare else text
    yield ("spec", "profile", "picture"), _map(spec.get("profile")).get("picture")
    yield ("spec", "onCall", "value"), _map(spec.get("onCall")).get("value")
    for index, contact in enumerate(_list(spec.get("contacts"))):
        yield ("spec", "contacts", index, "value"), _map(contact).get("value")


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
