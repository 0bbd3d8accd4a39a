"""Write LICENSES-THIRD-PARTY.md: every library that geomap installs or ships, with its version, licence and home.

python scripts/list_licences.py           write it
python scripts/list_licences.py --check   fail when a library has no known licence, or one that MIT users may not expect
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "LICENSES-THIRD-PARTY.md"
COPYLEFT = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
LEAFLET = ("Leaflet", "1.9.4", "BSD-2-Clause", "https://leafletjs.com", "geomap/publish/web/vendor/leaflet")
PCODES = ("OCHA P-codes", "", "CC BY-IGO", "https://data.humdata.org", "gazetteer/names: areas.csv")
MANIFEST = ROOT / "gazetteer" / "vendor" / "manifest.json"
HOMES = {
    "Natural Earth": "https://www.naturalearthdata.com", "GeoNames": "https://www.geonames.org",
    "Unicode CLDR": "https://cldr.unicode.org", "iso3166-2": "https://pypi.org/project/iso3166-2/",
}  # fmt: skip


def vendored() -> Iterator[tuple[str, str, str, str, str]]:
    """(name, version, licence, home, where) of every part that ships; data by the sources that its manifest names."""
    yield LEAFLET
    yield PCODES
    files: dict[tuple[str, str], list[str]] = {}
    for name, about in sorted(json.loads(MANIFEST.read_text("utf-8")).items()):
        files.setdefault((about["source"], about["licence"]), []).append(name)
    for (source, kind), names in sorted(files.items()):
        home = next((link for maker, link in HOMES.items() if maker in source), "")
        yield source, "", kind, home, f"gazetteer/vendor: {', '.join(names)}"


def name_of(requirement: str) -> str:
    """The distribution's name in its normal form."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;(]", requirement, maxsplit=1)[0]).lower()


def closure(wanted: list[str]) -> dict[str, metadata.Distribution]:
    """The installed libraries that `wanted` need, and those that these need."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [name_of(r) for r in wanted]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or version of Python
        waiting += [name_of(r) for r in found[name].requires or () if "extra ==" not in r]
    return found


def licence(library: metadata.Distribution) -> str:
    """Its licence: the SPDX expression, else the classifiers, else the first line of what it says or brings along."""
    about = library.metadata
    listed = [c.rpartition("::")[2].strip() for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    said = (about.get("License") or "").strip().splitlines()
    brought = (p for p in library.files or () if "licen" in p.name.lower() and ".dist-info" in str(p))
    said = said or [line for path in brought for line in path.read_text("utf-8").split("\n") if line.strip()]
    return about.get("License-Expression") or ", ".join(listed) or (said[0].strip()[:80] if said else "")


def home(library: metadata.Distribution) -> str:
    """Its home page."""
    links = dict(line.split(", ", 1) for line in library.metadata.get_all("Project-URL") or () if ", " in line)
    known = {name.lower(): link for name, link in links.items()}
    chosen = (known[k] for k in ("homepage", "source", "repository", "source code", "documentation") if k in known)
    return library.metadata.get("Home-page") or next(chosen, "")


def rows() -> Iterator[tuple[str, str, str, str, str]]:
    """(name, version, licence, home, needed by) of every library, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = {"core": project["dependencies"], **project["optional-dependencies"]}
    needed: dict[str, list[str]] = {}
    libraries: dict[str, metadata.Distribution] = {}
    for group, wanted in groups.items():
        for name, library in closure(wanted).items():
            libraries[name] = library
            needed.setdefault(name, []).append(group)
    for name, library in sorted(libraries.items()):
        by = "core" if "core" in needed[name] else ", ".join(needed[name])
        yield library.metadata["Name"], library.version, licence(library), home(library), by


def main() -> int:
    """Write or check the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    listed = list(rows())
    doubtful = [f"{name}: {kind or 'none stated'}" for name, _, kind, _, by in listed if by != "dev" and (not kind or (COPYLEFT.search(kind) and "LGPL" not in kind and "Lesser" not in kind))]  # fmt: skip
    if args.check:
        print(
            "\n".join(doubtful) or f"{len(listed)} libraries, all with a licence that asks nothing of users",
            file=sys.stderr,
        )
        return bool(doubtful)
    lines = [
        "# Parts of others",
        "",
        "Written by `scripts/list_licences.py` from what the libraries say of themselves, as installed for development.",
        "",
    ]
    lines += ["## In the package", "", "| part | version | licence | home | where |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in vendored()]
    lines += [
        "",
        "## Installed beside it",
        "",
        "| library | version | licence | home | needed by |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in listed]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
