"""For all tests: locks may not nest, in this process and in the servers that tests start."""

from __future__ import annotations

import os

from runtime import locks

os.environ[locks.CHECK] = "1"
locks.check()
