import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import documents
from app.documents import secrets

# Made up, and put together here so that no scanner takes this file for a leak.
LETTERS = "Zx9Kd03LmQpT7vRb"
BODY = "MIIEpAIBAAKCAQEA" + LETTERS


def pem(name, body=BODY):
    """A key as programs write it."""
    return f"-----BEGIN {name}-----\n{body}\n{body}\n-----END {name}-----"


SECRETS = [
    pytest.param("AKIA" + "ABCD1234EFGH5678", "AKIA********", "an AWS access key", id="V17 AWS"),
    pytest.param("ASIA" + "ABCD1234EFGH5678", "ASIA********", "an AWS access key", id="V17 AWS, for a while"),
    *(
        pytest.param(sort + LETTERS * 3, f"{sort}********", "a GitHub token", id=f"V17 {sort}")
        for sort in ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_")
    ),
    pytest.param("glpat-" + LETTERS + "-_Ab", "glpat-********", "a GitLab token", id="V17 GitLab"),
    *(
        pytest.param(sort + "123456789012-" + LETTERS, f"{sort}********", "a Slack token", id=f"V17 {sort}")
        for sort in ("xoxb-", "xoxp-", "xoxa-", "xoxs-", "xapp-", "xoxe.xoxp-")
    ),
    pytest.param(
        "https://hooks.slack.com/services/T0000/B0000/" + LETTERS,
        "https://hooks.slack.com/services/********",
        "a Slack webhook",
        id="V17 an address that posts",
    ),
    *(
        pytest.param(
            pem(name), f"-----BEGIN {name}-----********-----END {name}-----", "a private key", id=f"V17 {name.lower()}"
        )
        for name in (
            "PRIVATE KEY",
            "RSA PRIVATE KEY",
            "EC PRIVATE KEY",
            "OPENSSH PRIVATE KEY",
            "ENCRYPTED PRIVATE KEY",
            "PGP PRIVATE KEY BLOCK",
        )
    ),
]


@pytest.mark.parametrize(("text", "covered", "what"), SECRETS)
@pytest.mark.parametrize("around", ["{}", "use {} here", "https://x:{}@halden.example/", "a={};"])
def test_secrets_are_covered(text, covered, what, around):
    """Of a secret there is left what it is, wherever in a text it stands."""
    found = secrets.cover(around.format(text))

    assert (found.text, found.what) == (around.format(covered), what)
    assert secrets.possible(text)
    assert secrets.cover(found.text) == (found.text, "", 0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("0123456789abcdef0123456789abcdef", id="V17 a PagerDuty key"),
        pytest.param("R0AB1CD2EF3GH4IJ5KL6", id="V17 a PagerDuty key of events"),
        pytest.param("043df68a3c1f9b2d7e6a5c4b3a2918070f6e5d4c", id="a commit"),
        pytest.param("7b1d5d0e-4f4e-4a57-9d0e-1c2b3a495867", id="an id"),
        pytest.param("ghp_", id="a beginning alone"),
        pytest.param("ghp_short", id="too short"),
        pytest.param("https://github.com/halden/payments-service-with-a-long-name", id="a repository"),
        pytest.param("https://halden.slack.com/archives/C0123456789", id="a channel"),
        pytest.param("https://hooks.slack.com/", id="a host"),
        pytest.param("AKIA", id="four letters"),
        pytest.param("PARAKIABCDEFGHIJKLMNOPQRSTUV", id="letters in the middle of a word"),
        pytest.param("xoxo", id="a greeting"),
        pytest.param("glpat-config", id="a word"),
        pytest.param(pem("CERTIFICATE"), id="a certificate"),
        pytest.param(pem("PUBLIC KEY"), id="a public key"),
        pytest.param("The PRIVATE KEY is in the vault.", id="a sentence about a key"),
    ],
)
def test_other_texts_stay(text):
    """What only resembles a secret is left alone."""
    assert secrets.cover(text) == (text, "", 0)


def test_a_key_without_its_end():
    """Of a key that never ends nothing is kept that may belong to it."""
    assert (
        secrets.cover(f"x: -----BEGIN PRIVATE KEY----- {BODY} {BODY}").text == "x: -----BEGIN PRIVATE KEY-----********"
    )


