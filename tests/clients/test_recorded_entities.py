"""Entities are served as Backstage served them."""

import pytest

from tests.clients import recordings
from tests.corpus import golden

OTHERS = {
    "component:default/aws-efs-csi-driver": (
        "Two documents of one file have this name. The recording takes them for equal, and tells of the one we keep."
    )
}
"""Entities that Ensemble serves otherwise than Backstage, and why it does."""


@pytest.mark.parametrize("folder", golden("entities.json"))
def test_entities(folder, replay):
    """Every entity is served as Backstage served it, and no other."""
    served = recordings.plain(replay(folder).served)

    theirs = recordings.entities(folder)
    ours = {recordings.ref(each): recordings.in_order(each) for each in served}
    assert list(ours) == sorted(theirs)
    assert {each for each in ours if ours[each] != recordings.in_order(theirs[each])} == set(OTHERS) & set(theirs)
