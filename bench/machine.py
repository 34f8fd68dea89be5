"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.servers import KIB_PER_MIB, ROOT

CPU_INFO = Path("/proc/cpuinfo")


@dataclass(frozen=True)
class Machine:
    """Hardware, versions and how busy the machine was before the run."""

    date: str
    revision: str
    processor: str
    cores: int
    memory_mib: int
    system: str
    python: str
    streamlit: str
    plotly: str
    busy_cores_before: float  # runnable processes over the last minute: well above 0, others disturbed the run


def describe() -> Machine:
    """The machine at hand."""
    revision = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    memory_bytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return Machine(
        datetime.now(UTC).strftime("%Y-%m-%d"),
        revision.stdout.strip(),
        _processor(),
        os.cpu_count() or 0,
        memory_bytes // KIB_PER_MIB**2,
        f"{platform.system()} {platform.machine()}",
        platform.python_version(),
        version("streamlit"),
        version("plotly"),
        round(os.getloadavg()[0], 2),
    )


def _processor() -> str:
    """Name of the processor: Python knows it on macOS, Linux writes it into a file."""
    if CPU_INFO.exists():
        for line in CPU_INFO.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":")[1].strip()
    return platform.processor() or platform.machine()
