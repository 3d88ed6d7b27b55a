"""What every template may say without being handed it."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import g, request
from jinja2 import Environment
from markupsafe import Markup, escape

from app import characters
from app.config import Config
from app.drawing import alone
from app.positions import Position
from app.questions import kinds
from app.web import bars, spark, urls, words
from app.web.look import hue

PLACES = (
    ("services", "Services", "s"),
    ("apis", "APIs", "a"),
    ("stores", "Data stores", "d"),
    ("systems", "Systems", "y"),
    ("domains", "Domains", "o"),
    ("entities", "Everything", "e"),
    ("", "", ""),
    ("teams", "Teams", "t"),
    ("people", "People", "u"),
    ("graph", "Graph", "r"),
    ("gaps", "Gaps", "p"),
    ("alignment", "Alignment", "l"),
)
"""Where the header leads: word, title and the letter after `g`; an empty line parts groups."""

_EXAMPLE = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: my-service
  description: What it does, in one sentence.
spec:
  type: service
  lifecycle: production
  owner: my-team
"""


def teach(environment: Environment, settings: Config, build: str) -> None:
    """Give the templates of an application their names; all of them escape what they print."""
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.autoescape = True
    environment.finalize = printed
    environment.filters.update(prose=prose, breakable=breakable, bdi=bdi)
    environment.globals.update(
        urls=urls,
        words=words,
        hue=hue,
        kind_icons=Markup(alone.icons()),  # noqa: S704 - a file of ours
        organisation="the catalog" if settings.name == Config.name else settings.name,
        settings=settings,
        places=PLACES,
        OWNABLE=kinds.OWNABLE,
        titles={shelf.word: shelf.title for shelf in urls.SHELVES},
        example=_EXAMPLE,
        edited=lambda position: edited(settings, position),
        asset=lambda name: f"/static/{name}?v={build}",
        spark=spark,
        trend_size=(bars.WIDTH, bars.HEIGHT),
        names=lambda mentions: [words.name(each) for each in mentions],
    )


def of_request() -> dict[str, Any]:
    """What a template may say of the request it answers."""
    return {
        "state": g.get("state"),
        "now": datetime.now(UTC),
        "again": lambda **changed: urls.turned(request.path, request.args.to_dict(), **changed),
    }


def printed(value: Any) -> Any:
    """What a template prints of a value: nothing of it turns its line round, hides or piles up."""
    return value if isinstance(value, Markup) else characters.calm(str(value))


def bdi(text: str) -> Markup:
    """An author's text that may be written from the right, kept from turning round what stands beside it."""
    calm = characters.calm(text)
    return escape(calm) if calm.isascii() else Markup("<bdi>{}</bdi>").format(calm)


def prose(text: str) -> Markup:
    """A sentence in which what stands between backticks is code."""
    text = characters.calm(text)
    *pairs, last = text.split("`") if text.count("`") % 2 == 0 else [text]
    said = (Markup("<code>{}</code>").format(part) if place % 2 else escape(part) for place, part in enumerate(pairs))
    return Markup("").join([*said, escape(last)])


def breakable(path: str) -> Markup:
    """A path that may go on in the next line after each of its folders."""
    return Markup("/<wbr>").join(characters.calm(path).split("/"))


def edited(settings: Config, position: Position) -> str:
    """Where a place is edited, empty where the settings do not say."""
    return settings.edit_link(position.path, position.line)


def build() -> str:
    """A few letters that change with any static file or template, so that browsers may keep them for long."""
    here = Path(__file__).parent
    files = sorted(path for name in ("static", "templates") for path in (here / name).rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:10]
