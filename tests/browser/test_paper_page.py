"""Printed pages in Chromium: nothing is wider than its paper in any form (a browser would shrink the whole print), and axe finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from course import unit_folders

from helpers.course.paper.booklet import booklet
from helpers.course.paper.page import Look
from helpers.course.paper.workbook import workbook
from helpers.exercises import read_unit

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => { const r = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
  return r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target).join(' ')); }"""
WIDTH = {"a4": 688, "letter": 710}  # CSS pixels between the margins of 14 mm
LOOKS = [Look(), Look("letter"), Look("a4", large=True), Look("a4", dyslexia=True), Look("letter", True, True)]


@pytest.mark.parametrize("folder", unit_folders(), ids=lambda f: f.name)
@pytest.mark.parametrize("make", [workbook, booklet])
def test_nothing_is_wider_than_its_paper(page, folder, make):
    page.emulate_media(media="print")
    wide = []
    for look in LOOKS:
        page.set_viewport_size({"width": WIDTH[look.size], "height": 900})
        page.set_content(make(read_unit(folder), look))
        if page.evaluate("document.documentElement.scrollWidth") > WIDTH[look.size]:
            wide.append(look.suffix)
    assert wide == []


@pytest.mark.parametrize("make", [workbook, booklet])
def test_a_page_can_be_read_with_a_screen_reader(page, make):
    """The same page serves who reads it on a screen: headings in order, tables with heads, enough contrast."""
    page.set_content(make(read_unit(next(f for f in unit_folders() if f.name == "03_can_it_be_checked"))))
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
