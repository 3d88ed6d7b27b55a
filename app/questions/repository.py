"""What the catalog has of a repository, told by its address, and what a descriptor for it may begin with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self
from urllib.parse import unquote, urlsplit

import orjson
from sqlalchemy.orm import Session

from app.store import fields, queries

MOST = 1_000
"""How many entities of one repository are told."""

_SOURCE = "backstage.io/source-location"
_ADDRESSED = (_SOURCE, "backstage.io/managed-by-location", "backstage.io/managed-by-origin-location")
"""Annotations that lead to a place in a repository: `url:` and its address."""

_SLUGS: Mapping[str, str] = {host: f"{host}/project-slug" for host in ("github.com", "gitlab.com", "bitbucket.org")}
"""By host, the annotation that names a repository there without its address."""

_INSIDE = re.compile(r"/(?:-|blob|tree|raw|src|edit)/.*|/?(?:\.git)?/*\Z")
_NO_NAME = re.compile(r"[^A-Za-z0-9]*[^-A-Za-z0-9_.]+[^A-Za-z0-9]*")
_LONGEST = 63


class Existing(NamedTuple):
    """An entity that says it is of the repository: where it says so, and its JSON."""

    target: str
    json: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of a host; `owner` may be several names with slashes between them, or none."""

    host: str
    owner: str
    name: str

    @classmethod
    def parse(cls, address: str) -> Self | None:
        """The repository at a web address or around it; `None` for what is no such address."""
        try:
            parts = urlsplit(address)
            host = parts.netloc.rpartition("@")[2].lower()
        except ValueError:
            return None
        owner, _, name = _INSIDE.sub("", unquote(parts.path), count=1).strip("/").rpartition("/")
        return cls(host, owner, name) if parts.scheme in ("http", "https") and host and name else None

    @property
    def address(self) -> str:
        """Where people find it."""
        return f"https://{self.host}/{self.slug}"

    @property
    def slug(self) -> str:
        """Its name on its host."""
        return f"{self.owner}/{self.name}" if self.owner else self.name

    @property
    def beginning(self) -> Mapping[str, Any]:
        """A Component to begin a descriptor with."""
        name = _NO_NAME.sub("-", self.name)[:_LONGEST].strip("-_.") or "repository"
        slug = {"annotations": {_SLUGS[self.host]: self.slug}} if self.host in _SLUGS else {}
        return {
            "apiVersion": "backstage.io/v1alpha1",
            "kind": "Component",
            "metadata": {"name": name, **slug},
            "spec": {"type": "other", "lifecycle": "unknown"},
        }


def existing(session: Session, repository: Repository) -> list[Existing]:
    """The entities whose annotations lead into the repository, by reference."""
    places = [fields.lowered(f"url:{scheme}://{repository.host}/{repository.slug}") for scheme in ("https", "http")]
    leading = {_key(each): places for each in _ADDRESSED}
    slug = _SLUGS.get(repository.host)
    named = {_key(slug): [fields.lowered(repository.slug)]} if slug else {}
    keys = session.execute(queries.keys({*leading, *named})).all()
    found = queries.annotated(
        [(key, place) for name, key in keys for place in leading.get(name, ())],
        [(key, value) for name, key in keys for value in named.get(name, ())],
    ).limit(MOST)
    return [Existing(_place(json, repository), json) for json in session.scalars(found)]


def _key(annotation: str) -> str:
    return f"metadata.annotations.{annotation}"


def _place(json: str, repository: Repository) -> str:
    """Where an entity says it is from; the repository, where it only says so of that."""
    written = str(orjson.loads(json)["metadata"]["annotations"].get(_SOURCE)).removeprefix("url:")
    return written if Repository.parse(written) == repository else repository.address
