"""What matters most in production promises something.

Passes: `spec.slo`; a link of type `slo`, or with that word in its title or host; an annotation whose key has
the word; an API one of whose providers has any of these; what is not in production, or of a tier that demands
nothing (tiers 1 and 2 do, unless the policy says otherwise); a library, a plugin or documentation.

Fails: a Component, an API, or a Resource that names a lifecycle, of a demanding tier, in production, without
any of these.

Why: those who build on it have to know how often it may fail, and its team when to stop and mend.

What to write: `slo: {availability: 99.9}` under `spec`, in percent, with `latencyMs` where it matters.

Severity: gap. The descriptor is right as far as it goes; somebody has to act.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import evidence

ID = "no-slo"
SEVERITY = Severity.GAP
FIRES = evidence.BARE
SILENT = evidence.BARE + "  slo: {availability: 99.9}\n"


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find what promises nothing and ought to."""
    return evidence.lacking(catalog, policy, "slo", ID, SEVERITY)
