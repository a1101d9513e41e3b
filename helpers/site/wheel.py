"""Pure wheels in and out: what a wheel holds, and a wheel made of files, with the same bytes every time."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile
from pathlib import Path

STAMP = (2026, 1, 1, 0, 0, 0)  # fixed, so that the same files give the same bytes


def read_wheel(path: Path | io.BytesIO) -> dict[str, bytes]:
    """Return what a wheel holds, by its path in it."""
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in sorted(packed.namelist()) if not name.endswith("/")}


def make_wheel(name: str, version: str, files: dict[str, bytes]) -> tuple[str, bytes]:
    """Return the file name and the bytes of a pure wheel with these files (by their path in site-packages)."""
    info = f"{name}-{version}.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: who-says-so\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    made, listed = io.BytesIO(), io.StringIO()
    rows = csv.writer(listed, lineterminator="\n")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in sorted(files.items()):
            _put(packed, path, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            rows.writerow([path, f"sha256={digest}", len(data)])
        rows.writerow([f"{info}/RECORD", "", ""])
        _put(packed, f"{info}/RECORD", listed.getvalue().encode())
    return f"{name}-{version}-py3-none-any.whl", made.getvalue()


def _put(packed: zipfile.ZipFile, path: str, data: bytes) -> None:
    info = zipfile.ZipInfo(path, STAMP)
    info.external_attr, info.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
    packed.writestr(info, data)
