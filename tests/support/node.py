"""Where node is: on the path, or the one that playwright brings."""

from __future__ import annotations

import shutil
from pathlib import Path

import playwright

NODE = shutil.which("node") or next((str(p) for p in sorted((Path(playwright.__file__).parent / "driver").glob("node*"))), None)
