"""The command line: one small table of commands; a command's module is imported only when it is called."""

from __future__ import annotations

import argparse
import difflib
import errno
import importlib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple, NoReturn

from geomap.errors import GeomapError

DONE, PARTLY, FAILED, INTERRUPTED = 0, 1, 2, 130


class Command(NamedTuple):
    """Where a command lives (`add(subparsers)`, `run(args) -> int`) and its line in `geomap --help`."""

    module: str
    help: str


COMMANDS: dict[str, Command] = {
    "map": Command("geomap.cli.map", "reports and tables in; map, GeoJSON, GeoPackage and CSV out"),
    "parse": Command("geomap.cli.parse", "place mentions of reports, one per row"),
    "dates": Command("geomap.cli.dates", "time expressions of reports, one per row"),
    "join": Command("geomap.cli.join", "geocode and date an event table, all its columns kept"),
    "fronts": Command("geomap.cli.fronts", "areas of control and front lines from a table of who holds what"),
    "gazetteer": Command("geomap.cli.gazetteer", "build, extend, search and describe the gazetteer"),
    "figure": Command("geomap.cli.figure", "static map of an output folder for a printed report"),
    "brief": Command("geomap.cli.brief", "a short written summary of an output folder"),
    "export": Command("geomap.cli.export", "an output folder in other GIS formats, or into PostGIS"),
    "check": Command("geomap.cli.check", "validate an output folder"),
}

EPILOG = """examples:
  geomap map reports/ -o outputs          map every report and table of a folder
  geomap parse news.txt --format table    which places does this report name?
  geomap gazetteer search "Aleppo"        look a name up
  geomap COMMAND --help                   options and examples of one command

every command takes --log-json: what is told comes as JSON, one object per line of stderr
exit status: 0 done; 1 done, but some inputs were rejected; 2 nothing could be done, or wrong usage
"""


class Parser(argparse.ArgumentParser):
    """argparse with errors of one line: what is wrong and where to read more."""

    def error(self, message: str) -> NoReturn:
        from geomap.cli.console import complain

        complain(f"{message}; see {self.prog} --help")
        raise SystemExit(FAILED)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status (0 done, 1 done with rejected inputs, 2 failed, 130 interrupted)."""
    from geomap.cli.console import complain

    arguments = list(sys.argv[1:] if argv is None else argv)
    if "--log-json" in arguments:
        os.environ["GEOMAP_LOG"] = "json"  # before anything can go wrong; worker processes inherit it
        arguments = [a for a in arguments if a != "--log-json"]
    for name in ("stdout", "stderr"):  # closed by who started us: what would be said there is for nobody
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open as long as we run
    try:
        return _dispatch(arguments)
    except GeomapError as error:
        complain(str(error))
        return FAILED
    except BrokenPipeError:  # the reader of our output has seen enough (head, a closed pager)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        kept = "; what was read is kept in the case" if "--case" in arguments else ""
        complain(f"interrupted{kept}; what was there before is untouched")
        return INTERRUPTED
    except Exception as error:  # a fault of ours or of a library: a person gets words, not a traceback
        complain(_unforeseen(error))
        return FAILED


SCARCE = re.compile(
    r"(?i)out of memory|cannot allocate|failed to map segment|bad_alloc|can't start new thread|malloc|memory allocation"
)


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def _unforeseen(error: BaseException) -> str:
    """What to say of an error that nobody foresaw; with GEOMAP_DEBUG in the environment, where it came from as well."""
    if os.environ.get("GEOMAP_DEBUG"):
        import traceback

        traceback.print_exception(error)
    if any(isinstance(e, MemoryError) or SCARCE.search(str(e)) for e in _causes(error)):
        return "out of memory; what was there before is untouched (give fewer reports, or fewer --jobs)"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, OSError) and error.errno in FULL:
        return f"the output cannot be written: {error.strerror} (is the disk full?)"
    if isinstance(error, ImportError):
        return f"a library cannot be loaded: {error} (too little memory, or a damaged installation)"
    return f"a fault of geomap: {type(error).__name__}: {error} (please report it; GEOMAP_DEBUG=1 shows where)"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and all that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _dispatch(arguments: list[str]) -> int:
    name = next((a for a in arguments if not a.startswith("-")), "")
    if name and name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
        hint = f"did you mean 'geomap {near[0]}'?" if near else f"commands: {', '.join(COMMANDS)}"
        raise GeomapError(f"there is no command {name!r} ({hint})")
    parser = _parser(name)
    args, unknown = parser.parse_known_args(arguments)
    if unknown:
        raise GeomapError(f"unknown option {' '.join(unknown)}; see {f'geomap {name}'.strip()} --help")
    if not name:
        parser.print_help(sys.stderr)
        return FAILED
    status: int = importlib.import_module(COMMANDS[name].module).run(args)
    sys.stdout.flush()
    return status


def _parser(called: str) -> argparse.ArgumentParser:
    """The parser with the called command's own options; the others are only named."""
    parser = Parser(
        prog="geomap",
        description="Turn conflict reporting into dated maps: what happened where, corridors, front lines.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, help="print the version and stop")
    subparsers = parser.add_subparsers(metavar="COMMAND", title="commands", dest="command")
    for name, command in COMMANDS.items():
        if name == called:
            importlib.import_module(command.module).add(subparsers)
        else:
            subparsers.add_parser(name, help=command.help)
    return parser


class _Version(argparse.Action):
    """Print the version; the metadata look-up costs 20 ms, so only when asked."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:  # noqa: A002 - argparse's own word
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from geomap.version import version

        sys.stdout.write(f"geomap {version()}\n")
        parser.exit(DONE)
