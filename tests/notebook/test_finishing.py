"""“Finish and go on”: what is finished stays as it is, what waits for it opens then and not before, and a teacher can undo it once more."""

from __future__ import annotations

import json
import zipfile

import pytest
from course import REPO

from helpers import __main__, classroom
from helpers.answers import AnswerFile, Finished, finished_at, read_answers
from helpers.articles.article import read_article
from helpers.errors import AnswersError
from helpers.exercises import key_of, read_unit, score
from helpers.exercises.types import type_of
from helpers.notebook import session

UNIT = read_unit(REPO / "solutions" / "01_who_says_so")
FIRST, LATER = UNIT["q2"], UNIT["q9"]
SOLVED = type_of(FIRST.type).solved(FIRST, key_of(UNIT, FIRST))
MARKS = {"spans": [{"id": f"m{n}", **s} for n, s in enumerate(SOLVED["spans"])]}
FEWER = {"spans": MARKS["spans"][:2]}
PRINTED = LATER.options["sentence"]["text"]


def opened(shown, exercise_id):
    classroom.exercise(exercise_id)
    return [one for *_, one in shown if hasattr(one, "spec")][-1]


def on_disk(learner, exercise_id="q2"):
    return json.loads((learner / "answers" / f"{exercise_id}.json").read_text(encoding="utf-8"))


def file_of(learner):
    return AnswerFile(learner / "answers", FIRST, read_article(FIRST.article).sha256)


def new_kernel():
    """What a restarted kernel knows: nothing."""
    session.SESSIONS.clear()


class TestThePage:
    def test_a_later_exercise_shows_nothing_before_and_all_after(self, learner, shown):
        """Its words are not in the page while it waits; then every window of this kernel has them, with no cell run again."""
        first, later = opened(shown, "q2"), opened(shown, "q9")
        again = opened(shown, "q9")
        assert later.spec["waits"] == [{"id": "q2", "title": FIRST.title}]
        assert PRINTED not in json.dumps(later.spec, ensure_ascii=False) and "article" not in later.spec
        assert first.lock == {"can": True, "at": "", "next": [{"id": "q9", "title": LATER.title}]}
        first.edit = {"n": "a:1", "value": MARKS}
        first.finish = {"n": "a:2"}
        assert (first.lock["n"], first.lock["problem"]) == ("a:2", "")
        assert first.lock["at"] == on_disk(learner)["finished"] == first.ack["at"]
        for window in (later, again):
            assert "waits" not in window.spec and PRINTED in json.dumps(window.spec, ensure_ascii=False)
        later.edit = {"n": "b:1", "value": {"fields": {"text": "A resident who was there said it."}}}
        assert later.ack["ok"]

    def test_most_exercises_have_nothing_to_finish(self, learner, shown):
        assert opened(shown, "q3").lock == {"can": False, "at": "", "next": []}

    def test_after_a_new_kernel_it_is_still_finished(self, learner, shown):
        """Reload and restart read the record."""
        first = opened(shown, "q2")
        first.edit = {"n": "a:1", "value": MARKS}
        first.finish = {"n": "a:2"}
        at = first.lock["at"]
        new_kernel()
        assert opened(shown, "q2").lock["at"] == at
        assert "waits" not in opened(shown, "q9").spec

    def test_nothing_marked_can_be_finished_too(self, learner, shown):
        """Who finds nothing goes on; it is an empty answer, not a damaged one."""
        opened(shown, "q2").finish = {"n": "a:1"}
        assert on_disk(learner)["answer"] == {"spans": []}
        assert "waits" not in opened(shown, "q9").spec
        assert score(UNIT, FIRST, on_disk(learner)["answer"]).status == "empty"

    def test_a_later_change_is_refused_and_the_finished_marks_come_back(self, learner, shown):
        """Sent by a window that did not know: it gets the marks as they were finished, with a sentence."""
        first = opened(shown, "q2")
        first.edit = {"n": "a:1", "value": MARKS}
        first.finish = {"n": "a:2"}
        before = on_disk(learner)
        first.edit = {"n": "b:1", "value": FEWER}
        assert first.ack["ok"] and "stays as it is" in first.ack["message"]
        assert first.value == MARKS and on_disk(learner) == before

    def test_finished_in_another_kernel(self, learner, shown):
        """This kernel learns of it at the next save: its marks give way, nothing is set aside, and what waited opens."""
        first, later = opened(shown, "q2"), opened(shown, "q9")
        first.edit = {"n": "a:1", "value": FEWER}
        other = file_of(learner)
        other.load()
        other.save(MARKS, finish=True)
        first.edit = {"n": "a:2", "value": {"spans": []}}
        assert (first.value, first.lock["at"]) == (MARKS, on_disk(learner)["finished"])
        assert "waits" not in later.spec
        assert [p.name for p in (learner / "answers").glob("*.json")] == ["q2.json"]

    def test_a_disk_that_takes_nothing_is_said(self, learner, shown, monkeypatch):
        first, later = opened(shown, "q2"), opened(shown, "q9")

        def full(*_, **__):
            raise AnswersError("The answer could not be written: the disk is full.", "")

        monkeypatch.setattr("helpers.answers.store.write_record", full)
        first.finish = {"n": "a:1"}
        assert "the disk is full" in first.lock["problem"] and not first.lock["at"]
        assert "waits" in later.spec

    def test_the_teacher_s_solved_notebook_waits_for_nothing(self, learner, shown, monkeypatch, tmp_path):
        (tmp_path / "solutions").mkdir()
        folder = tmp_path / "solutions" / learner.name
        learner.rename(folder)
        monkeypatch.chdir(folder)
        assert "waits" not in opened(shown, "q9").spec


