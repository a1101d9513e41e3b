"""An article without a key: no marks, but how far the class agrees, and on what it is split; the same in the report and in `agree`."""

from __future__ import annotations

import csv
import re
import shutil
from html import unescape
from pathlib import Path

import keyless_class
import pytest
from own_article import span

from helpers.__main__ import main
from helpers.articles import agreement_of, codebook
from helpers.articles.marks import Pass
from helpers.authoring.class_agreement import read_class
from helpers.authoring.publish import forget
from helpers.classbook import grade_class
from helpers.classbook.keyed_course import read_course
from helpers.classbook.report.feedback_pages import pages
from helpers.classbook.report.gradebooks import write_gradebook
from helpers.classbook.report.report import report
from helpers.classbook.report.without_key import MOST, AnswerSample, class_agreement
from helpers.errors import ExerciseError, KitError
from helpers.exercises import Exercise, article_of, read_unit

NAMES = [f"pupil{n}" for n in range(9)]
ONE = Exercise("u", "q1", "mark_sources", keyless_class.SLUG, "Who is cited?", "Mark.")


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """A kit with the article, its units without a key, and nine learners who handed in in three ways."""
    root = tmp_path_factory.mktemp("keyless")
    (root / "articles").mkdir()
    (root / "articles" / ".keep").touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHO_SAYS_SO_ARTICLES", str(root / "articles"))
        forget()
        read_course.cache_clear()
        keyless_class.published(root)
        keyless_class.hand_in(root / "class", root, NAMES)
        grade_class.grade([str(root / "class")], root / "marks.csv", str(root / "solutions"))
        report(root / "marks.csv", root / "report", str(root / "solutions"))
        yield root
    forget()
    read_course.cache_clear()


@pytest.fixture
def article(kit):
    return article_of(ONE)


def words_of(path: Path) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8").split("</style>")[1])))


def rows(path: Path) -> list[dict]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def marks(article, *places: tuple[str, str]) -> dict:
    return {"spans": [span(article, "sources", words, label) for words, label in places]}


class TestFigures:
    def test_they_are_those_of_annotators(self, kit):
        """The class as annotators of the article: the same F1 and the same alpha, layer by layer."""
        for number, layer in ((1, "sources"), (2, "language"), (3, "claims")):
            unit = read_unit(kit / "solutions" / f"{keyless_class.SLUG}_{number}")
            task = unit["q1"]
            article = article_of(task)
            given = {who: a["q1"] for who, a in read_class(kit / "class", unit).items()}
            field = codebook.LABEL_FIELD[layer]
            passes = tuple(
                Pass(
                    who,
                    tuple(
                        {
                            "layer": layer,
                            "start": s["start"],
                            "end": s["end"],
                            "text": article.text[s["start"] : s["end"]],
                            field: s["label"],
                        }
                        for s in v["spans"]
                    ),
                )
                for who, v in given.items()
            )
            told = agreement_of(article, passes).layer(layer)
            one = class_agreement(task, article, given)
            assert (one.learners, one.mean_f1, one.alpha) == (
                9,
                pytest.approx(told.mean_f1),
                pytest.approx(told.alpha),
            ) and 0 < one.alpha < one.mean_f1 < 1

    def test_questions_count_pairs_of_one_answer(self, kit):
        """Three of four said “fair”, on each of six words: of six pairs of learners three agree, and chance would bring as many."""
        task = read_unit(kit / "solutions" / "shelter_2")["q2"]
        ids = [i["id"] for i in task.options["items"]]
        given = {who: {"fields": dict.fromkeys(ids, "loaded" if n == 3 else "fair")} for n, who in enumerate("abcd")}
        one = class_agreement(task, article_of(task), given)
        assert one.same == 0.5 and one.alpha < 0.1 and [s.given for s in one.splits] == [{"fair": 3, "loaded": 1}] * len(ids)

    def test_a_split_passage_says_who_and_asks_what_decides(self, article):
        """Two of four marked one official; all marked the residents, two by another label."""
        both, other = [("Residents", "collective"), ("One official", "vague")], [("Residents", "vague")]
        one = class_agreement(
            ONE, article, {"a": marks(article, *both), "b": marks(article, *both), "c": marks(article, *other), "d": marks(article, *other)}
        )
        first, second = sorted(one.disputed, key=lambda s: s.quote)
        assert (first.quote, first.marked, first.of, first.ask) == (
            "One official",
            2,
            4,
            "“One official”: is anybody cited here, or only talked about? Which word ties a statement to them?",
        )
        assert (
            second.quote == "Residents"
            and "Which words decide between the two?" in second.ask
            and first.said().startswith("2 of 4 learners marked this")
        )

    def test_one_learner_agrees_with_nobody(self, article):
        one = class_agreement(ONE, article, {"a": marks(article, ("Residents", "vague"))})
        assert (one.learners, one.alpha, one.sentence()) == (1, None, "Agreement needs two answers.")

    def test_written_answers_are_not_counted(self, kit, monkeypatch):
        """Two wrote something: no figure is made up for them."""
        monkeypatch.delenv("WHO_SAYS_SO_ARTICLES")
        task = read_unit(keyless_class.REPO / "solutions" / "01_who_says_so")["q9"]
        one = class_agreement(task, article_of(task), {who: {"fields": {"text": f"{who} said it."}} for who in ("Ann", "Bo")})
        assert (one.learners, one.alpha, one.same, one.splits) == (2, None, None, ()) and "read some of them aloud" in one.sentence()

    def test_nobody_marked_anything(self, article):
        """All left everything unmarked: that is agreement, and no crash."""
        one = class_agreement(ONE, article, {w: {"spans": []} for w in "abc"})
        assert one.splits == () and one.alpha == 1

    def test_of_a_large_class_the_same_ones_are_drawn_whatever_the_order(self):
        names = [f"s{n}" for n in range(500)]
        one, other = AnswerSample(), AnswerSample()
        for n in names:
            one.add(n, {"n": n})
        for n in reversed(names):
            other.add(n, {"n": n})
        assert one.answers() == other.answers() and len(one.answers()) == MOST and one.seen == 500


