"""Several processes of the dashboard, each on a port of its own, that share the memory of what they load at the start.

usage: python deploy/serve.py first-port processes
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import sys
from pathlib import Path

from streamlit.web import cli

ROOT = Path(__file__).parents[1]
# Elsewhere a process must not go on with what another one has loaded: each loads it itself.
SHARING = sys.platform == "linux"


def serve(port: int) -> None:
    """One process."""
    options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true"}
    sys.argv = ["streamlit", "run", str(ROOT / "server.py"), *(f"--{name}={value}" for name, value in options.items())]
    cli.main()


def main(first_port: int, processes: int) -> None:
    """Start all, and be the first of them; they are one group, for whoever ends them."""
    os.setpgid(0, 0)
    if SHARING:
        sys.path.insert(0, str(ROOT))
        importlib.import_module("server")
        gc.collect()
        gc.freeze()  # the garbage collector would write to what is shared, and so copy it
    context = multiprocessing.get_context("fork" if SHARING else "spawn")
    for number in range(1, processes):
        context.Process(target=serve, args=(first_port + number,), daemon=True).start()
    serve(first_port)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
