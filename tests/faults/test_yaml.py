"""One hostile file costs one problem: no time, no memory, no process, and nothing it asks for is done."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from app import reading
from app.documents import read
from app.problems import CODES
from tests.corpus import CORPUS, EXAMPLE, ROOT
from tests.texts import a
from tests.trees import Texts

MIB = 1024 * 1024

CHECK = """\
import json, resource, sys, time
from app.cli import main

def read_bytes():
    with open("/proc/self/io") as counters:
        return int(counters.readline().split()[1])

def check(folder):
    return main(["check", "--json", folder], standalone_mode=False)

check(sys.argv[1])
memory, spent, taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time(), read_bytes()
sys.stdout.flush()
print("=====", flush=True)
status = check(sys.argv[2])
print(json.dumps({
    "seconds": time.process_time() - spent,
    "kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory,
    "bytes": read_bytes() - taken,
}), file=sys.stderr)
sys.exit(status or 0)
"""
"""Checks an empty folder, so that everything is loaded, then another, and measures the second."""


class Checked(NamedTuple):
    """How `ensemble check` of a folder ended, what it said, and what it cost: in CPU time, memory and bytes read."""

    status: int
    output: str
    problems: list[dict[str, object]]
    seconds: float
    kib: int
    bytes: int

    @property
    def codes(self) -> list[object]:
        """The codes of its problems."""
        return [problem["code"] for problem in self.problems]


@pytest.fixture
def check(tmp_path: Path):
    """Runs `ensemble check` in a process of its own on a folder with one `catalog-info.yaml`."""

    def run(raw: str | bytes, others: Mapping[str, str] | None = None) -> Checked:
        folder, empty = tmp_path / "folder", tmp_path / "empty"
        folder.mkdir()
        empty.mkdir()
        (folder / "catalog-info.yaml").write_bytes(raw.encode() if isinstance(raw, str) else raw)
        for name, text in (others or {}).items():
            (folder / name).write_text(text)
        return checked(folder, empty)

    return run


def checked(folder: Path, empty: Path) -> Checked:
    """What a check of the folder comes to."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ENSEMBLE_")}
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(empty), str(folder)],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=environment,
        timeout=60,
    )
    output, errors = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in errors
    *_, measured = errors.splitlines() or [""]
    assert measured, f"the process ended with {done.returncode} and said nothing"
    problems = json.loads(output.split("=====\n")[1])["problems"]
    return Checked(done.returncode, output, problems, **json.loads(measured))


LAUGHS = "a0: &a0 [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n" + "".join(
    f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
)
MERGES = "a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n} {{<<: [{','.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 8))
WIDE_MERGES = (
    f"a: &a [{','.join(f'{{k{n}: v}}' for n in range(300))}]\n"
    f"b: &b {{<<: [{','.join(['*a'] * 300)}]}}\nc: {{<<: [{','.join(['*b'] * 300)}]}}\n"
)