class TestTheRecord:
    def test_handed_in_and_marked_alike(self, learner, shown):
        """The zip and the notebook's copy carry it; the mark is the same with it and without."""
        first = opened(shown, "q2")
        first.edit = {"n": "a:1", "value": MARKS}
        first.finish = {"n": "a:2"}
        classroom.hand_in()
        with zipfile.ZipFile(learner / f"{UNIT.assignment}-hand-in.zip") as packed:
            record = json.loads(packed.read(f"{UNIT.assignment}/answers/q2.json"))
        assert finished_at(record) == on_disk(learner)["finished"]
        unlocked = {k: v for k, v in record.items() if k != "finished"}
        assert score(UNIT, FIRST, record["answer"]) == score(UNIT, FIRST, unlocked["answer"])

    @pytest.mark.parametrize("odd", [True, 7, None, ["2026"], {}])
    def test_an_odd_value_locks_nothing_and_loses_nothing(self, learner, odd):
        file = file_of(learner)
        path = learner / "answers" / "q2.json"
        file.save(MARKS)
        path.write_text(json.dumps({**on_disk(learner), "finished": odd}), encoding="utf-8")
        assert file_of(learner).load() == MARKS
        assert not finished_at(on_disk(learner))
        again = file_of(learner)
        again.load()
        assert again.save(FEWER)["answer"] == FEWER

    def test_it_outlives_a_lost_file_and_an_older_copy(self, learner):
        """Deleted: the same answer is written again, finished. An older one came back from a sync service: the finished one counts."""
        file, path = file_of(learner), learner / "answers" / "q2.json"
        file.save(FEWER)
        older = path.read_bytes()
        at = file.save(MARKS, finish=True)["finished"]
        path.unlink()
        assert file.save(MARKS)["finished"] == at
        with pytest.raises(Finished):
            file.save(FEWER)
        path.write_bytes(older)
        with pytest.raises(Finished):
            file.save({"spans": []})
        assert file.load() == MARKS and finished_at(on_disk(learner)) == at


class TestUndo:
    def test_the_teacher_opens_it_again(self, learner, shown, capsys):
        """The answer stays, the record says when; the page takes changes, the later one waits with its answer kept; finished once more, both are there."""
        first = opened(shown, "q2")
        first.edit = {"n": "a:1", "value": MARKS}
        first.finish = {"n": "a:2"}
        opened(shown, "q9").edit = {"n": "b:1", "value": {"fields": {"text": "A resident who was there said it."}}}
        assert __main__.main(["reopen", str(learner), "q2"]) == 0
        assert "can be changed again" in capsys.readouterr().out
        record = on_disk(learner)
        assert record["answer"] == MARKS and "finished" not in record and len(record["reopened"]) == 1
        new_kernel()
        first, later = opened(shown, "q2"), opened(shown, "q9")
        assert (first.lock["at"], first.value) == ("", MARKS)
        assert later.spec["waits"] and later.value == {}
        first.edit = {"n": "c:1", "value": FEWER}
        assert first.ack["ok"] and on_disk(learner)["reopened"] == record["reopened"]
        first.finish = {"n": "c:2"}
        assert later.value == {"fields": {"text": "A resident who was there said it."}} and "waits" not in later.spec

    def test_with_the_page_still_open(self, learner, shown):
        """The running kernel sees the newer record at the next cell run."""
        first = opened(shown, "q2")
        first.finish = {"n": "a:1"}
        assert __main__.main(["reopen", str(learner / "answers"), "q2"]) == 0
        assert opened(shown, "q2").lock["at"] == ""

    @pytest.mark.parametrize("asked", [["q3"], ["../q2"], ["q2"]])
    def test_what_is_not_there_or_not_finished_gets_a_sentence(self, learner, capsys, asked):
        file_of(learner).save(MARKS)
        status = __main__.main(["reopen", str(learner), *asked])
        out, err = capsys.readouterr()
        assert (status, "was not finished" in out) == (0, True) if asked == ["q2"] else (status, "There is no answer" in err) == (2, True)
        assert read_answers(learner / "answers", UNIT.assignment)[0]["q2"]["rev"] == 1

    def test_a_folder_without_answers_is_named(self, tmp_path, capsys):
        assert __main__.main(["reopen", str(tmp_path), "q2"]) == 2
        assert "no folder “answers”" in capsys.readouterr().err
