"""A policy file to a policy, and everything that is wrong with it."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app import policy_file
from app.entities import Ref
from app.policy import DEFAULT, LEVELS, Level, Policy, Scope, Waiver
from app.positions import Position
from app.problems import Severity
from app.rules import RULES, manual
from app.tree import Refusal
from tests.trees import Texts

WAIVER = "{rule: owner-missing, entity: component:shop, until: 2027-01-31, reason: it goes, by: user:jane}"


def read(text):
    """What this text comes to."""
    return policy_file.read("policy.yaml", text.encode() if isinstance(text, str) else text)


def told(text):
    """What is wrong with this text, by line and column; where the code is another than the policy's, with that."""
    return [
        f"{problem.position.line}:{problem.position.column}: {problem.text}"
        + ("" if problem.code == "policy" else f" [{problem.code}]")
        for problem in read(text).problems
    ]


def waived(ref, line):
    """The waiver of the text above for another entity, in another line."""
    position = Position("policy.yaml", line, 3)
    return Waiver("owner-missing", Ref.parse(ref), date(2027, 1, 31), "it goes", "user:jane", position)


# --- what may be written -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        pytest.param("", Policy(), id="nothing"),
        pytest.param("# yet to come\n", Policy(), id="a comment"),
        pytest.param("rules:\ntiers:\nlevels:\nwaivers:\ndataStoreTypes:\n", Policy(), id="keys with nothing below"),
        pytest.param("rules: {type-missing: }", Policy(), id="a rule, and nothing"),
        pytest.param("rules: {type-missing: off}", Policy(off=frozenset(("type-missing",))), id="off"),
        pytest.param("rules: {type-missing: false}", Policy(off=frozenset(("type-missing",))), id="false"),
        pytest.param(
            "rules: {type-missing: {enabled: off}}", Policy(off=frozenset(("type-missing",))), id="not enabled"
        ),
        pytest.param("rules: {type-missing: on, owner-missing: {enabled: true}}", Policy(), id="on"),
        pytest.param(
            "rules: {type-missing: {severity: error}}",
            Policy(severities={"type-missing": Severity.ERROR}),
            id="a severity",
        ),
        pytest.param(
            "rules: {type-missing: {scope: {kind: [Component, api, AiResource], type: [Service], lifecycle: [live], "
            "tier: [1, 2], namespace: [eu], tag: [Money]}}}",
            Policy(
                scopes={
                    "type-missing": Scope(
                        frozenset(("component", "api", "airesource")),
                        frozenset(("service",)),
                        frozenset(("live",)),
                        frozenset((1, 2)),
                        frozenset(("eu",)),
                        frozenset(("money",)),
                    )
                }
            ),
            id="a scope",
        ),
        pytest.param("dataStoreTypes: [Ledger]", Policy(data_store_types=frozenset(("ledger",))), id="data stores"),
        pytest.param("dataStoreTypes: []", Policy(data_store_types=frozenset()), id="no data stores"),
        pytest.param("tiers: {watched: [1]}", Policy(watched_tiers=frozenset((1,))), id="watched tiers"),
        pytest.param(
            "tiers: {1: {roles: [on-call]}, 3: {roles: [members]}, 2: {roles: []}}",
            Policy(roles={1: frozenset(("on-call",)), 2: frozenset(), 3: frozenset(("members",))}),
            id="who a tier needs",
        ),
        pytest.param(
            "tiers: {2: {evidence: [slo]}}",
            Policy(evidence={1: DEFAULT.evidence[1], 2: frozenset(("slo",))}),
            id="what a tier shows, and the rest as ever",
        ),
        pytest.param(
            "tiers: {1: {confirmedWithin: 30}, '2': {confirmedWithin: never}, 4: {confirmedWithin: 500}}",
            Policy(confirmed_within={1: 30, 3: 365, 4: 500}),
            id="how long an owner's word holds",
        ),
        pytest.param(
            "levels:\n- {name: fit, rules: [type-missing, type-missing]}\n- {name: fitter, rules: []}",
            Policy(levels=(Level("fit", ("type-missing",)), Level("fitter", ()))),
            id="levels",
        ),
        pytest.param("levels: []", Policy(levels=()), id="no levels"),
        pytest.param(
            f"waivers:\n- {WAIVER}\n- {WAIVER.replace(':shop', ':EU/Shop')}\n",
            Policy(waivers=(waived("component:shop", 2), waived("component:eu/shop", 3))),
            id="waivers",
        ),
    ],
)
def test_what_may_be_written(text, policy):
    """Every key does what it says, and leaves the rest at its default."""
    written = read(text)

    assert written.problems == ()
    assert written.policy == policy
    assert written.text == text


