"""The requests of the catalog protocol whose time counts, for any made-up organisation, and what each must be told."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any
from urllib.parse import urlencode

import orjson

from benchmarks.callers import OK, Question
from benchmarks.founding import Document, Organisation, name_of
from benchmarks.serving import Reader

API = "/api/catalog"
PAGE = 20
"""How many entities a page has."""
REFS = 50
"""How many entities are asked for by reference at once."""
STRIDE = 500
"""How many entities a page has on the way to the middle, which is not timed."""
COMPONENTS = ("filter", "kind=component")
BY_NAME = ("orderField", "metadata.name,asc")
TEXT_FIELDS = "metadata.name,metadata.title,spec.profile.displayName"


class WrongAnswerError(Exception):
    """A request is answered with something that is not worth timing."""


@dataclass(frozen=True)
class Subjects:
    """What stands for the others in an organisation, and how much of everything it has."""

    service: str
    team: str
    owned: int
    """How many components the team owns."""
    word: str
    worded: int
    """How many entities have the word in a name or title."""
    refs: Sequence[str]
    first: str
    """The name that is before all others among components."""
    components: int
    entities: int
    facets: Mapping[str, int]
    """How often anything at all stands in a field, by field."""
    tags: int
    """How many tags components have together."""


@dataclass(frozen=True)
class Inquiry:
    """A request by what it is for. `told` says in short what an answer holds, which is to be as `expected`."""

    name: str
    question: Question
    told: Callable[[Any], object]
    expected: object
    everywhere: bool = False
    """Whether it is for the largest organisations, too."""
    midway: bool = False
    """Whether it wants a cursor to the middle of what it asks for."""

    def check(self, reader: Reader) -> int:
        """How many bytes the answer has; raises `WrongAnswerError` for one that is not as expected."""
        answer = reader.ask(*self.question)
        if answer.status != OK:
            raise WrongAnswerError(f"{self.name}: {answer.status} instead of {OK}: {answer.body[:200]!r}")
        if (told := self.told(orjson.loads(answer.body))) != self.expected:
            raise WrongAnswerError(f"{self.name}: {told} instead of {self.expected}.")
        return len(answer.body)


def inquiries(known: Subjects) -> Iterator[Inquiry]:
    """Every request to time."""
    yield Inquiry(
        "by name", _get(f"entities/by-name/component/default/{known.service}"), _name, known.service, everywhere=True
    )
    owner = f"kind=component,relations.ownedBy=group:default/{known.team}"
    yield Inquiry("by owner", _get("entities/by-query", ("filter", owner)), _total, known.owned)
    page = (COMPONENTS, BY_NAME, ("limit", str(PAGE)))
    first = (known.components, min(PAGE, known.components), known.first)
    yield Inquiry("first page, sorted", _get("entities/by-query", *page), _page, first, everywhere=True)
    yield Inquiry("page in the middle", _get("entities/by-query", *page), _between, expected=True, midway=True)
    text = (("fullTextFilterTerm", known.word), ("fullTextFilterFields", TEXT_FIELDS), *page[1:])
    yield Inquiry("full text", _get("entities/by-query", *text), _total, known.worded, everywhere=True)
    facets = [("facet", field) for field in known.facets]
    yield Inquiry("facets", _get("entity-facets", *facets), _sums, known.facets, everywhere=True)
    tags = _get("entity-facets", ("facet", "metadata.tags"), COMPONENTS)
    yield Inquiry("tags of components", tags, _sums, {"metadata.tags": known.tags}, everywhere=True)
    refs = Question(f"{API}/entities/by-refs", orjson.dumps({"entityRefs": known.refs}))
    yield Inquiry("by references", refs, _refs, known.refs)
    fields = _get("entities", ("fields", "kind,metadata.name"))
    yield Inquiry("all, two fields", fields, _shapes, {"kind metadata": known.entities})
    yield Inquiry("components, in full", _get("entities", COMPONENTS), _kinds, {"Component": known.components})


def settled(inquiry: Inquiry, reader: Reader) -> Inquiry:
    """The same with its cursor, if it wants one; finding it takes many questions."""
    if not inquiry.midway:
        return inquiry
    address = inquiry.question.address
    whole = _answer(reader, address)
    total, seen, cursor = whole["totalItems"], len(whole["items"]), whole["pageInfo"]["nextCursor"]
    while seen < total // 2 - PAGE:
        stride = min(STRIDE, total // 2 - seen)
        page = _answer(reader, _paged(cursor, stride).address)
        seen, cursor = seen + len(page["items"]), page["pageInfo"]["nextCursor"]
    return replace(inquiry, question=_paged(cursor, PAGE))


def subjects(organisation: Organisation) -> Subjects:
    """What stands for the others here."""
    documents = list(chain.from_iterable(each for _, each in organisation.files()))
    components = organisation.components
    owned = Counter(each["spec"]["owner"] for each in components if "owner" in each["spec"])
    team = sorted(owned, key=lambda name: (owned[name], name))[len(owned) // 2]
    names = sorted(map(name_of, components))
    service = names[len(names) // 2]
    word = service.split("-")[1]
    return Subjects(
        service=service,
        team=team,
        owned=owned[team],
        word=word,
        worded=sum(any(word in text.lower() for text in _texts(each)) for each in documents),
        refs=[f"component:default/{name}" for name in names[:: max(1, len(names) // REFS)][:REFS]],
        first=names[0],
        components=len(components),
        entities=len(documents),
        facets={
            "relations.ownedBy": sum("owner" in each["spec"] for each in documents),
            "spec.type": sum("type" in each["spec"] for each in documents),
        },
        tags=sum(len(set(each["metadata"].get("tags", ()))) for each in components),
    )


def _texts(document: Document) -> Iterable[str]:
    """What the text of `TEXT_FIELDS` is."""
    metadata = document["metadata"]
    yield metadata["name"]
    yield metadata.get("title", "")
    yield document["spec"].get("profile", {}).get("displayName", "")


def _get(path: str, *parameters: tuple[str, str]) -> Question:
    return Question(f"{API}/{path}?{urlencode(parameters)}" if parameters else f"{API}/{path}")


def _paged(cursor: str, limit: int) -> Question:
    return _get("entities/by-query", ("limit", str(limit)), ("cursor", cursor))


def _answer(reader: Reader, address: str) -> Any:
    answer = reader.ask(address)
    if answer.status != OK:
        raise WrongAnswerError(f"On the way to the middle: {answer.status} instead of {OK}: {answer.body[:200]!r}")
    return orjson.loads(answer.body)


def _name(entity: Any) -> object:
    return entity["metadata"]["name"]


def _total(answer: Any) -> object:
    return answer["totalItems"]


def _page(answer: Any) -> object:
    items = answer["items"]
    return answer["totalItems"], len(items), _name(items[0])


def _between(answer: Any) -> object:
    """Whether a page has others on both sides."""
    return {"nextCursor", "prevCursor"} <= answer["pageInfo"].keys() and len(answer["items"]) == PAGE


def _sums(answer: Any) -> object:
    return {facet: sum(value["count"] for value in values) for facet, values in answer["facets"].items()}


def _refs(answer: Any) -> object:
    return [f"{each['kind'].lower()}:default/{_name(each)}" for each in answer["items"]]


def _shapes(answer: Any) -> object:
    """How many entities there are of each shape: the keys they have."""
    return Counter(" ".join(each) for each in answer)


def _kinds(answer: Any) -> object:
    return Counter(each["kind"] for each in answer)
