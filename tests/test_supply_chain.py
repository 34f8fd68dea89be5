"""What is installed is what was reviewed: every file by its hash, every package with its licence."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;]+)", re.MULTILINE)
LOCKED = re.compile(
    r"^([a-z0-9-]+)==(\S+)( ;[^\\]*)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}


def name(package: str) -> str:
    """Name as the lock file writes it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", package).lower()


def on_linux(marker: str) -> bool:
    """Whether a line of the lock file holds for Linux: it holds for all where it names no platform."""
    return not marker or Marker(marker.strip(" ;")).evaluate(LINUX)


def pins(file: str) -> dict[str, str]:
    """Versions by name in a list of requirements."""
    text = (ROOT / file).read_text()
    found = {name(package): version for package, version in PIN.findall(text)}
    assert found
    return found


def locked(file: str) -> dict[str, str]:
    """Versions by name in a lock file, of what a Linux server installs; all of its lines are read."""
    text = (ROOT / file).read_text()
    assert LOCKED.sub("", text).strip() == ""
    return {package: version for package, version, marker, _ in LOCKED.findall(text) if on_linux(marker)}


@pytest.mark.parametrize("kind", ["requirements", "requirements-dev"])
def test_the_lock_file_holds_every_pin_with_its_hashes(kind: str) -> None:
    wanted = pins("requirements.txt") | pins(f"{kind}.txt")
    found = locked(f"{kind}.lock")
    assert {package: found.get(package) for package in wanted} == wanted


def test_nothing_is_shipped_that_the_requirements_do_not_name() -> None:
    assert locked("requirements.lock") == pins("requirements.txt")


def test_the_bill_of_materials_lists_what_is_shipped() -> None:
    described = json.loads((ROOT / "docs" / "sbom.cdx.json").read_text())
    assert described["bomFormat"] == "CycloneDX"
    found = {name(part["name"]): part["version"] for part in described["components"]}
    assert found == locked("requirements.lock")


def test_every_shipped_package_has_a_known_licence() -> None:
    rows = re.findall(r"^\| (\S+) +\| (\S+) +\| (.+?) +\|", (ROOT / "docs" / "licences.md").read_text(), re.MULTILINE)
    listed = {name(package): (version, licence) for package, version, licence in rows if package != "Name"}
    assert {package: version for package, (version, _) in listed.items()} == locked("requirements.lock")
    assert not [package for package, (_, licence) in listed.items() if licence.upper() in ("UNKNOWN", "")]
    assert not [package for package, (_, licence) in listed.items() if re.search(r"\bA?GPL", licence)]


def test_nobody_is_told_who_uses_the_dashboard() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["browser"]["gatherUsageStats"] is False


def test_files_of_others_are_those_that_were_reviewed() -> None:
    told = (ROOT / "web" / "static" / "README.md").read_text()
    scripts = list((ROOT / "web" / "static").glob("*.js"))
    assert scripts
    for path in scripts:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert re.search(rf"^\| `{re.escape(path.name)}` .*`{digest}` \|$", told, re.MULTILINE), path.name
