"""An address that would run something is told, and kept as it was written."""

import pytest

from tests.descriptors.reads import entity, printed
from tests.texts import a

EVIL = "javascript:alert(1)"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(a("Component x").replace("name: x", f"name: x, links: [{{url: '{EVIL}'}}]"), "4:22", id="a link"),
        pytest.param(
            a("Component x").replace("name: x", f"name: x, annotations: {{example.org/docs: '{EVIL}'}}"),
            "4:27",
            id="an annotation",
        ),
        pytest.param(
            a("Component x").replace("name: x", f"name: x, annotations: {{backstage.io/view-url: 'url:{EVIL}'}}"),
            "4:27",
            id="an address after url:",
        ),
        pytest.param(a("User x", "memberOf: []", f"profile: {{picture: '{EVIL}'}}"), "7:13", id="a picture"),
        pytest.param(
            a("Group x", "children: []", f"onCall: {{type: url, value: '{EVIL}'}}"), "7:23", id="who is on call"
        ),
        pytest.param(a("Component x", f"contacts: [{{type: url, value: '{EVIL}'}}]"), "6:26", id="a contact"),
        pytest.param(
            f"apiVersion: v1\nkind: Thing\nmetadata: {{name: x, links: [{{url: '{EVIL}'}}]}}\n",
            "3:30",
            id="in a foreign kind",
        ),
    ],
)
def test_tells_what_is_dangerous(text, place):
    """Wherever an address may be shown as a link, a dangerous one is a problem there."""
    (said,) = (line for line in printed(text).split("\n") if "kind-unknown" not in line)

    assert said == (
        f"c.yaml:{place}: error: The address `{EVIL.removeprefix('url:')}` would run something "
        "instead of leading somewhere. Write an `https:` address. [dangerous-url]"
    )
    assert EVIL in str(entity(text).document)


def test_says_nothing_of_others():
    """Ordinary addresses, and texts that only mention one, pass."""
    text = a("Component x", "contacts: [{type: slack, value: '#javascript:x'}]").replace(
        "name: x", "name: x, annotations: {a: 'see javascript:x', b: 'url:https://example.org/'}"
    )

    assert printed(text) == ""


def test_a_link_with_a_blank_in_its_scheme_is_no_link():
    """What browsers would read as dangerous, though it is no address, is told as both and left out."""
    text = a("Component x").replace("name: x", 'name: x, links: [{url: "java\\nscript:alert(1)"}]')

    assert [line.rpartition("[")[2] for line in printed(text).split("\n")] == ["dangerous-url]", "schema]"]
    assert entity(text).metadata["links"] == []
