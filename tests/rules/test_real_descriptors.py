"""The rules on descriptors that nobody wrote for them, and on the example organisation."""

from collections import Counter

import pytest

from app import reading
from app.rules import check
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
    assert max(Counter(each.ref for each in found if each.rule.startswith("owner-")).values(), default=0) <= 1


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


LEFT_ON_PURPOSE = {
    "lifecycle-missing monolith-batch": "nobody knows whether the nightly jobs may be switched off",
    "owner-inherited-only knowledge-base": "only its system has an owner",
    "owner-is-person checkout-web": "Mei built it and never handed it over",
    "owner-missing monolith-batch": "its team left with the mainframe",
    "owner-unknown money": "its team was dissolved",
    "ref-unknown notifications": "the text-message gateway was switched off and the line forgotten",
    "ref-wrong-kind metrics": "a component stands where its API is meant",
    "team-of-one fraud": "Hanna alone answers for a tier 1 service",
    "team-unreachable analytics": "its channel was archived",
    "type-missing knowledge-base": "nobody said what it is",
}
"""What rules find in the example organisation, and why it is there."""


def test_the_example_organisation_has_the_gaps_that_its_comments_mark():
    """What is left on purpose is found, and nothing else."""
    assert sorted(f"{each.rule} {each.ref.name}" for each in check(catalog_at(EXAMPLE))) == sorted(LEFT_ON_PURPOSE)
