"""The policy as an organisation writes it: `policy.yaml` at the root of a source.

Whatever in it has no meaning is a problem with a place, and the default holds instead; all the rest holds as written.
"""

import hashlib
from dataclasses import replace
from typing import NamedTuple

from app import documents
from app.descriptors import fields as f
from app.descriptors import parts, texts
from app.descriptors.faults import judged
from app.documents import CONFIGURATION, Document, writing
from app.policy import DEFAULT, FILE, Policy
from app.policy_file import form, meant
from app.policy_file.form import KEYS
from app.positions import Position
from app.problems import Problem, capped
from app.tree import Refusal, Tree

__all__ = ["KEYS", "Written", "of", "read"]


class Written(NamedTuple):
    """What a policy file comes to.

    `text` is what to keep of it: nothing where it cannot be read as a whole, and less any secret.
    """

    policy: Policy
    problems: tuple[Problem, ...] = ()
    text: str | None = None
    sha256: str = ""


def of(tree: Tree, path: str = FILE, told: str = "") -> Written | None:
    """What stands at a path of a source, which people are `told` otherwise at times; `None` where nothing does."""
    if path not in tree.glob(path):
        return None
    raw = tree.read(path, CONFIGURATION.file_bytes)
    if isinstance(raw, Refusal):
        return Written(DEFAULT, (Problem(Position(told or path), raw.code, raw.message, raw.remedy),))
    return read(told or path, raw)


def read(path: str, raw: bytes) -> Written:
    """The policy in these bytes, and everything that is wrong with it; nothing is raised, whatever they are."""
    sha256 = hashlib.sha256(raw).hexdigest()
    parsed = documents.read(path, raw, CONFIGURATION)
    faults = (*parsed.problems, *(problem for failure in parsed.failures for problem in failure.problems))
    if faults:
        return Written(DEFAULT, faults, None, sha256)
    if not parsed.documents:
        return Written(DEFAULT, (), raw.decode(), sha256)
    (document,) = parsed.documents
    alien = _alien(document)
    if alien is not None:
        return Written(DEFAULT, (alien,), None, sha256)
    faulty = [
        each._replace(problem=replace(each.problem, code="policy"))
        for each in judged(document, dict(f.errors(form.POLICY(document.value))))
    ]
    problems = capped((*texts.judged(document), *(each.problem for each in faulty)))
    value, positions = parts.without(document.value, document.positions, {each.pointer for each in faulty})
    policy = meant.policy(value, replace(document, positions=positions).at)
    return Written(policy, problems, _without_secrets(document, raw), sha256)


def _alien(document: Document) -> Problem | None:
    """What to say of a document that is no policy at all."""
    value = document.value
    if not isinstance(value, dict):
        what = "a list" if isinstance(value, list) else "a single value"
        remedy = f"Begin it with one of {form.listed(KEYS)}."
        return Problem(document.at(), "document-not-mapping", f"The document is {what}; a policy is a map.", remedy)
    if "apiVersion" in value or "kind" in value:
        message = f"This is a descriptor, and `{FILE}` at the root of a source is its policy."
        return Problem(document.at(), "policy", message, "Give the descriptor's file another name.")
    return None


def _without_secrets(document: Document, raw: bytes) -> str:
    """The text as it is; where it holds a secret, what was read of it instead."""
    if not document.covered:
        return raw.decode()
    return "".join(f"{line}\n" for line in writing.lines(document.value))
