"""Fixtures for all tests. Hypothesis is derandomised: the gate gives the same verdict twice; widen with HYPOTHESIS_PROFILE=search."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE / "support"), str(_HERE.parent / "bench")]  # what tests share, and the classes that the benchmarks make too

from nothing_left_out import pytest_runtest_makereport  # noqa: F401 — a hook

_CALM = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]}
settings.register_profile("gate", derandomize=True, max_examples=40, **_CALM)
settings.register_profile("search", max_examples=400, **_CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


@pytest.fixture(autouse=True, scope="session")
def _keys_are_built():
    """In this process every key is built: what a test changes in memory must not end up in the kit's file of built keys."""
    from helpers.exercises import built_keys

    sys.modules[built_keys.__module__].BEGAN = 0.0


@pytest.fixture
def learner(tmp_path, monkeypatch):
    """A learner's folder for unit 1 as the current directory, with no session of an earlier test."""
    from course import REPO

    from helpers import classroom
    from helpers.notebook import session, when_saved

    folder = tmp_path / "01_who_says_so"
    folder.mkdir()
    shutil.copy(REPO / "solutions" / "01_who_says_so" / "exercises.json", folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    for kept in (session.SESSIONS, when_saved.AFTER_SAVE, classroom.SOLVED):
        for name in list(kept):
            monkeypatch.delitem(kept, name)
    return folder


@pytest.fixture
def shown(monkeypatch):
    """What a cell displays: a list of (text/html, text/plain, object), filled as verbs run."""
    import IPython.display

    seen = []

    def display(*objects, raw=False, **_):
        for one in objects:
            bundle = one if raw else (one._repr_mimebundle_() if hasattr(one, "_repr_mimebundle_") else {"text/html": one._repr_html_()})
            bundle = bundle[0] if isinstance(bundle, tuple) else bundle
            seen.append((bundle.get("text/html", ""), bundle.get("text/plain", ""), one))

    monkeypatch.setattr(IPython.display, "display", display)
    return seen


# The files that take longest, the longest first: they begin before all others, so that workers end together (`--dist loadfile`).
LONG = """browser/test_site_handed_in browser/test_site_other_browsers browser/test_lab_own_article browser/test_site_axe browser/test_site_in_chromium
browser/test_site_storage nbgrader/test_own_article_nbgrader browser/test_lab_unit1 browser/test_lab_every_unit browser/test_page_bar browser/test_page_blocked
browser/test_widget_page browser/test_opens_ready browser/test_formgrader browser/test_lab_unit3 nbgrader/test_nbgrader browser/test_firefox browser/test_site_room
nbgrader/test_hostile_article nbgrader/test_as_people_hold_it browser/test_lab_unit2 browser/test_report_page browser/test_paper_page
nbgrader/test_nbgrader_course nbgrader/test_strangers_in_nbgrader nbgrader/test_grade_nbgrader browser/test_widget_axe classbook/test_hostile_class
exercises/test_invariants browser/test_widget_lock forms/test_forms classbook/test_outputs course/test_notebooks classbook/test_grade""".split()


def pytest_collection_modifyitems(items):
    place = {f"tests/{name}.py": n for n, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.nodeid.split("::")[0], len(LONG)))


def pytest_sessionfinish():
    """The process that waits for nbgrader's commands ends with the tests."""
    if "warm_nbgrader" in sys.modules:
        sys.modules["warm_nbgrader"].stop()
