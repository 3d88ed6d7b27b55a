"""The policy that rules: that of the first source that has one."""

from functools import lru_cache

from sqlalchemy.orm import Session

from app import policy_file
from app.policy import DEFAULT, Policy
from app.store import queries


def policy(session: Session) -> Policy:
    """What the last sync judged by, unless it was told otherwise; the default where no source says anything."""
    written = ((path, text) for _, path, text in session.execute(queries.policies()) if path and text is not None)
    first = next(written, None)
    return _read(*first) if first else DEFAULT


@lru_cache(maxsize=4)
def _read(path: str, text: str) -> Policy:
    return policy_file.read(path, text.encode()).policy