class TestReading:
    def test_agree_reads_folders_notebooks_and_zips(self, kit):
        """The three ways of handing in, as `grade` reads them."""
        unit = read_unit(kit / "solutions" / "shelter_2")
        found = read_class(kit / "class", unit)
        assert len(unit.exercises) >= 4
        assert sorted(found) == NAMES and all(set(a) == {e.id for e in unit.exercises} for a in found.values())

    def test_agree_and_the_report_say_the_same(self, kit, capsys):
        assert main(["agreement", str(kit / "class"), "--unit", "shelter_1"]) == 0
        said = capsys.readouterr().out
        page = words_of(kit / "report" / "report.html")
        sentences = re.findall(r"Of the marks that two learners make.*?alpha is [-\d.]+\.", said)
        assert len(sentences) == 1 and sentences[0] in page

    def test_a_damaged_answer_is_left_out(self, kit, tmp_path):
        shutil.copytree(kit / "class" / "pupil0", tmp_path / "class" / "pupil0")
        shutil.copytree(kit / "class" / "pupil3", tmp_path / "class" / "pupil3")
        path = tmp_path / "class" / "pupil0" / "shelter_1" / "answers" / "q1.json"
        path.write_bytes(path.read_bytes()[:80])
        found = read_class(tmp_path / "class", read_unit(kit / "solutions" / "shelter_1"))
        assert "q1" not in found["pupil0"] and "q1" in found["pupil3"]

    def test_nothing_there_is_a_sentence(self, kit, tmp_path, capsys):
        assert main(["agreement", str(tmp_path), "--unit", "shelter_1"]) == 2
        assert "There are no answers to shelter_1" in capsys.readouterr().err