@pytest.mark.parametrize(
    ("raw", "code", "said", "mib"),
    [
        pytest.param(LAUGHS, "yaml-expansion", "Aliases expand past 50,000 values.", 20, id="Y01 billion laughs"),
        pytest.param(
            f"a: &a {'x' * MIB}\nb: [{','.join(['*a'] * 40_000)}]\n",
            "yaml-expansion",
            "Aliases expand past 8,388,608 characters.",
            30,
            id="Y01 one long text forty thousand times",
        ),
        pytest.param(MERGES, "yaml-merge-key", "Merge keys (<<) are not supported.", 20, id="Y02 merge keys, 7 levels"),
        pytest.param(
            WIDE_MERGES, "yaml-merge-key", "Merge keys (<<) are not supported.", 20, id="Y02 merge keys, 300 wide"
        ),
        pytest.param(
            "[" * 50_000, "yaml-depth", "The document nests deeper than 32 levels.", 20, id="Y03 50k brackets"
        ),
        pytest.param(
            "[" * 200_000, "yaml-depth", "The document nests deeper than 32 levels.", 20, id="Y03 200k brackets"
        ),
        pytest.param(
            "[" * 1_000_000, "yaml-depth", "The document nests deeper than 32 levels.", 40, id="Y03 1M brackets"
        ),
        pytest.param(
            "{a: " * 1_000_000, "yaml-depth", "The document nests deeper than 32 levels.", 60, id="Y03 1M braces"
        ),
        pytest.param(
            "- " * 1_000_000, "yaml-depth", "The document nests deeper than 32 levels.", 40, id="Y03 1M dashes"
        ),
        pytest.param(
            "? " * 5_000,
            "key-not-string",
            "A list or a map stands where a key is wanted.",
            20,
            id="Y03 5,000 question marks",
        ),
        pytest.param(
            "&a [*a]",
            "yaml-alias-cycle",
            "The alias *a stands inside the value it names.",
            20,
            id="Y04 a list in itself",
        ),
        pytest.param(
            "&a {x: *a}",
            "yaml-alias-cycle",
            "The alias *a stands inside the value it names.",
            20,
            id="Y04 a map in itself",
        ),
        pytest.param(
            "x" * (MIB + 1),
            "scalar-too-long",
            "A value has 1,048,577 characters, the limit is 1,048,576.",
            40,
            id="Y06 a long value",
        ),
        pytest.param(
            "{" + ",".join(f"k{n}: " for n in range(200_000)) + "}",
            "yaml-nodes",
            "The document holds more than 50,000 values.",
            90,
            id="Y08 200k keys",
        ),
        pytest.param(
            "".join(f"%TAG !e{n}! tag:example.org:\n" for n in range(100_000)) + "---\na: 1\n",
            "yaml-syntax",
            "The document has more than 16 %TAG directives.",
            60,
            id="Y22 tag directives",
        ),
        pytest.param(
            "\r\n" * 100_000 + "apiVersion: [\r\n---\r\n",
            "yaml-syntax",
            "YAML cannot be read here",
            40,
            id="Y22 a hundred thousand empty lines",
        ),
        pytest.param(
            "a: [\n" + "\t" * 1_000_000, "yaml-syntax", "YAML cannot be read here", 40, id="Y22 a million tabs"
        ),
        pytest.param(
            "a: \u2028\n" + "".join(f"k{n}: x\n" for n in range(20_000)) + "b: [\n",
            "yaml-syntax",
            "YAML cannot be read here",
            60,
            id="Y18 one rare line break in a long file",
        ),
    ],
)
def test_a_hostile_text_costs_nothing(check, raw, code, said, mib):
    """A text made to blow up is one problem, in a fraction of a second, and the process lives."""
    done = check(raw)

    assert done.status == 1
    assert done.codes[0] == code
    assert str(done.problems[0]["message"]).startswith(said)
    assert len(done.problems) < 10
    # A tenth of that on a machine of one's own; of a parser that minds nothing, it is a minute or a crash.
    assert done.seconds < 1
    assert done.kib < mib * 1024