def test_every_threshold_can_be_set():
    """A rule's thresholds stand beside its severity, by the names in its manual, none of which means something else."""
    for rule in RULES.values():
        for name, (default, _) in manual.numbers(rule).items():
            written = read(f"rules: {{{rule.ID}: {{{name}: {default / 2}}}}}")

            assert written.problems == ()
            assert written.policy.number(rule.ID, name, default) == default / 2
            assert name not in ("severity", "enabled", "scope")


# --- what is wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said", "left"),
    [
        pytest.param("rulez: {}\n", "1:1: `rulez` is unknown. Did you mean `rules`?", Policy(), id="a key"),
        pytest.param(
            "x: {}\n",
            "1:1: `x` is unknown. Write one of `rules`, `dataStoreTypes`, `tiers`, `levels`, `waivers`.",
            Policy(),
            id="a key like no other",
        ),
        pytest.param(
            "rules: {owner-mising: off}\n",
            "1:9: `rules.owner-mising` is unknown. Did you mean `owner-missing`?",
            Policy(),
            id="a rule",
        ),
        pytest.param(
            "rules: {x: off}\n",
            "1:9: `rules.x` is unknown. `ensemble rules` lists them.",
            Policy(),
            id="a rule like no other",
        ),
        pytest.param("rules: [type-missing]\n", "1:1: `rules` is a list; it takes a map.", Policy(), id="no map"),
        pytest.param(
            "rules: {type-missing: {severity: advise, enabled: off}}\n",
            "1:24: `rules.type-missing.severity` is `advise`. Did you mean `advice`?",
            Policy(off=frozenset(("type-missing",))),
            id="a severity, and the rest holds",
        ),
        pytest.param(
            "rules: {type-missing: no}\n",
            "1:9: `rules.type-missing` is `no`. Write `on` or `off`.",
            Policy(),
            id="a switch",
        ),
        pytest.param(
            "rules: {type-missing: {share: 1}}\n",
            "1:24: `rules.type-missing.share` is unknown. Write one of `severity`, `enabled`, `scope`.",
            Policy(),
            id="a threshold that the rule has not",
        ),
        pytest.param(
            "rules: {type-missing: {scope: {kind: [Komponent], tier: [1, 5]}}}\n",
            [
                "1:39: `rules.type-missing.scope.kind[0]` is `Komponent`. Did you mean `Component`?",
                "1:61: `rules.type-missing.scope.tier[1]` is `5`. Write one of `1`, `2`, `3`, `4`.",
            ],
            Policy(scopes={"type-missing": Scope(tiers=frozenset((1,)))}),
            id="a scope, and the rest of it holds",
        ),
        pytest.param(
            "rules: {type-missing: {scope: {tier: 1}}}\n",
            "1:32: `rules.type-missing.scope.tier` is a number; it takes a list. Write `[1]`.",
            Policy(),
            id="a scope that is no list",
        ),
        pytest.param(
            "tiers: {5: {}, watched: [9]}\n",
            [
                "1:9: `tiers.5` is unknown. Write one of `watched`, `1`, `2`, `3`, `4`.",
                "1:26: `tiers.watched[0]` is `9`. Write one of `1`, `2`, `3`, `4`.",
            ],
            Policy(watched_tiers=frozenset()),
            id="tiers",
        ),
        pytest.param(
            "tiers: {1: {roles: [oncall], evidence: [slo, dashbord], confirmedWithin: 0}}\n",
            [
                "1:21: `tiers.1.roles[0]` is `oncall`. Did you mean `on-call`?",
                "1:46: `tiers.1.evidence[1]` is `dashbord`. Did you mean `dashboard`?",
                "1:57: `tiers.1.confirmedWithin` is `0`. Write a number of days from 1 to 10,000, or `never`.",
            ],
            Policy(roles={**DEFAULT.roles, 1: frozenset()}, evidence={**DEFAULT.evidence, 1: frozenset(("slo",))}),
            id="what tiers demand",
        ),
        pytest.param(
            "levels:\n- {name: a, rules: [x, type-missing]}\n- {name: a, rules: []}\n- {name: b}\n",
            [
                "2:21: `levels[0].rules[0]` is `x`, which is no rule. `ensemble rules` lists them.",
                "3:3: `levels[1]` has the name of `levels[0]`. Keep one of the two.",
                "4:3: `levels[2].rules` is missing. Write it.",
            ],
            Policy(levels=(Level("a", ("type-missing",)),)),
            id="levels",
        ),
        pytest.param(
            "levels:\n- {name: a, rules: [], x: 1}\n- {name: a, rules: []}\n",
            [
                "2:24: `levels[0].x` is unknown. Write one of `name`, `rules`.",
                "3:3: `levels[1]` has the name of `levels[0]`. Keep one of the two.",
            ],
            Policy(levels=(Level("a", ()),)),
            id="a level with a key that is left out",
        ),
        pytest.param(
            "tiers: {1: {confirmedWithin: true}}\n",
            "1:13: `tiers.1.confirmedWithin` is `true`. Write a number of days from 1 to 10,000, or `never`.",
            Policy(),
            id="days that are no number",
        ),
        pytest.param(
            "levels: gold\n",
            "1:1: `levels` is a text; it takes a list. Write `[gold]`.",
            Policy(levels=LEVELS),
            id="no list of levels",
        ),
        pytest.param(
            "dataStoreTypes: [x, 3]\n",
            '1:21: `dataStoreTypes[1]` is a number; it takes a text. Write "3" in quotes.',
            Policy(data_store_types=frozenset(("x",))),
            id="data stores",
        ),
    ],
)
def test_what_is_wrong_is_told_and_left_out(text, said, left):
    """Each mistake is told at its place with the nearest thing to write; all else holds, and the text is kept."""
    written = read(text)

    assert told(text) == ([said] if isinstance(said, str) else said)
    assert written.policy == left
    assert written.text == text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "owner-missing",
            "owner-mising",
            "`waivers[0].rule` is `owner-mising`, which is no rule. Did you mean `owner-missing`?",
            id="no rule",
        ),
        pytest.param(
            "owner-missing",
            "waiver-expired",
            "`waivers[0].rule` is `waiver-expired`, which cannot be waived. Take out the waiver that is over, or renew "
            "it.",
            id="the rule on waivers",
        ),
        pytest.param(
            "component:shop",
            "shop",
            "`waivers[0].entity` is `shop`, which names no kind. Write it as in `component:billing`.",
            id="no kind",
        ),
        pytest.param(
            "component:shop",
            "'component:'",
            "`waivers[0].entity` is `component:`, which is no reference. Write it as `kind:name` or "
            "`kind:namespace/name`.",
            id="no reference",
        ),
        pytest.param(
            "2027-01-31",
            "2027-02-31",
            "`waivers[0].until` is `2027-02-31`, which is no date. Write it as YYYY-MM-DD.",
            id="no date",
        ),
        pytest.param("reason: it goes, ", "", "`waivers[0].reason` is missing. Write it.", id="no reason"),
        pytest.param("it goes", "''", "`waivers[0].reason` is an empty text. Give it a value.", id="an empty reason"),
        pytest.param("it goes", "' '", "`waivers[0].reason` is blank. Give it a value.", id="a blank reason"),
        pytest.param(", by: user:jane", "", "`waivers[0].by` is missing. Write it.", id="nobody who says so"),
        pytest.param("user:jane", "", "`waivers[0].by` is empty; it takes a text. Give it a value.", id="an empty one"),
    ],
)
def test_a_waiver_with_a_mistake_waives_nothing(old, new, said):
    """Half a waiver is none; the others hold, at their own places."""
    text = f"waivers:\n- {WAIVER.replace(old, new)}\n- {WAIVER.replace('shop', 'till')}\n"

    assert [problem.text for problem in read(text).problems] == [said]
    assert read(text).policy == Policy(waivers=(waived("component:till", 3),))