class TestMarks:
    def test_nobody_gets_a_mark_and_nobody_a_zero(self, kit):
        told = rows(kit / "marks.csv")
        assert len(told) == 27 and {r["points"] for r in told} == {""} and {r["status"] for r in told} == {"graded"}
        assert all("There is no key, so there are no marks" in r["sentence"] for r in told)

    @pytest.mark.parametrize("to", ["moodle", "canvas", "nbgrader"])
    def test_no_gradebook_is_written(self, kit, tmp_path, to):
        with pytest.raises(KitError, match="has no key"):
            write_gradebook(kit / "marks.csv", to, tmp_path / "out.csv", unit="shelter_1")

    def test_what_counts_is_still_refused_without_its_key(self, kit, tmp_path):
        """A student's copy of a sealed exercise must not pass for an article without a key."""
        shutil.copytree(kit / "solutions" / "shelter_1", tmp_path / "shelter_1")
        spec = tmp_path / "shelter_1" / "exercises.json"
        spec.write_text(spec.read_text().replace('"id": "q1",', '"id": "q1", "sealed": true, "points": 2,'))
        with pytest.raises(ExerciseError, match="not in this copy"):
            read_course(str(tmp_path))

    def test_a_page_for_each_shows_what_they_answered(self, kit, tmp_path):
        assert pages(kit / "marks.csv", tmp_path, str(kit / "solutions")) == 9
        said = words_of(tmp_path / "pupil0.html")
        assert (
            "compare your answers in class" in said and "What you answered (" in said and "not a zero" not in said and "points" not in said
        )


class TestReport:
    def test_it_says_how_many_answered_and_that_there_are_no_marks(self, kit):
        said = words_of(kit / "report" / "report.html")
        assert "9 learners, 3 units; hand-ins: 27 read. There is no key, so there are no marks" in said
        assert "Mean points" not in said or "no key" in said
        assert "Finding and suspecting" not in said and "got this right" not in said

    def test_the_first_screen_is_what_the_class_is_split_on(self, kit):
        said = words_of(kit / "report" / "report.html")
        first = said[said.index("Three things for tomorrow") : said.index("More to talk about")]
        assert first.count("Ask:") == 3 and first.count("of 9 learners marked this") == 3

    def test_the_heat_map_has_no_readers(self, kit):
        page = (kit / "report" / "report.html").read_text(encoding="utf-8")
        assert "No reader’s marks are shown" in page and page.count('class="text"') == 3 and re.search(r'<span class="m c\d ">', page)
        assert not re.search(r'class="m c\d [vw]"', page) and "of 0" not in page and ">Readers<" not in page

    def test_tables_hold_the_figures(self, kit):
        told = rows(kit / "report" / "exercises.csv")
        assert [bool(r["span_f1"]) for r in told] == [r["type"].startswith("mark_") for r in told] and all(
            r["alpha"] and not r["mean_points"] for r in told
        )
        items = rows(kit / "report" / "items.csv")
        assert {r["right_share"] for r in items} == {""} and sum(r["outcomes"].startswith("marked ") for r in items) > 20

    def test_a_unit_with_a_key_beside_it_keeps_its_marks(self, kit, tmp_path):
        """One class, two units: marks for the one, agreement for the other, and both on the first screen."""
        root = shutil.copytree(kit, tmp_path / "kit")
        shutil.copytree(keyless_class.REPO / "articles", root / "articles", dirs_exist_ok=True)
        shutil.copytree(keyless_class.REPO / "solutions" / "01_who_says_so", root / "solutions" / "01_who_says_so")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("WHO_SAYS_SO_ARTICLES", str(root / "articles"))
            forget()
            read_course.cache_clear()
            keyless_class.make_class.make(root / "class", 9, "nbgrader", ("01_who_says_so",), kinds=("half", "wrong"))
            grade_class.grade([str(root / "class")], tmp_path / "marks.csv", str(root / "solutions"))
            said = words_of(report(tmp_path / "marks.csv", tmp_path / "report", str(root / "solutions")))
        forget()
        read_course.cache_clear()
        points = {(r["unit"], bool(r["points"])) for r in rows(tmp_path / "marks.csv") if r["status"] == "graded"}
        assert points == {("01_who_says_so", True), ("shelter_1", False), ("shelter_2", False), ("shelter_3", False)}
        first = said[said.index("Three things for tomorrow") : said.index("More to talk about")]
        assert "learners marked this" in first and "01_who_says_so" in first and "There is no key, so there are no marks" not in said
        assert (
            "How far the class agrees" in said
            and "Finding and suspecting" in said
            and "Hardest items" in said
            and "Where the class is split" in said
        )

    def test_the_same_marks_give_the_same_bytes(self, kit, tmp_path):
        report(kit / "marks.csv", tmp_path, str(kit / "solutions"))
        for path in (kit / "report").iterdir():
            assert path.read_bytes() == (tmp_path / path.name).read_bytes()