def test_many_documents(check):
    """Y07: the document after the ten thousandth ends the reading."""
    done = check("~\n---\n" * 60_000)

    assert (done.status, done.codes) == (1, ["too-many-documents"])
    assert done.problems[0]["line"] == 20_000
    assert done.seconds < 2


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(8 * MIB + 1, id="Y05 one byte over the limit"),
        pytest.param(100 * MIB, id="Y05 a hundred megabytes"),
    ],
)
def test_a_large_file_is_not_read(tmp_path, size):
    """A file over the limit is known by its size, and no byte of it is read."""
    folder, empty = tmp_path / "folder", tmp_path / "empty"
    folder.mkdir()
    empty.mkdir()
    with (folder / "catalog-info.yaml").open("wb") as file:
        file.truncate(size)

    done = checked(folder, empty)

    assert (done.status, done.codes) == (1, ["file-too-large"])
    assert done.problems[0]["message"] == f"The file has {size:,} bytes, the limit is 8,388,608."
    assert done.bytes < 100_000
    assert done.kib < MIB


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        pytest.param("apiVersion: a\nkind: b\napiVersion: c\n", 1, (3, 1), id="Y09 at the root"),
        pytest.param("kind: x\nmetadata:\n  name: a\n  name: b\n", 3, (4, 3), id="Y09 in metadata"),
        pytest.param("kind: x\nspec: {a: [{b: 1,\n  c: 2, b: 3}]}\n", 2, (3, 9), id="Y09 in a list"),
        pytest.param('kind: x\n"k\\u0069nd": y\n', 1, (2, 1), id="Y09 spelt in another way"),
    ],
)
def test_a_key_twice(text, first, second):
    """A key that stands twice names both places."""
    (problem,) = reading.read(Texts({"catalog-info.yaml": text})).problems

    assert problem.code == "duplicate-key"
    assert f"stands at line {first} already" in problem.message
    assert (problem.position.line, problem.position.column) == second


ODD_KEYS = [("~", "~"), ("7", "7"), ("true", "true"), ("1.5", "1.5"), ("2024-01-01", "2024-01-01")]


@pytest.mark.parametrize(("key", "kept"), [pytest.param(*row, id=f"Y10 {row[0]}") for row in ODD_KEYS])
def test_a_key_that_is_no_text(key, kept):
    """In the envelope such a key is told and left out, deeper it is its own text; a date is a text in YAML 1.2."""
    odd = [] if key == kept == "2024-01-01" else ["key-not-string"]
    for envelope in (
        f"{key}: x\n{a('Domain x')}",
        a("Domain x").replace("name: x", f"name: x, {key}: y"),
        a("Domain x", f"{key}: y"),
    ):
        found = reading.read(Texts({"catalog-info.yaml": envelope}))
        codes = [problem.code for problem in found.problems]
        assert codes == (odd or (["key-unknown"] if envelope.startswith(key) else []))
        assert not odd or f'Write it in quotes: "{kept}".' in found.problems[0].remedy
        assert len(found.entities) == 1

    (deeper,) = reading.read(Texts({"catalog-info.yaml": a("Domain x", f"own: {{{key}: y}}")})).entities
    assert deeper.spec == {"own": {kept: "y"}}


@pytest.mark.parametrize("key", [pytest.param("[a]", id="Y10 a list"), pytest.param("{a: b}", id="Y10 a map")])
@pytest.mark.parametrize("text", ["{key}: x\n", "own: {{{key}: y}}\n", "own: [{{x: {{? {key} : y}}}}]\n"])
def test_a_key_that_is_no_scalar(key, text):
    """A list or map as a key is refused at any depth."""
    found = reading.read(Texts({"catalog-info.yaml": a("Domain x", "own: 1") + text.format(key=key)}))

    assert [problem.code for problem in found.problems] == ["key-not-string"]
    assert not found.entities


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("!!python/object/apply:os.system ['touch {canary}']", id="Y11 a call"),
        pytest.param(
            "!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ['{canary}']]", id="Y11 calls"
        ),
        pytest.param("!!python/object/new:os.system ['touch {canary}']", id="Y11 a new object"),
        pytest.param("!<tag:yaml.org,2002:python/object/apply:os.system> ['touch {canary}']", id="Y11 in full"),
        pytest.param("!!python/name:os.system ''", id="Y11 a name"),
        pytest.param("!!python/module:os ''", id="Y11 a module"),
        pytest.param("!custom x", id="Y11 one's own"),
        pytest.param("!!binary aGVsbG8=", id="Y11 bytes"),
        pytest.param("!!set {{a, b}}", id="Y11 a set"),
        pytest.param("!!omap [a: b]", id="Y11 an ordered map"),
        pytest.param("!!timestamp 2024-01-01", id="Y11 a date"),
        pytest.param("!!int text", id="Y11 a tag that does not fit"),
        pytest.param("!!map [a]", id="Y11 nor this"),
    ],
)
@pytest.mark.parametrize("place", ["value: {value}\n", "? {value}\n: x\n", "- [{value}]\n"])
def test_a_tag_is_not_obeyed(tmp_path, value, place):
    """A tag beyond those of JSON's values is refused, wherever it stands, and nothing is called."""
    canary = tmp_path / "canary"
    text = place.replace("{value}", value.format(canary=canary))

    found = reading.read(Texts({"catalog-info.yaml": text}))

    assert not found.entities
    assert "yaml-tag" in [problem.code for problem in found.problems]
    assert not canary.exists()


