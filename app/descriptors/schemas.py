"""The form of each kind, one schema a kind. They judge form only: whether a name exists is a rule's question."""

from collections.abc import Mapping
from typing import Any

from marshmallow import INCLUDE, Schema, ValidationError, validates_schema
from marshmallow import fields as ma

from app.descriptors import fields as f
from app.descriptors.faults import Fault

API_VERSIONS = ("backstage.io/v1alpha1", "backstage.io/v1beta1")
TEMPLATE_API_VERSION = "scaffolder.backstage.io/v1beta3"
ROOT_KEYS = ("apiVersion", "kind", "metadata", "spec")


class _Open(Schema):
    """A map that may hold more than it names."""

    class Meta:
        """Keys that no schema names are kept."""

        unknown = INCLUDE


_CONTACT = f.keys_of(
    {
        "type": f.one_of("slack", "email", "pagerduty", "teams", "phone", "url"),
        "value": f.text,
        "title": f.text,
    },
    required=("type", "value"),
)
_DETAILS = f.keys_of(
    {
        "criticality": f.one_of("hard", "soft"),
        "mode": f.one_of("sync", "async"),
        "access": f.one_of("read", "write", "read-write"),
        "description": f.any_text,
    }
)
_PERCENT = f.between(0, 100)
_SLO = f.map_or(f.keys_of({"availability": _PERCENT, "latencyMs": f.between(0, 86_400_000)}), _PERCENT)
_DATA = f.keys_of(
    {
        "classification": f.one_of("public", "internal", "confidential", "regulated"),
        "authoritative": f.yes_or_no,
        "retention": f.any_text,
    }
)
_CONFIRMED = f.keys_of({"by": f.reference, "on": f.day}, required=("by", "on"))
_INTERACTION = f.one_of("stream-aligned", "platform", "enabling", "complicated-subsystem")
_LINK = f.keys_of({"url": f.url, "title": f.said, "icon": f.name, "type": f.text}, required=("url",))
_REMOTES = f.Each(f.keys_of({"type": f.text, "url": f.text}, required=("type", "url")))
_PROFILE = f.keys_of({"displayName": f.text, "email": f.text, "picture": f.text})


class Metadata(_Open):
    """What every kind has. `name` and `namespace` are judged before, since without them there is no entity."""

    title = f.Judged(f.text)
    description = f.Judged(f.any_text)
    labels = f.Values(f.label_value, f.key)
    annotations = f.Values(f.any_text, f.key)
    tags = f.Each(f.tag)
    links = f.Each(_LINK)
    uid = f.Judged(f.text)
    etag = f.Judged(f.text)


class Spec(_Open):
    """What Ensemble adds to every kind."""

    sunset = f.Judged(f.day)


class _Owned(Spec):
    """A thing somebody answers for. An empty owner is no fault of form: the rules ask for it."""

    owner = f.Judged(f.reference, may_be_empty=True)


class _Tended(_Owned):
    """A thing that somebody is called about."""

    tier = f.Judged(f.one_of(1, 2, 3, 4))
    contacts = f.Each(_CONTACT)
    confirmed = f.Judged(_CONFIRMED)


class _Needing(_Tended):
    """A thing that needs others."""

    type = f.Judged(f.text, may_be_empty=True)
    system = f.Judged(f.reference)
    dependsOn = f.Each(f.reference)
    dependencyOf = f.Judged(f.anything)
    dependencyDetails = f.Values(_DETAILS, f.reference)
    slo = f.Judged(_SLO)

    @validates_schema(skip_on_field_errors=False)
    def _either_list_or_text(self, data: Mapping[str, Any], **_: Any) -> None:
        """Backstage takes a single reference as well as a list in `dependencyOf`, and checks neither."""
        written = data.get("dependencyOf", [])
        items = written if isinstance(written, list) else [written]
        faults = [f.reference(item) for item in items]
        if isinstance(written, list):
            found = {index: [fault] for index, fault in enumerate(faults) if fault}
            if found:
                raise ValidationError({"dependencyOf": found})
        elif faults[0]:
            raise ValidationError({"dependencyOf": [faults[0]]})


class ComponentSpec(_Needing):
    """A piece of software."""

    lifecycle = f.Judged(f.text, may_be_empty=True)
    subcomponentOf = f.Judged(f.reference)
    providesApis = f.Each(f.reference)
    consumesApis = f.Each(f.reference)
    replaces = f.Each(f.reference)


class ResourceSpec(_Needing):
    """What software needs to run: a database, a queue, a bucket."""

    data = f.Judged(_DATA)


