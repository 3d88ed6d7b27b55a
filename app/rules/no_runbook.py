"""What matters most in production has a runbook.

Passes: a link of type `runbook` or `playbook`, or with such a word in its title or host; an annotation whose
key has one; what is not in production, or of a tier that demands nothing (tiers 1 and 2 do, unless the policy
says otherwise); a library, a plugin or documentation; an API.

Fails: a Component, or a Resource that names a lifecycle, of a demanding tier, in production, without any of
these.

Why: at three in the morning nobody reads code. What to look at first, and what may be restarted, has to be
written down before.

What to write: `links: [{url: 'https://…', type: runbook}]` under `metadata`.

Severity: gap. The descriptor is right as far as it goes; somebody has to act.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import evidence

ID = "no-runbook"
SEVERITY = Severity.GAP
FIRES = evidence.BARE
SILENT = evidence.linked("runbook")


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find what has no runbook and ought to."""
    return evidence.lacking(catalog, policy, "runbook", ID, SEVERITY)