CONTROLS = [*range(9), 0xB, 0xC, *range(0xE, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xFFFE, 0xFFFF]


@pytest.mark.parametrize("number", CONTROLS, ids=lambda number: f"Y15 U+{number:04X}")
def test_control_characters(number):
    """A control character is named with its line, as it is and as an escape."""
    for raw in (f"a: 1\nb: x{chr(number)}y\n", f'a: 1\nb: "x\\u{number:04x}y"\n', f"a: 1\n# {chr(number)}\n"):
        (failure,) = read("f.yaml", raw.encode()).failures
        (problem,) = failure.problems
        assert problem.code == "control-character"
        assert f"U+{number:04X}" in problem.message
        assert problem.position.line == 2


@pytest.mark.parametrize(
    ("raw", "offset"),
    [
        pytest.param(b"kind: \xe9\n", 6, id="Y16 Latin-1"),
        pytest.param(b"a: 1\n---\nkind: \xc0\xaf\n", 15, id="Y16 overlong"),
        pytest.param(b"kind: \xed\xa0\x80\n", 6, id="Y16 a surrogate"),
        pytest.param(b"kind: \xf0\x9f\x9a", 6, id="Y16 cut short"),
        pytest.param(b"kind: \xf5\x80\x80\x80\n", 6, id="Y16 beyond Unicode"),
        pytest.param(b'kind: "\\ud800"\n', 9, id="Y16 an escaped surrogate"),
    ],
)
def test_what_is_no_utf_8(raw, offset):
    """Bytes that are no UTF-8 are told by their offset, and reach nothing."""
    found = reading.read(Texts({"catalog-info.yaml": raw}))

    problem = found.problems[-1]
    assert problem.code == "not-utf8"
    assert f"yte {offset} " in problem.message
    assert not found.entities


@pytest.mark.parametrize(
    ("raw", "code", "status"),
    [
        pytest.param("", "empty", 0, id="Y19 an empty file"),
        pytest.param("# nothing\n", "empty", 0, id="Y19 only comments"),
        pytest.param("---\n", "empty", 0, id="Y19 only a marker"),
        pytest.param("- a\n- b\n", "document-not-mapping", 1, id="Y19 a list"),
        pytest.param("hello\n", "document-not-mapping", 1, id="Y19 a text"),
        pytest.param("42\n", "document-not-mapping", 1, id="Y19 a number"),
        pytest.param(
            "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n", "merge-conflict-markers", 1, id="Y20 a conflict"
        ),
        pytest.param("version https://git-lfs.github.com/spec/v1\noid hunter2\n", "not-a-descriptor", 1, id="Y21 LFS"),
        pytest.param("<!DOCTYPE html><title>hunter2</title>\n", "not-a-descriptor", 1, id="Y21 a page"),
        pytest.param("-----BEGIN PRIVATE KEY-----\nhunter2\n", "not-a-descriptor", 1, id="Y21 a key"),
        pytest.param(
            "subject=/CN=hunter2\n\n-----BEGIN CERTIFICATE-----\nhunter2\n", "not-a-descriptor", 1, id="Y21 a preface"
        ),
        pytest.param(b"\x7fELF\x02\x01hunter2", "not-a-descriptor", 1, id="Y21 a program"),
        pytest.param('kind: "open\n', "yaml-syntax", 1, id="Y22 an open quote"),
        pytest.param("kind:\n  a: 1\n b: 2\n", "yaml-syntax", 1, id="Y22 indentation"),
        pytest.param("%YAML 9.9\n---\nkind: a\n", "yaml-syntax", 1, id="Y22 a version"),
    ],
)
def test_how_a_check_ends(check, raw, code, status):
    """A notice alone lets a check pass, a fault does not; the content of what is no descriptor is never shown."""
    done = check(raw)

    assert (done.codes, done.status) == ([code], status)
    assert "hunter2" not in done.output


def test_a_quoted_line_is_short_and_harmless():
    """Y22: the line at fault is quoted up to 120 characters, unprintable ones spelt out."""
    (problem,) = reading.read(Texts({"catalog-info.yaml": "kind: [\u202e" + "x" * 500 + "]]\n"})).problems

    assert problem.code == "yaml-syntax"
    assert "\\u202e" in problem.message
    assert problem.message.isprintable()
    assert len(problem.message) < 250


# --- Y23: mutants ----------------------------------------------------------------------------------

PIECES = [
    *"[]{}:,-?&*!|>'\"%@`#\t\n\r \\~=<",
    ": ",
    "- ",
    "\n---\n",
    "\n...\n",
    "\n  ",
    "&x ",
    "*x",
    "<<: *x",
    "!!python/name:os.system ",
    "!x ",
    "{{ x }}",
    "$text: ./other.yaml",
    "$yaml: ../x",
    "null",
    "yes",
    "1e999",
    "0x1F",
    '"\\ud800"',
    "\x00",
    "\x85",
    "\u2028",
    "\ufeff",
    "\U0001f680",
    "javascript:x",
    "%TAG ! x:\n",
]
SEED = 20_261_123
# More of them by night: each takes about a millisecond.
MUTANTS = int(os.environ.get("ENSEMBLE_TEST_MUTANTS", "1000"))


def descriptors() -> list[bytes]:
    """The example organisation's files, and those of the corpus where it is there."""
    found = [*sorted(EXAMPLE.rglob("*.yaml")), *sorted(CORPUS.rglob("*.yaml"))]
    return [path.read_bytes()[:20_000] for path in found]


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """A text with pieces put in, taken out, doubled or changed, of YAML's grammar or of bytes."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(raw) + 1)
        upto = min(len(raw), at + chance.choice((1, 2, 5, 40)))
        how = chance.randrange(6)
        if how < 3:
            raw = raw[:at] + chance.choice(PIECES).encode() + raw[at if how else upto :]
        elif how == 3:
            raw = raw[:at] + raw[upto:]
        elif how == 4:
            raw = raw[:upto] + raw[at:]
        else:
            raw = raw[:at] + chance.randbytes(1) + raw[at + 1 :]
    return raw


def test_mutants_are_entities_or_coded_problems():
    """Y23: whatever becomes of a real descriptor, it is entities and problems with a code, a place and a sentence."""
    chance = random.Random(SEED)  # noqa: S311  # the same mutants every time
    originals = descriptors()
    times: list[float] = []
    for number in range(MUTANTS):
        raw = mutated(chance.choice(originals), chance)
        lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        told = f"mutant {number} of seed {SEED}: {raw!r}"
        started = time.process_time()
        try:
            found = reading.read(Texts({"catalog-info.yaml": raw, "other.yaml": "a: 1\n"}))
        except Exception as error:
            raise AssertionError(told) from error
        times.append(time.process_time() - started)
        assert found.files, told
        for problem in found.problems:
            assert problem.code in CODES, told
            assert problem.message, told
            assert problem.position.path == "catalog-info.yaml", told
            assert 1 <= problem.position.line <= lines + 1, told
            assert problem.position.column >= 1, told
        for entity in found.entities:
            assert json.loads(json.dumps(entity.document, allow_nan=False)) == entity.document, told
            assert all(1 <= line <= lines for line, _ in entity.positions.values()), told

    times.sort()
    assert times[int(len(times) * 0.99)] < 0.2
