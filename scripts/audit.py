"""Ask pip-audit whether an installed library has a known weakness; says so plainly where it could not find out.

Returns 0 when there is none or nobody could be asked, 1 when there is one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from importlib import metadata

SERVICES = {  # what pip-audit asks for each library, a version at a time
    "pypi": "https://pypi.org/pypi/pip/{}/json",
    "osv": "https://api.osv.dev/v1/query",
}
PATIENCE = 10  # seconds


def reachable(service: str) -> bool:
    """Whether this service answers with what pip-audit needs."""
    version = metadata.version("pip")
    asked = {"package": {"name": "pip", "ecosystem": "PyPI"}, "version": version} if service == "osv" else None
    body = json.dumps(asked).encode() if asked else None
    request = urllib.request.Request(SERVICES[service].format(version), data=body)  # noqa: S310 - a constant address
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - the same
            return service == "osv" or "vulnerabilities" in json.load(answer)
    except (OSError, ValueError, urllib.error.URLError):
        return False


def main() -> int:
    """Audit the environment that this runs in."""
    service = next(filter(reachable, SERVICES), "")
    if not service:
        return skipped("no database of weaknesses can be reached from here")
    command = [sys.executable, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off"]
    done = subprocess.run(
        [*command, "--vulnerability-service", service, "--format", "json"], capture_output=True, text=True, check=False
    )
    try:
        libraries = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):  # it broke off: that says nothing of the libraries
        return skipped((done.stderr.strip().splitlines() or ["it ended without an answer"])[-1])
    weak = [
        (lib["name"], lib["version"], weakness["id"], weakness["fix_versions"])
        for lib in libraries
        for weakness in lib.get("vulns", ())
    ]
    for name, version, known_as, mended in weak:
        print(f"{name} {version}: {known_as}; mended in {', '.join(mended) or 'no version yet'}", file=sys.stderr)
    asked = sum("vulns" in lib for lib in libraries)
    print(f"pip-audit: {asked} of {len(libraries)} libraries checked, {len(weak)} known weaknesses", file=sys.stderr)
    return int(bool(weak))


def skipped(why: str) -> int:
    """Say that nothing was found out, loud enough to be seen in a log; no reason to fail what else is checked."""
    print(f"WARNING: pip-audit skipped, no library was checked for known weaknesses: {why}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
