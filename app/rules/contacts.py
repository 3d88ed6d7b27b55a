"""Whether a descriptor says how its people are reached."""

from app.entities import Entity, fold

_LINK_TYPES = frozenset(("chat", "email", "on-call", "oncall", "opsgenie", "pagerduty", "phone", "slack", "teams"))
_ADDRESSES = ("mailto:", "tel:", "slack:")
_SERVICES = ("oncall", "on-call", "opsgenie", "pagerduty", "slack")


def is_reachable(team: Entity) -> bool:
    """Whether chat, e-mail, phone or on-call is named: as a contact, in the profile, as a link or annotation."""
    return _has_contact(team) or _has_link(team) or _has_annotation(team)


def _has_contact(team: Entity) -> bool:
    contacts = team.spec.get("contacts")
    profile = team.spec.get("profile")
    written = [*(contacts if isinstance(contacts, list) else ()), team.spec.get("onCall")]
    email = profile.get("email") if isinstance(profile, dict) else None
    return _says(email) or any(isinstance(each, dict) and _says(each.get("value")) for each in written)


def _has_link(team: Entity) -> bool:
    links = team.metadata.get("links")
    return any(_leads(link) for link in links if isinstance(link, dict)) if isinstance(links, list) else False


def _leads(link: dict[str, object]) -> bool:
    type_, url = link.get("type"), link.get("url")
    if not isinstance(url, str):
        return False
    return (isinstance(type_, str) and fold(type_) in _LINK_TYPES) or fold(url).startswith(_ADDRESSES)


def _has_annotation(team: Entity) -> bool:
    written = team.metadata.get("annotations")
    annotations = written if isinstance(written, dict) else {}
    return any(_says(value) and any(word in fold(key) for word in _SERVICES) for key, value in annotations.items())


def _says(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
