"""A made-up organisation is the same one each time."""

import json
from hashlib import sha256

import pytest

from benchmarks import organisation


@pytest.fixture
def written(tmp_path):
    """Writes an organisation with these options, and gives its folder."""

    def write(*options):
        out = tmp_path / "made-up"
        organisation.main(["--out", str(out), *options])
        return out

    return write


def fingerprint(out):
    """One hash of every path and content, with the folder's own address taken out."""
    whole = sha256()
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        content = path.read_text().replace(str(out.resolve()), "OUT")
        if path.name == "manifest.json":
            content = json.dumps(json.loads(content) | {"bytes": "counted with the address"})
        whole.update(f"{path.relative_to(out)}\n{len(content)}\n{content}".encode())
    return whole.hexdigest()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(
            ["--seed", "1"], "fecbe05d7dc76322b3a9298f8c1c7cb2f20f5f9b043ea2e3aca024cefb2fa83a", id="one seed"
        ),
        pytest.param(["--seed", "2"], "1e40dd601f6c95b8f436c35c5fdc15a58ce7f243513102f8360d9a7da96797d7", id="another"),
        pytest.param(
            ["--seed", "1", "--users", "20", "--back-edges", "0.5"],
            "bfd154c9faddf6bdf81a2a7492b3e8c2f3c8f2fc60abbf5fb8b05eff306f53f7",
            id="with people and cycles",
        ),
    ],
)
def test_is_the_same_for_the_same_options(written, options, expected):
    """The same size, seed and options write the same bytes, on every machine and in every version."""
    assert fingerprint(written("--n", "50", *options)) == expected


def test_writes_over_what_it_wrote_and_nothing_else(written):
    """A folder of an earlier run is replaced; one with anything else in it ends the program and stays as it is."""
    first = written("--n", "5")
    second = written("--n", "3")

    assert first == second
    assert len(list(second.glob("components/*"))) == 3

    (second / "manifest.json").unlink()
    with pytest.raises(SystemExit, match="has not written"):
        written("--n", "3")

    assert (second / "all.yaml").exists()


def test_has_a_component_at_least(written):
    """An organisation without a component is refused."""
    with pytest.raises(SystemExit):
        written("--n", "0")
