from app.questions import overview, trend
from app.questions.overview import Share
from tests.questions import counting


def test_it_works(organisation):
    """The whole in numbers, the worst gaps, and every team that owns something."""
    whole = overview.current(organisation)

    assert whole.entities == 14
    assert dict(whole.shelves)["services"] == 3
    assert whole.tally == whole.state.tally
    assert whole.top[0].severity.rank == min(gap.severity.rank for gap in whole.top)
    assert [line.team.ref.name for line in whole.teams] == ["money", "sales", "silent"]
    money, sales, silent = whole.teams
    assert (money.services, money.tier_1, money.owned) == (1, 1, 3)
    assert (sales.services, sales.tier_1, sales.owned) == (1, 1, 2)
    assert sales.on_call is not None
    assert (silent.on_call, silent.tally.total > 0) == (None, True)


def test_coverage(organisation):
    """Owned means by a team that is there and can be reached; people, ghosts and silent teams do not count."""
    whole = overview.current(organisation)

    # store, shop, ledger, ledger-api and ledger-db; not mail, old and quiet.
    assert whole.owned == Share(5, 8)
    assert whole.owned.percent == 62
    # shop, ledger and ledger-db; not quiet.
    assert whole.owned_critical == Share(3, 4)


def test_nothing(look):
    """An empty catalog has no share of anything."""
    with look("") as session:
        whole = overview.current(session)

    assert (whole.entities, whole.owned, whole.owned.percent, whole.teams) == (0, Share(0, 0), None, ())


def test_before_the_first_sync(sessions):
    """A database that nothing was read into is no error."""
    with sessions() as session:
        assert overview.current(session).state.generation == 0


def test_queries(organisation):
    """Twelve questions, however many entities and teams there are."""
    with counting.selects(organisation) as asked:
        overview.current(organisation)

    assert len(asked) <= 13


def test_coverage_is_what_is_measured(organisation):
    """The shares that home shows are those that its lines over time end in."""
    found = overview.current(organisation)
    ends = [trend.of(organisation, name).now for name in ("owned", "owned_watched")]

    assert [(share.part, share.whole) for share in (found.owned, found.owned_critical)] == [
        (end.value, end.whole) for end in ends if end
    ]