@pytest.mark.parametrize("ref", ["component:shop", "Component:default/SHOP"])
def test_the_first_of_two_waivers_for_the_same_holds(ref):
    """A rule is waived for an entity once, however its reference is written; a bad waiver is nobody's double."""
    text = "waivers:\n" + "".join(
        f"- {each}\n" for each in (WAIVER.replace("until", "till"), WAIVER, WAIVER.replace("component:shop", ref))
    )

    assert told(text) == [
        "2:3: `waivers[0].until` is missing. Write it.",
        "2:49: `waivers[0].till` is unknown. Did you mean `until`?",
        "4:3: `waivers[2]` waives what `waivers[1]` waives already. Keep one of the two.",
    ]
    assert read(text).policy.waivers == (waived("component:shop", 3),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "- rules\n",
            "1:1: The document is a list; a policy is a map. Begin it with one of `rules`, `dataStoreTypes`, "
            "`tiers`, `levels`, `waivers`. [document-not-mapping]",
            id="a list",
        ),
        pytest.param(
            "kind: Component\nrules: {}\n",
            "1:1: This is a descriptor, and `policy.yaml` at the root of a source is its policy. Give the "
            "descriptor's file another name.",
            id="a descriptor",
        ),
        pytest.param(
            "rules: {}\n---\nrules: {}\n",
            "2:1: The file holds more than one document. Split the file. [too-many-documents]",
            id="two documents",
        ),
        pytest.param(
            "rules: {}\nrules: {}\n",
            "2:1: The key `rules` stands at line 1 already. Keep one of the two. [duplicate-key]",
            id="a key twice",
        ),
    ],
)
def test_what_is_no_policy_at_all(text, said):
    """Where the file is none, the default holds and nothing is there to keep."""
    written = read(text)

    assert told(text) == [said]
    assert (written.policy, written.text) == (DEFAULT, None)


