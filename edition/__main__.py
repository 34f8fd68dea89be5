"""`python -m edition [folder]` writes the static edition, by default into `build/static`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from edition.states import prepared
from edition.write import write


def main() -> None:
    """Write the edition and say what came of it."""
    parser = argparse.ArgumentParser(prog="edition", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/static"))
    folder = parser.parse_args().folder
    started = time.monotonic()
    states = write(folder, prepared())
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    seconds = time.monotonic() - started
    door = folder / "index.html"
    sys.stdout.write(f"{states} states in {len(files)} files, {size:.1f} MB, {seconds:.0f} s: open {door}\n")


if __name__ == "__main__":
    main()
