"""What is installed is what is locked: every package at one version, and every file by its hash."""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from course import REPO
from packaging.markers import Marker
from packaging.utils import canonicalize_name

LOCKS = ("lock.txt", "lock-teacher.txt")
_ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+?))? \\$")


def locked(path: Path) -> dict[str, tuple[str, str, int]]:
    """Name → version, marker, number of hashes; AssertionError for a line that is none of these."""
    found: dict[str, tuple[str, str, int]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if one := _ENTRY.match(line):
            name = canonicalize_name(one["name"])
            assert name not in found, name
            found[name] = one["version"], one["marker"] or "", 0
        elif re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line):
            version, marker, count = found[name]
            found[name] = version, marker, count + 1
        else:
            assert not line.strip() or line.lstrip().startswith("#"), line
    return found


def pins(text: str) -> dict[str, str]:
    return {canonicalize_name(n): v for n, v in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)$", text, re.M)}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes_and_the_version_of_the_constraints(name):
    lock, constraints = locked(REPO / name), pins((REPO / "constraints.txt").read_text(encoding="utf-8"))
    assert len(lock) > 90 and all(count for _, _, count in lock.values())
    assert {n: v for n, (v, _, _) in lock.items()} == {n: constraints.get(n) for n in lock}


def test_the_locks_hold_all_that_pyproject_asks_for():
    """And what builds the kit itself: run `make lock` after a change."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
    build = {*project["build-system"]["requires"], *pins_as_lines((REPO / "lock.in").read_text(encoding="utf-8"))}
    extras = project["project"]["optional-dependencies"]
    for name, wanted in (
        ("lock.txt", {*project["project"]["dependencies"], *build}),
        ("lock-teacher.txt", {*project["project"]["dependencies"], *build, *extras["teacher"], *extras["own-article"], *extras["test"]}),
    ):
        there = locked(REPO / name)
        assert {w for w in wanted if there.get(canonicalize_name(w.partition("==")[0]), ("",))[0] != w.partition("==")[2]} == set(), name
    assert {"pip", "setuptools", "hatchling"} <= locked(REPO / "lock.txt").keys()


def pins_as_lines(text: str) -> list[str]:
    return [f"{n}=={v}" for n, v in pins(text).items()]


def test_what_is_installed_is_what_is_locked():
    """In an environment that `make` made: each package at its version, none missing, none beside."""
    kept = Path(sys.prefix) / ".lock"
    if not kept.is_file():
        pytest.skip("this environment was not made by make")
    lock = locked(kept)
    assert kept.read_bytes() in {(REPO / name).read_bytes() for name in LOCKS}, "the lock has changed since: run make again"
    wanted = {n: v for n, (v, marker, _) in lock.items() if not marker or Marker(marker).evaluate()}
    places = sorted(
        {sysconfig.get_paths()[name] for name in ("purelib", "platlib")}
    )  # not sys.path: setuptools adds packages of its own to it
    there = {canonicalize_name(d.metadata["Name"]): d.version for d in importlib.metadata.distributions(path=places)}
    assert there.pop("who-says-so")
    assert wanted == there


def test_another_file_is_refused(tmp_path):
    """pip takes no file whose hash is not the locked one: here the lock says another than the file has, and then the right one."""
    wheel = tmp_path / "wss_probe-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("wss_probe.py", "")
        packed.writestr("wss_probe-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: wss-probe\nVersion: 1.0\n")
        packed.writestr("wss_probe-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        packed.writestr("wss_probe-1.0.dist-info/RECORD", "")
    right = hashlib.sha256(wheel.read_bytes()).hexdigest()
    codes = []
    for digest in ("0" * 64, right):
        (tmp_path / "lock.txt").write_text(f"wss-probe==1.0 --hash=sha256:{digest}\n", encoding="utf-8")
        command = [
            "download",
            "--no-index",
            "--find-links",
            str(tmp_path),
            "--require-hashes",
            "-d",
            str(tmp_path / "out"),
            "-r",
            str(tmp_path / "lock.txt"),
        ]
        codes.append(subprocess.run([sys.executable, "-m", "pip", *command], capture_output=True).returncode)
    assert codes == [1, 0]


def test_make_uses_the_lock():
    """Dry: what `make` would run on a fresh machine."""
    if not shutil.which("make"):
        pytest.skip("make is not there")
    said = subprocess.run(["make", "-n", "-B", "lab"], cwd=REPO, capture_output=True, text=True).stdout
    installs = [line for line in said.splitlines() if "pip" in line and "install" in line]
    assert len(installs) == 2 and "--require-hashes -r lock-teacher.txt" in installs[0]
    assert "--no-deps --no-build-isolation -e ." in installs[1]