class ApiSpec(_Tended):
    """A boundary between components."""

    type = f.Judged(f.text, may_be_empty=True)
    lifecycle = f.Judged(f.text, may_be_empty=True)
    system = f.Judged(f.reference)
    definition = f.Judged(f.anything, may_be_empty=True)
    slo = f.Judged(_SLO)

    @validates_schema(skip_on_field_errors=False, pass_original=True)
    def _defined(self, data: Mapping[str, Any], original: Any, **_: Any) -> None:
        """Every API has a definition as text, except an MCP server, which has remotes."""
        if not isinstance(original, dict):
            # That `spec` is no map has its own problem.
            return
        if data.get("type") == "mcp-server" and ("remotes" in data or "definition" not in data):
            _reached(data)
            return
        if "definition" not in data:
            fault = Fault(
                "is missing.",
                "Write `definition: {$text: ./openapi.yaml}`, or the definition itself after `|`.",
            )
            raise ValidationError({"definition": [fault]})
        written = data["definition"]
        if isinstance(written, dict) and len(written) == 1 and next(iter(written)) in ("$text", "$json", "$yaml"):
            # An inclusion that could not be done has its own problem.
            return
        found = f.text(written)
        if found is not None:
            remedy = "Include it as text, `definition: {$text: ./openapi.yaml}`, or write it after `|`."
            raise ValidationError({"definition": [Fault(found.says, remedy)]})


def _reached(data: Mapping[str, Any]) -> None:
    """An MCP server says where it is reached."""
    if "remotes" not in data:
        fault = Fault("is missing.", "Write `remotes: [{type: streamable-http, url: 'https://…'}]`.")
        raise ValidationError({"remotes": [fault]})
    try:
        _REMOTES.deserialize(data["remotes"])
    except ValidationError as error:
        raise ValidationError({"remotes": error.messages}) from error


class SystemSpec(_Tended):
    """A set of things that work as one."""

    type = f.Judged(f.text, may_be_empty=True)
    domain = f.Judged(f.reference)


class DomainSpec(_Owned):
    """A part of the business."""

    type = f.Judged(f.text, may_be_empty=True)
    subdomainOf = f.Judged(f.reference)


class GroupSpec(Spec):
    """A team or a group of teams."""

    type = f.Judged(f.text, may_be_empty=True)
    children = f.Each(f.reference, required=True)
    parent = f.Judged(f.reference)
    members = f.Each(f.reference)
    profile = f.Judged(_PROFILE)
    contacts = f.Each(_CONTACT)
    onCall = f.Judged(_CONTACT)
    interaction = f.Judged(_INTERACTION)


class UserSpec(Spec):
    """A person."""

    memberOf = f.Each(f.reference, required=True)
    profile = f.Judged(_PROFILE)


class LocationSpec(Spec):
    """Where more descriptors are."""

    type = f.Judged(f.text, may_be_empty=True)
    target = f.Judged(f.text)
    targets = f.Each(f.text)
    presence = f.Judged(f.one_of("required", "optional"))


class TemplateSpec(Spec):
    """A template of the scaffolder."""

    type = f.Judged(f.text, may_be_empty=True)
    owner = f.Judged(f.reference, may_be_empty=True)
    steps = f.Each(f.keys_of({"action": f.text}, required=("action",)), required=True)


def _kind(spec: type[Schema]) -> Schema:
    whole = _Open.from_dict({"metadata": ma.Nested(Metadata), "spec": ma.Nested(spec, required=True)})
    return whole(unknown=INCLUDE)


SCHEMAS: Mapping[str, Schema] = {
    "Component": _kind(ComponentSpec),
    "API": _kind(ApiSpec),
    "Resource": _kind(ResourceSpec),
    "System": _kind(SystemSpec),
    "Domain": _kind(DomainSpec),
    "Group": _kind(GroupSpec),
    "User": _kind(UserSpec),
    "Location": _kind(LocationSpec),
    "Template": _kind(TemplateSpec),
}
"""One schema a kind; to add a kind is to add a row here and one in `entities.FIELDS`."""

OTHER: Schema = _Open.from_dict({"metadata": ma.Nested(Metadata)})(unknown=INCLUDE)
"""What is judged of a kind we do not know."""


def known(api_version: str, kind: str) -> bool:
    """Whether a document of this version and kind is one whose fields we judge."""
    return kind in SCHEMAS and (
        api_version == TEMPLATE_API_VERSION if kind == "Template" else api_version in API_VERSIONS
    )


def spec_keys(kind: str) -> frozenset[str]:
    """The keys of `spec` that Ensemble knows for a kind."""
    nested = SCHEMAS[kind].fields["spec"]
    assert isinstance(nested, ma.Nested)  # noqa: S101  # `_kind` made it so
    return frozenset(nested.schema.fields)


METADATA_KEYS = frozenset((*Metadata().fields, "name", "namespace"))