def test_what_nobody_should_see_is_told():
    """A secret, and characters that hide, are told as in descriptors; the secret is in nothing that is kept."""
    key = "AKIA" + "A1B2" * 4
    turned = WAIVER.replace("shop", "till").replace("it goes", "a\u202eb")
    text = f"waivers:\n- {WAIVER.replace('it goes', key)}\n- {turned}\n"
    written = read(text)

    assert [problem.code for problem in written.problems] == ["looks-like-secret", "bidi-control"]
    assert key not in str(written)
    assert read(written.text).policy.waivers[0].reason == "AKIA********"


# --- where it stands -----------------------------------------------------------------------------


class Refusing(Texts):
    """A source whose files are there and cannot be read."""

    def read(self, path, limit):  # noqa: ARG002  # it refuses whatever is asked for
        """Always why not."""
        return Refusal("symlink-not-followed", "The path is a symbolic link.", "Put the file itself here.")


def test_where_a_policy_stands():
    """It is the one at the path that is asked for, and none where there is no file."""
    tree = Texts({"policy.yaml": "rules: {type-missing: off}", "sub/policy.yaml": "rules: {owner-missing: off}"})
    here, inside = policy_file.of(tree), policy_file.of(tree, "sub/policy.yaml")

    assert here is not None
    assert inside is not None
    assert [*here.policy.off, *inside.policy.off] == ["type-missing", "owner-missing"]
    assert policy_file.of(tree, "other/policy.yaml") is None
    assert policy_file.of(Texts({"policy.yml": "rules: {}"})) is None


def test_a_policy_that_cannot_be_opened():
    """Why not is a problem, at the place that people know it by."""
    written = policy_file.of(Refusing({"policy.yaml": ""}), "policy.yaml", "../policy.yaml")

    assert written is not None
    assert [str(problem) for problem in written.problems] == [
        "../policy.yaml:1:1: error: The path is a symbolic link. Put the file itself here. [symlink-not-followed]"
    ]
    assert (written.policy, written.text) == (DEFAULT, None)


# --- what holds for any file -----------------------------------------------------------------------

words = st.sampled_from(
    [
        *("rules", "tiers", "levels", "waivers", "dataStoreTypes", "watched", "scope", "severity", "enabled", "roles"),
        *("rule", "entity", "until", "reason", "by", "name", "kind", "tier", "evidence", "confirmedWithin"),
        *(
            "owner-missing",
            "type-missing",
            "error",
            "off",
            "component:shop",
            "2027-01-31",
            "never",
            "slo",
            "",
            "~",
            "x",
        ),
    ]
)
leaves = st.one_of(words, st.integers(-1, 5), st.booleans(), st.none(), st.floats())
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.one_of(words, st.integers(0, 5)), inner)),
    max_leaves=20,
)


def flow(value):
    """A value in YAML's flow style, with nothing in quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return str(value)


@given(st.one_of(st.binary(max_size=200), values.map(lambda value: flow(value).encode())))
@example(b"\x00")
@example(b"rules: {1: {}}")
def test_any_bytes_are_a_policy(raw):
    """Whatever a file holds, it is a policy with problems that have a place and a sentence; nothing is raised."""
    written = read(raw)

    assert isinstance(written.policy, Policy)
    assert all(problem.position.path == "policy.yaml" and problem.message for problem in written.problems)
    assert written.problems or written.text is not None
    assert written.text is None or read(written.text).policy == written.policy
