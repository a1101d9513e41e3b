"""The gate has no hole: where something is missing, tests fail in CI, and say what is missing."""

from __future__ import annotations

import os
import subprocess
import sys

import built_site
import pytest
from course import REPO

from helpers.errors import KitError

LEFT_OUT = """
import pytest
@pytest.fixture(scope="session")
def parts():
    pytest.skip("the parts are not here")
def test_by_a_fixture(parts): pass
@pytest.mark.skipif(True, reason="no browser is at hand")
def test_by_a_mark(): pass
@pytest.mark.xfail(reason="known")
def test_known(): assert False
"""


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_what_is_left_out_fails_in_ci(tmp_path, ci, code):
    (tmp_path / "test_it.py").write_text(LEFT_OUT)
    env = {**os.environ, "CI": ci, "PYTHONPATH": str(REPO / "tests/support")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rs",
        "-p",
        "no:cacheprovider",
        "-p",
        "nothing_left_out",
        "-c",
        os.devnull,
        "--rootdir",
        ".",
    ]
    done = subprocess.run([*command, "test_it.py"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == code, done.stdout
    assert "the parts are not here" in done.stdout and "no browser is at hand" in done.stdout
    assert ("1 xfailed, 2 errors" if ci else "2 skipped, 1 xfailed") in done.stdout


@pytest.mark.parametrize("ci", ["true", ""])
def test_parts_of_the_site_are_fetched_in_ci_or_it_is_said_how(monkeypatch, ci):
    """Nothing is kept and no registry answers: what is left out says what to do; only in CI is it tried again."""
    asked = []

    def fetch(root):
        asked.append(root)
        raise KitError("The registry did not answer.")

    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(built_site, "kept_parts", lambda root: None)
    monkeypatch.setattr(built_site, "fetch_parts", fetch)
    with pytest.raises(pytest.skip.Exception, match="who-says-so site --fetch-only"):
        built_site.at_hand()
    assert bool(asked) == bool(ci)
