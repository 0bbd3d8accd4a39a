"""Build the wheel, install it in an environment of its own, and map a report outside the checkout.

The environment sees the libraries of this one, so that nothing is downloaded; geomap itself comes from the wheel alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = "Published: 6 March 2021\n\nRebels shelled the airport of Marib on Friday, officials in Aden said. Houthi forces hold Sanaa.\n"


def main() -> int:
    """Returns 0 when the wheel works outside the checkout."""
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        wheel = build(here)
        python = install(wheel, here)
        (here / "reports").mkdir()
        (here / "reports" / "marib.txt").write_text(REPORT, "utf-8")
        clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | {
            "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))
        }
        command = [python, "-m", "geomap"]
        subprocess.run([*command, "map", "reports", "-o", "maps", "--quiet"], cwd=here, env=clean, check=True)
        subprocess.run([*command, "check", "maps"], cwd=here, env=clean, check=True)
        where = subprocess.run(
            [python, "-c", "import geomap; print(geomap.__file__)"],
            cwd=here,
            env=clean,
            check=True,
            stdout=subprocess.PIPE,
        ).stdout.decode()
        counts = json.loads((here / "maps" / "run.json").read_text("utf-8"))["counts"]
        if str(ROOT) in where or not counts["mentions"] or not counts["events"]:
            print(f"the wheel does not work outside the checkout: {where.strip()} {counts}", file=sys.stderr)
            return 1
        print(
            f"{wheel.name} ({wheel.stat().st_size / 1e6:.1f} MB) works outside the checkout: {counts}", file=sys.stderr
        )
    return 0


def build(here: Path) -> Path:
    """The wheel of this checkout, built without the network."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(here / "dist"),
        str(ROOT),
    ]
    subprocess.run(command, check=True)
    return next((here / "dist").glob("geomap-*.whl"))


def install(wheel: Path, here: Path) -> str:
    """The Python of a new environment that holds the wheel and sees this one's libraries, but for geomap itself."""
    venv.create(here / "env", with_pip=False)
    python = here / "env" / "bin" / "python"
    site = (
        subprocess.run(
            [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True,
            stdout=subprocess.PIPE,
        )
        .stdout.decode()
        .strip()
    )
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", site, str(wheel)], check=True
    )
    libraries = Path(sysconfig.get_path("purelib"))
    links = here / "libraries"
    links.mkdir()
    for entry in libraries.iterdir():
        if "geomap" not in entry.name and not entry.name.endswith(".pth"):
            (links / entry.name).symlink_to(entry)
    (Path(site) / "libraries.pth").write_text(f"{links}\n", "utf-8")
    return str(python)


if __name__ == "__main__":
    sys.exit(main())
