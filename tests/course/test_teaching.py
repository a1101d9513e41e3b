"""docs/teaching.md: every page a learner gets is in the plan, and its minutes are those that bench/minutes.py counts on the pages of today."""

import json
import re

import pytest
from course import REPO
from minutes import notebooks, page, pages, shown

GUIDE = REPO / "docs" / "teaching.md"
NAMED = re.compile(r"(Lesson \db?|Exercises \d|Start page|form_[abc])(?:, (\d+)(?:–(\d+))?)? \((\d+)\)")
PERIOD, LONG = 45, {"notebooks": 50, "exercises": 60}


@pytest.fixture(scope="module")
def counted():
    return pages()


@pytest.fixture(scope="module")
def guide():
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", GUIDE.read_text(encoding="utf-8"))


def path_of(name: str, counted) -> str:
    kind, _, which = name.partition(" ")
    start = {"Start": "notebooks/00_", "Lesson": f"notebooks/0{which}_", "Exercises": f"exercises/0{which}_"}.get(kind, f"exercises/{name}")
    (path,) = [p for p in counted if p.startswith(start)]
    return path


def named(text: str, counted) -> list[tuple[str, range, int]]:
    """Per mention: the page, its exercises and the minutes that the guide gives."""
    found = []
    for name, first, last, minutes in NAMED.findall(text):
        path = path_of(name, counted)
        whole = range(1, len(counted[path]) + 1)
        found.append((path, range(int(first), int(last or first) + 1) if first else whole, int(minutes)))
    return found


def rounded(parts) -> int:
    return 5 * -(-page(parts).minutes // 5)


def test_the_minutes_are_those_counted(guide, counted):
    wrong = {
        f"{path} {which.start}–{which.stop - 1}": (said, now)
        for path, which, said in named(guide, counted)
        if said != (now := rounded([counted[path][n - 1] for n in which]))
    }
    assert not wrong, f"Put the second number into docs/teaching.md (python bench/minutes.py): {wrong}"


def shown_parts(counted) -> list[tuple[str, int, list]]:
    """Per part of each learner's page, as it is shown: the page's path, the part's number, its exercises."""
    return [(path, n, some) for path, (book, _) in notebooks().items() for n, some in enumerate(shown(book, counted[path]), 1)]


def test_every_page_is_there_with_its_parts(guide, counted):
    table = guide[guide.index("## The pages") : guide.index("## The plan")]
    mentions = named(table, counted)
    for path, parts in counted.items():
        whole = range(1, len(parts) + 1)
        assert (path, whole, rounded(parts)) in mentions, path
        begins = [len(some) for p, _, some in shown_parts(counted) if p == path]
        cut = [range(1 + sum(begins[:n]), 1 + sum(begins[: n + 1])) for n in range(len(begins))]
        assert [which for p, which, _ in mentions if p == path and which != whole] == (cut if len(cut) > 1 else []), path


def test_nothing_that_is_shown_together_is_too_long(counted):
    """Graded pages at most an hour, lessons at most 50 minutes: exercises 3 asked for 95."""
    long = {(path, n): page(some).minutes for path, n, some in shown_parts(counted) if page(some).minutes > LONG[path.split("/")[0]]}
    assert not long, f"Shorten it, or begin another part (a cell called part-2): {long}"


def test_the_plan_fits_its_periods_and_holds_each_exercise_once(guide, counted):
    plan = guide[guide.index("## The plan") : guide.index("- **Why spread out")]
    given = []
    for row in re.findall(r"^\| (\d+) \|(.*?)\|(.*?)\|$", plan, re.M):
        in_class = named(row[1], counted)
        assert sum(minutes for *_, minutes in in_class) <= PERIOD, row
        given += [(path, n) for path, which, _ in in_class + named(row[2], counted) for n in which]
    units = [(path, n) for path, parts in counted.items() if "/form_" not in path for n in range(1, len(parts) + 1)]
    assert sorted(one for one in given if "/form_" not in one[0]) == sorted(units)


class TestTheCount:
    def test_a_text_counts_once_and_options_of_each_exercise(self):
        from collections import Counter

        one = ({"Three words here", "again"}, Counter(options=4, decisions=3, texts=1))
        both = page([one, ({"again", "new"}, Counter(options=4, decisions=3))])
        assert (both.words, both.decisions, both.texts) == (3 + 1 + 1 + 8, 6, 1)
        assert both.minutes == 5  # 13 words, 6 decisions (2 minutes), 1 text (2 minutes): a little over 4

    def test_every_exercise_of_a_page_asks_something(self, counted):
        for path, parts in counted.items():
            assert all(asked["decisions"] + asked["texts"] for _, asked in parts), path


def test_each_part_says_the_minutes_of_the_guide(counted):
    """Unit 3 said “about 60 minutes” and asked for 95; lesson 2 said 45 where the guide says 35. Forms end when their time is over (tests/forms counts them)."""
    other = {}
    for path, n, some in shown_parts(counted):
        cells = json.loads(notebooks()[path][0].read_text(encoding="utf-8"))["cells"]
        head = "".join(next(c for i, c in enumerate(cells) if c["id"] == f"part-{n}" or n == 1 and i == 0)["source"])
        said = re.search(r"(\d+)(?: and \d+)? minutes", head)
        if "/form_" not in path and (not said or int(said[1]) != rounded(some)):
            other[path, n] = (said and said[0], rounded(some))
    assert not other
