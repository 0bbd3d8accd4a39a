"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path


def day(text: str) -> date:
    """A date option in any common written form ("2015-10-01", "1 October 2015")."""
    from geomap.readers.days import parse_day

    value = parse_day(text)
    if value is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date (write YYYY-MM-DD)")
    return value


def countries(text: str) -> tuple[str, ...]:
    """Country codes of two letters, separated by commas."""
    codes = tuple(code.strip().upper() for code in text.split(",") if code.strip())
    wrong = [code for code in codes if len(code) != 2 or not code.isalpha()]
    if wrong:
        raise argparse.ArgumentTypeError(f"{wrong[0]!r} is not a country code of two letters (SY,IQ)")
    return codes


def latlon(text: str) -> tuple[float, float]:
    """A position as LAT,LON in degrees."""
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not LAT,LON in degrees (35.8,36.3)") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise argparse.ArgumentTypeError(f"{text!r} lies off the globe: latitude first, then longitude")
    return lat, lon


def jobs(text: str) -> int:
    """A number of processes, 1 or more."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes (1 or more)")
    return int(text)


def add_reading(parser: argparse.ArgumentParser) -> None:
    """`--published`, `--metadata`: when the reports were published."""
    group = parser.add_argument_group("reports")
    group.add_argument(
        "--published", type=day, metavar="DATE", help="day of publication of reports that are not in the metadata file"
    )
    group.add_argument(
        "--metadata", type=Path, metavar="FILE.csv",
        help="columns report,published,source,url,reliability (published.csv or metadata.csv beside the reports is found by itself)",
    )  # fmt: skip


def add_places(parser: argparse.ArgumentParser) -> None:
    """`--gazetteer`, `--country`, `--near`: where to look; a bias, never a filter."""
    group = parser.add_argument_group("places")
    group.add_argument(
        "--gazetteer",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="own places, CSV or GeoJSON, that win over the built-in ones (repeatable)",
    )
    group.add_argument(
        "--country",
        type=countries,
        default=(),
        metavar="SY,IQ",
        help="prefer places in these countries (a bias, not a filter)",
    )
    group.add_argument(
        "--near", type=latlon, metavar="LAT,LON", help="prefer places near this position (a bias, not a filter)"
    )


def add_period(parser: argparse.ArgumentParser) -> None:
    """`--since`, `--until`: the period to show."""
    group = parser.add_argument_group("period")
    group.add_argument("--since", type=day, metavar="DATE", help="leave out what ended before this day")
    group.add_argument("--until", type=day, metavar="DATE", help="leave out what began after this day")


def add_engine(parser: argparse.ArgumentParser) -> None:
    """`--corpus`, `--engine`, `--work`: very many reports, on one machine or several."""
    group = parser.add_argument_group("very many reports (needs geomap[dask])")
    group.add_argument(
        "--corpus", action="append", default=[], metavar="FILE|URL",
        help="JSON Lines, Parquet or WARC (.warc.gz) of reports, a glob, or s3://, gs://, https:// ...; read in pieces (repeatable)",
    )  # fmt: skip
    group.add_argument(
        "--engine", default="local", metavar="local|dask|dask://HOST:PORT",
        help="what reads the corpus: --jobs processes of this machine (default), or a Dask cluster",
    )  # fmt: skip
    group.add_argument(
        "--work", default="", metavar="FOLDER|URL",
        help="where the readings of the pieces are kept as Parquet, seen by every machine of the cluster",
    )  # fmt: skip


def add_running(parser: argparse.ArgumentParser) -> None:
    """`--jobs`, `--quiet`, `--log-json`."""
    parser.add_argument("--jobs", type=jobs, default=1, metavar="N", help="read N reports at a time (default 1)")
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary; errors are still told")
    parser.add_argument("--log-json", action="store_true", help="progress, warnings and errors as JSON, one per line")
