"""Passwords and keys that were written where everybody reads: told by their form, and covered up at once."""

import re
from typing import NamedTuple

_COVER = "*" * 8

# Each form is one that its maker gave to keys so that they can be found. What stays of one says whose it is.
_FORMS = (
    ("an AWS access key", re.compile(r"(?<![A-Za-z0-9])(A[KS]IA)[A-Z0-9]{16}(?![A-Za-z0-9])")),
    ("a GitHub token", re.compile(r"(gh[oprsu]_|github_pat_)[A-Za-z0-9_]{20,}")),
    ("a GitLab token", re.compile(r"(gl(?:agent|cbt|dt|pat|ptt|rt)-)[A-Za-z0-9_.-]{20,}")),
    ("a Slack token", re.compile(r"(xox[a-z](?:\.xox[a-z])?-|xapp-)[A-Za-z0-9-]{10,}")),
    ("a Slack webhook", re.compile(r"(hooks\.slack\.com/(?:services|triggers|workflows)/)[A-Za-z0-9/_-]{20,}")),
    (
        "a private key",
        re.compile(r"(-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----)(?!\*)(?:(?!-----END)[\s\S])+"),
    ),
)
_BEGINNINGS = (
    *("AKIA", "ASIA", "gho_", "ghp_", "ghr_", "ghs_", "ghu_", "github_pat_"),
    *("glagent-", "glcbt-", "gldt-", "glpat-", "glptt-", "glrt-"),
    *("xox", "xapp-", "hooks.slack.com/", "PRIVATE KEY"),
)


class Covered(NamedTuple):
    """A text without the secrets in it, and of one of them what it looked like and where it began."""

    text: str
    what: str = ""
    at: int = 0


def possible(text: str) -> bool:
    """Whether a secret can be in a document at all, written out or by escapes; quick, since hardly any has one."""
    return "\\" in text or _begins(text)


def cover(text: str) -> Covered:
    """The text with whatever looks like a secret covered up."""
    if not _begins(text):
        return Covered(text)
    covered = Covered(text)
    for what, form in _FORMS:
        found = form.search(text)
        if found:
            covered = Covered(form.sub(rf"\1{_COVER}", covered.text), what, found.start())
    return covered


def _begins(text: str) -> bool:
    return any(beginning in text for beginning in _BEGINNINGS)
