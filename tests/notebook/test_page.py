"""The kernel's half of the bar: what it tells a page, and that nothing a page asks is a traceback."""

import io
import json
import zipfile

import pytest
from course import REPO

from helpers.answers import AnswerFile, read_answers
from helpers.articles import read_article
from helpers.exercises import read_unit
from helpers.notebook import session
from helpers.notebook.page import Page

UNIT = read_unit(REPO / "solutions" / "01_who_says_so")
ALL = [e.id for e in UNIT.exercises]
Q1 = {"spans": [{"start": 541, "end": 565, "label": "role", "attrs": {}}]}


class Comm:
    """A channel that keeps what is sent."""

    def __init__(self):
        self.sent, self.got = [], None

    def on_msg(self, got):
        self.got = got

    def send(self, data, buffers=None):
        self.sent.append((json.loads(json.dumps(data)), buffers))

    def ask(self, **asked):
        self.got({"content": {"data": {"n": 1, **asked}}})
        data, buffers = self.sent[-1]
        assert data.pop("n") == 1
        return data, buffers


@pytest.fixture
def comm(learner):
    one = Comm()
    Page(one, {"exercises": ALL})
    return one


def save(learner, value=Q1, name="q1"):
    return AnswerFile(learner / "answers", UNIT[name], read_article(UNIT[name].article).sha256).save(value)


def test_says_at_once_how_far(comm):
    assert comm.sent[0][0]["state"] == {"done": 0, "total": 9, "begun": 0, "saved": "", "name": "", "revs": {}}


def test_says_so_after_each_saved_answer(comm, learner):
    session.session_of("q1").save({"spans": [{"id": "m1", **Q1["spans"][0]}]})
    state = comm.sent[-1][0]["state"]
    assert (state["done"], state["total"]) == (1, 9) and state["saved"] == read_answers(learner / "answers", UNIT.assignment)[0]["q1"][
        "saved"
    ]


def test_counts_what_stands_on_the_page_alone(learner):
    save(learner)
    one = Comm()
    Page(one, {"exercises": ["q1", "q2", "of another page"]})
    assert (one.sent[0][0]["state"]["done"], one.sent[0][0]["state"]["total"]) == (1, 2)


def test_a_window_that_is_gone_stops_nobody(comm, learner):
    other = Comm()
    Page(other, {"exercises": ALL})
    comm.send = None  # as a closed channel: calling it fails
    session.session_of("q1").save({"spans": [{"id": "m1", **Q1["spans"][0]}]})
    assert other.sent[-1][0]["state"]["done"] == 1


def test_the_article_of_an_exercise_as_plain_text(comm):
    told, _ = comm.ask(do="article", exercise="q4")
    assert told["article"]["slug"] == UNIT["q4"].article and len(told["others"]) == len({e.article for e in UNIT.exercises})
    assert told["article"]["paragraphs"][0] == read_article(UNIT["q4"].article).text.split("\n")[0]
    other, _ = comm.ask(do="article", slug="mosul-2016")
    assert other["article"]["slug"] == "mosul-2016"
    foreign, _ = comm.ask(do="article", slug="../../etc")  # not an article of this page: the first of the page
    assert foreign["article"]["slug"] == UNIT.exercises[0].article


def test_hand_in_keeps_the_name_and_gives_the_file(comm, learner):
    save(learner)
    (learner / "01_who_says_so-hand-in.zip").write_bytes(b"made before the name was given")
    told, _ = comm.ask(do="hand_in", name="Ann  Lee")
    assert told["file"] == "Ann-Lee-01_who_says_so-hand-in.zip" and "1 of 9" in told["said"] and told["state"]["name"] == "Ann Lee"
    file, buffers = comm.ask(do="file")
    with zipfile.ZipFile(io.BytesIO(buffers[0])) as packed:
        assert json.loads(packed.read("01_who_says_so/answers/q1.json"))["name"] == "Ann Lee"
    assert (learner / file["file"]).read_bytes() == buffers[0]
    assert [p.name for p in learner.glob("*.zip")] == [file["file"]]
    again, _ = comm.ask(do="hand_in", name="")
    assert again["file"] == "01_who_says_so-hand-in.zip" and again["state"]["name"] == ""


def test_a_file_under_another_name_is_not_touched(comm, learner):
    """Two people at one computer, or a name put right: what was made under another name stays."""
    other = learner / "Ben-01_who_says_so-hand-in.zip"
    other.write_bytes(b"Ben's")
    save(learner)
    for name in ("Ann", "Ann Lee"):
        comm.ask(do="hand_in", name=name)
        comm.ask(do="file")
    assert other.read_bytes() == b"Ben's"
    assert sorted(p.name.split("-01")[0] for p in learner.glob("*.zip")) == ["Ann", "Ann-Lee", "Ben"]


@pytest.mark.parametrize("asked", [{}, {"do": "nothing"}, {"do": None}, {"do": "__class__"}, {"do": "article", "slug": ["x"]}])
def test_an_odd_question_gets_a_sentence(comm, asked):
    told, _ = comm.ask(**asked)
    assert "Your answers are safe" in told["problem"] or "article" in told


def test_a_folder_without_a_unit_is_a_sentence(learner):
    (learner / "exercises.json").unlink()
    one = Comm()
    Page(one, {"exercises": ["q1"]})
    assert one.sent[0][0]["problem"]
