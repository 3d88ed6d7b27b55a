"""Write a made-up organisation as descriptor files: the same files for the same size, seed and options.

    python benchmarks/organisation.py --n 1000 --out FOLDER

The folder then holds:

    all.yaml                            a Location that leads to everything by patterns
    all-enum.yaml                       a Location that names every file
    app-config.perfile.yaml             a Backstage configuration with one location for each file
    org/groups.yaml, org/systems.yaml   teams and people, domains and systems
    org/groups-001.yaml …               more teams and people than a file may hold
    resources/resources-000.yaml …      databases, queues, buckets, 200 to a file
    components/NAME/catalog-info.yaml   a component, then the APIs it provides
    manifest.json                       what is in it, counted, for whoever measures
"""

import argparse
import json
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from app.entities import Entity
from benchmarks.founding import Document, Organisation, document, found, name_of

PATTERNS = ["./org/groups.yaml", "./org/systems.yaml", "./resources/*.yaml", "./components/*/catalog-info.yaml"]


def write(organisation: Organisation, out: Path) -> list[str]:
    """Write the descriptor files and what leads to them; the descriptor files' paths below `out`."""
    paths = write_descriptors(organisation, out)
    more = [f"./{path}" for path in paths if path.startswith("org/groups-")]
    _dump(out / "all.yaml", [_location(PATTERNS + more)])
    _dump(out / "all-enum.yaml", [_location([f"./{path}" for path in paths])])
    targets = "".join(f"    - {{type: file, target: '{out.resolve()}/{path}'}}\n" for path in paths)
    (out / "app-config.perfile.yaml").write_text(f"catalog:\n  locations:\n{targets}")
    return paths


def write_descriptors(organisation: Organisation, out: Path) -> list[str]:
    """Write the descriptor files alone; their paths below `out`."""
    paths = []
    for path, documents in organisation.files():
        _dump(out / path, documents)
        paths.append(path)
    return paths


def _location(targets: list[str]) -> Document:
    return document("Location", {"name": "root"}, {"type": "file", "targets": targets})


def _dump(path: Path, documents: Sequence[Document]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        yaml.dump_all(documents, file, Dumper=yaml.CSafeDumper, sort_keys=False, explicit_start=True, width=120)


def manifest(organisation: Organisation, paths: Sequence[str], size: int) -> dict[str, Any]:
    """What a reader of these files should find; `size` is how many bytes they are written in."""
    documents = list(chain.from_iterable(each for _, each in organisation.files()))
    relations = {(one.source, one.type, one.target) for each in documents for one in Entity(each, "", 1).relations}
    needed = Counter(target.short for _, type_, target in relations if type_ == "dependsOn")
    return {
        "counts": organisation.counts(),
        "entities": len(documents),
        "relation_pairs": len(relations) // 2,
        "relation_rows": len(relations),
        "files": len(paths),
        "bytes": size,
        # Backstage makes an entity of each entry of its configuration, and of the Location `root` itself.
        "expected_glob": len(documents) + 2,
        "expected_enum": len(documents) + 2,
        "expected_perfile": len(documents) + len(paths),
        "top_depended_on": sorted(needed.items(), key=lambda each: (-each[1], each[0]))[:5],
        "owners": sorted({each["spec"]["owner"] for each in organisation.components})[:200],
        "component_refs": [str(Entity(each, "", 1).ref) for each in organisation.components],
        "last_component": name_of(organisation.components[-1]),
    }


def clear(out: Path) -> None:
    """Make an empty folder of one that this program wrote; end the program before any other that holds something."""
    if out.is_dir() and any(out.iterdir()):
        if not (out / "manifest.json").exists():
            sys.exit(f"{out} holds files that this program has not written. Name another folder.")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options, write the organisation, and say what it holds."""
    parser = argparse.ArgumentParser(description="Write a made-up organisation as descriptor files.")
    parser.add_argument("--n", type=int, required=True, help="how many components, the rest in proportion")
    parser.add_argument(
        "--out", type=Path, required=True, help="the folder to write; what this program left there goes"
    )
    parser.add_argument("--seed", type=int, default=1, help="another number, another organisation (default: 1)")
    parser.add_argument("--users", type=int, default=0, help="how many people (default: 0)")
    parser.add_argument(
        "--back-edges", type=float, default=0.01, help="share of components that may close a cycle (default: 0.01)"
    )
    options = parser.parse_args(arguments)
    if options.n < 1:
        parser.error("An organisation has at least one component: --n 1.")
    organisation = found(options.n, options.seed, options.users, options.back_edges)
    clear(options.out)
    paths = write(organisation, options.out)
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    about = {"n": options.n, "seed": options.seed, **manifest(organisation, paths, size)}
    (options.out / "manifest.json").write_text(json.dumps(about, indent=1))
    counted = ", ".join(f"{count} {kind}" for kind, count in about["counts"].items())
    print(f"{options.out}: {counted}; {about['relation_pairs']} relations; {len(paths)} files, {size} bytes.")


if __name__ == "__main__":
    main()
