"""The rules on descriptors that nobody wrote for them, and on the example organisation."""

from collections import Counter
from copy import deepcopy
from dataclasses import replace

import pytest

from app import reading
from app.catalog import Catalog
from app.policy import DEFAULT, EVIDENCE
from app.rules import RULES, check, evidence
from app.sources.folder import Folder
from tests.conftest import TODAY
from tests.corpus import CORPUS, EXAMPLE, repositories


def catalog_at(folder):
    """The catalog of a folder."""
    return reading.read(Folder(folder)).catalog(TODAY)


@pytest.mark.parametrize("folder", repositories())
def test_every_finding_is_told_once_and_in_whole_sentences(folder):
    """Whatever people write, findings have a place and a remedy, no two are the same, and owners get one each."""
    found = check(catalog_at(folder))

    assert [key for key, number in Counter(each.key for each in found).items() if number > 1] == []
    assert [each for each in found if not (each.message.endswith(".") and each.remedy.endswith("."))] == []
    assert [each for each in found if "\n" in each.text or len(each.text) > 500] == []
    owners = Counter(each.ref for each in found if each.rule.startswith("owner-") and each.rule != "owner-differs")
    assert max(owners.values(), default=0) <= 1


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"There are no real descriptors at {CORPUS}. Name their folder in ENSEMBLE_CORPUS."
)
def test_no_rule_fires_on_nearly_everything():
    """Over all real descriptors together, each rule singles out a part of them."""
    fired: Counter[str] = Counter()
    entities = 0
    for folder in sorted(path for path in CORPUS.glob("*/*") if path.is_dir()):
        catalog = catalog_at(folder)
        entities += len(catalog)
        fired.update(rule for rule, _ in {(each.rule, each.ref) for each in check(catalog)})

    assert entities > 1_000
    assert {rule: number for rule, number in fired.items() if number > entities / 5} == {}


def raised(entity):
    """The entity as if it were of tier 1 and in production, which none of the real descriptors says."""
    document = deepcopy(dict(entity.document))
    document["spec"] = {**entity.spec, "tier": 1, "lifecycle": "production"}
    return replace(entity, document=document)


SHOWN = {"dashboard": 6, "alerts": 12, "runbook": 0, "logs": 0, "slo": 0, "docs": 131, "source": 177}
"""How many of the real components and resources show each evidence."""


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"There are no real descriptors at {CORPUS}. Name their folder in ENSEMBLE_CORPUS."
)
def test_evidence_is_recognised_in_the_words_of_real_descriptors():
    """Whoever shows evidence is believed: were everything of tier 1 in production, only the others would be found."""
    shown: Counter[str] = Counter(dict.fromkeys(EVIDENCE, 0))
    for folder in sorted(path for path in CORPUS.glob("*/*") if path.is_dir()):
        catalog = Catalog(map(raised, catalog_at(folder)), TODAY)
        for what in EVIDENCE:
            wanting = {each.ref for each in RULES[f"no-{what}"].check(catalog, DEFAULT)}
            asked = [entity for entity in catalog if what in evidence.asked_of(entity) and entity.ref.kind != "api"]
            shown[what] += sum(entity.ref not in wanting for entity in asked)

    assert shown == SHOWN


LEFT_ON_PURPOSE = {
    "boundary-crossed core-monolith": "it books loan interest past the ledger's API",
    "boundary-crossed identity": "it sends codes by asking notifications directly",
    "cycle card-issuing": "cards, loans and disputes ask each other in a circle",
    "cycle case-service": "it calls refunds, which calls it",
    "lifecycle-inversion agent-desk": "nobody has had the time for the new payments API",
    "lifecycle-inversion case-service": "addresses have not moved out of the monolith",
    "lifecycle-inversion customer-profile": "it copies addresses out of a database that goes",
    "lifecycle-inversion loan-accounts": "old loans have not moved out of the monolith",
    "lifecycle-inversion monolith-batch": "it goes when the monolith goes",
    "lifecycle-missing monolith-batch": "nobody knows whether the nightly jobs may be switched off",
    "no-alerts credit-scoring": "it answers as long as the warehouse does, and nobody is called",
    "owner-inherited-only knowledge-base": "only its system has an owner",
    "owner-is-person checkout-web": "Mei built it and never handed it over",
    "owner-missing monolith-batch": "its team left with the mainframe",
    "owner-unknown money": "its team was dissolved",
    "ownership-unconfirmed checkout-web": "nobody could, as long as it is Mei's",
    "ownership-unconfirmed clearing-house": "it belongs to other banks, and payments only answers for the line",
    "ownership-unconfirmed monolith-batch": "nobody is left to ask",
    "ref-unknown notifications": "the text-message gateway was switched off and the line forgotten",
    "ref-wrong-kind metrics": "a component stands where its API is meant",
    "slo-incoherent card-issuing": "it needs loan-accounts, which promises less",
    "slo-incoherent case-service": "it needs refunds, which promises less",
    "store-bypass credit-scoring": "it reads the warehouse rather than figures-api",
    "store-bypass fraud-scoring": "it reads past events where they lie",
    "store-shared core-db": "two teams write the old tables",
    "store-shared ledger-db": "the monolith still books interest there",
    "team-of-one fraud": "Hanna alone answers for a tier 1 service",
    "team-unreachable analytics": "its channel was archived",
    "tier-inversion credit-scoring": "the warehouse has office hours only",
    "type-missing knowledge-base": "nobody said what it is",
}
"""What rules find in the example organisation, and why it is there."""


def test_the_example_organisation_has_the_gaps_that_its_comments_mark():
    """What is left on purpose is found, and nothing else."""
    found = {f"{each.rule} {each.ref.name}" for each in check(catalog_at(EXAMPLE))}

    assert sorted(found) == sorted(LEFT_ON_PURPOSE)