def test_several_secrets_are_covered():
    """All secrets of a text are covered, of one sort or of several."""
    token, key = "ghp_" + LETTERS * 3, "AKIA" + "ABCD1234EFGH5678"

    assert secrets.cover(f"{token} {key} {token}").text == "ghp_******** AKIA******** ghp_********"


@given(st.text())
def test_covering_twice_changes_nothing(text):
    """What was covered holds no secret any more."""
    covered = secrets.cover(f"-----BEGIN PRIVATE KEY-----{text}").text

    assert secrets.cover(covered).text == covered


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN PRIVATE KEY-----" * 100_000,
        "-----BEGIN PRIVATE KEY-----a" * 100_000,
        "-----BEGIN " + "A " * 1_000_000,
        "ghp_" * 500_000,
        "xoxb-" * 500_000,
        "AKIA" * 500_000,
    ],
    ids=["keys", "keys that begin", "a long name", "GitHub", "Slack", "AWS"],
)
def test_no_text_takes_long(text):
    """V17: covering takes time in proportion to the text, whatever is in it."""
    started = time.process_time()

    secrets.cover(text)

    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "value", "pointer"),
    [
        pytest.param("a: {}", {"a": "ghp_********"}, "/a", id="a value"),
        pytest.param("a: '{}'", {"a": "ghp_********"}, "/a", id="in quotes"),
        pytest.param("a: \\x67hp_", {"a": "\\x67hp_"}, "", id="an escape that is none"),
        pytest.param('a: "\\x67{1}"', {"a": "ghp_********"}, "/a", id="V17 with a letter as escape"),
        pytest.param('a: "ghp_{2}\\\n  {2}{2}"', {"a": "ghp_********"}, "/a", id="V17 over two lines"),
        pytest.param("a: |\n  x\n  {}\n", {"a": "x\nghp_********\n"}, "/a", id="a block"),
        pytest.param("a: >-\n  x\n  {}\n", {"a": "x ghp_********"}, "/a", id="a folded block"),
        pytest.param("{}: b", {"ghp_********": "b"}, "/ghp_********", id="a key"),
        pytest.param("a: [b, {}]", {"a": ["b", "ghp_********"]}, "/a/1", id="in a list"),
        pytest.param("a: &x {}\nb: *x", {"a": "ghp_********", "b": "ghp_********"}, "/a", id="V17 by an alias"),
        pytest.param("{}", "ghp_********", "", id="the whole document"),
        pytest.param("# {}\na: b", {"a": "b"}, "", id="in a comment, which nobody keeps"),
    ],
)
def test_documents_hold_no_secret(text, value, pointer):
    """From the moment of reading a document holds no secret, and knows where one was."""
    token = "ghp_" + LETTERS * 3
    written = text.replace("{}", token).replace("{1}", token[1:]).replace("{2}", LETTERS)
    (document,) = documents.read("a.yaml", written.encode()).documents

    assert document.value == value
    assert document.covered == ({pointer: "a GitHub token"} if "ghp_****" in str(value) else {})


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: b: {}", id="V17 in the line that cannot be read"),
        pytest.param("a: &{} *{}x", id="V17 as an alias"),
        pytest.param("a: !{} b", id="V17 as a tag"),
        pytest.param("{}: 1\n{}: 2", id="V17 as a key that stands twice"),
        pytest.param('a: "{}', id="V17 in a quote that stays open"),
    ],
)
def test_faults_quote_no_secret(text):
    """What is said about a text that cannot be read repeats no secret of it."""
    token = "ghp_" + LETTERS * 3
    (failure,) = documents.read("a.yaml", text.replace("{}", token).encode()).failures

    assert failure.problems
    assert LETTERS not in str(failure.problems)


def test_no_part_of_a_key_is_quoted():
    """A line of a key is not repeated where it makes the text unreadable."""
    text = f"a: |\n  {pem('PRIVATE KEY').replace(chr(10), chr(10) + '  ')}\n {BODY}: [\n"
    (failure,) = documents.read("a.yaml", text.encode()).failures

    assert failure.problems
    assert LETTERS not in str(failure.problems)
