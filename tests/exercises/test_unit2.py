"""Unit 2, the weight of words: suspecting every word and trusting every word are both corrected, and every key comes from votes."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from course import REPO, article_of, key_for, read_votes, type_of
from hypothesis import given
from hypothesis import strategies as st
from records import put_record

from helpers.exercises import Exercise, Votes, build_key, key_of, read_unit, score, score_with
from helpers.exercises.types.choosing.find_doer import doer_in
from helpers.exercises.types.writing import _rewrite
from helpers.marking.feedback import WORDS
from helpers.marking.mark import mark
from helpers.notebook.plots import keys, picture
from helpers.scoring import best_item

UNIT = read_unit(REPO / "solutions" / "02_weight_of_words")
LESSONS = read_unit(REPO / "notebooks")
OURS = [(UNIT, e) for e in UNIT.every] + [(LESSONS, e) for e in LESSONS.exercises if e.id.startswith("words-")]
OPEN_UP_TO = 4  # paragraphs of the real article whose words may be explained


def of_type(*kinds: str) -> list:
    return [pytest.param(u, e, id=e.id) for u, e in OURS if e.type in kinds]


def spans(key, tier, label=None, voice=True) -> list[dict]:
    """A mark on every item of a tier, rightly named or all under one label."""
    return [
        {
            "start": i["spans"][0][0],
            "end": i["spans"][0][1],
            "label": label or i["right"][0],
            "attrs": {"voice": i["attrs"]["voice"][0]} if voice else {},
        }
        for i in key["items"]
        if i["tier"] == tier
    ]


def told(unit, one, answer) -> dict:
    return mark(unit, one, {"answer": answer}).told


def entry(feedback: dict, quote: str) -> dict:
    return next(i for i in feedback["items"] if i["quote"] == quote)


class TestMarkLanguage:
    @pytest.mark.parametrize("unit, one", of_type("mark_language"))
    def test_full_marks_stand_where_trained_readers_stand(self, unit, one):
        """Places and kinds are full at 0.55 of them; who finds 0.6 of the words, all rightly named, has full marks."""
        key = key_for(unit, one)
        assert key["level"] == 0.55
        some = spans(key, "core")
        assert score(unit, one, {"spans": some[: -int(-0.6 * len(some) // 1)]}).fraction == 1.0
        assert score(unit, one, {"spans": some[: int(0.4 * len(some))]}).fraction < 1.0

    def test_never_above_the_median_annotator(self):
        """Where the readers themselves agree on little, full marks stand lower still, and the middle one of them has all."""
        one = replace(UNIT["q1"], id="apart")
        votes = read_votes(article_of(one))
        apart = Votes(
            tuple(
                replace(p, marks=tuple(m for n, m in enumerate(p.layer("language")) if n % 5 in (k, (k + 1) % 5)))
                for k, p in enumerate(votes.passes)
            ),
            (),
        )
        key, kind = build_key(one, article_of(one), apart), type_of(one.type)
        raws = sorted(kind.raw_score(one, key, kind.answer_of(one, article_of(one), apart, who)) for who in kind.annotators(apart))
        assert key["target"] == raws[len(raws) // 2]

    @pytest.mark.parametrize("unit, one", of_type("mark_language"))
    def test_trusting_every_word_comes_to_nothing_and_is_told_so(self, unit, one):
        """All look-alikes and all loaded words called fair: no points, and the words in question are named."""
        key = key_for(unit, one)
        trusting = {"spans": spans(key, "core", "fair") + spans(key, "decoy", "fair")}
        assert score(unit, one, trusting).fraction == 0
        feedback = told(unit, one, trusting)
        assert "trusted" in feedback["note"]
        first = next(i for i in key["items"] if i["tier"] == "core")
        assert entry(feedback, first["text"])["title"].startswith("You called it fair")
        assert entry(feedback, first["text"])["kind"] == "miss"

    @pytest.mark.parametrize("unit, one", of_type("mark_language"))
    def test_suspecting_every_word_comes_to_nothing_and_is_told_so(self, unit, one):
        """Every word marked: no points, and the note says why."""
        everything = type_of(one.type).baseline_answers(one, article_of(one), key_for(unit, one))[0]
        assert score(unit, one, everything).fraction < 0.2
        assert "suspected" in told(unit, one, everything)["note"]

    def test_a_fair_word_flagged_is_explained_and_called_fair_is_right(self):
        """«high-caliber machine guns» is exact: flagging it is a false alarm, calling it fair is found."""
        key = key_for(UNIT, UNIT["q2"])
        flag = next(i for i in key["items"] if i["text"] == "high-caliber machine guns")
        place = {"start": flag["spans"][0][0], "end": flag["spans"][0][1], "attrs": {"voice": flag["attrs"]["voice"][0]}}
        others = spans(key, "core")[:3]
        alarm = entry(told(UNIT, UNIT["q2"], {"spans": [*others, {**place, "label": "metaphor"}]}), flag["text"])
        right = entry(told(UNIT, UNIT["q2"], {"spans": [*others, {**place, "label": "fair"}]}), flag["text"])
        assert (alarm["kind"], right["kind"]) == ("false_alarm", "found")
        assert any(n in s for s in alarm["sentences"] for n in flag["notes"]["fair"]) and "fact" in alarm["next"]
        raw = lambda label: score(UNIT, UNIT["q2"], {"spans": [*others, {**place, "label": label}]}).raw  # noqa: E731
        assert raw("fair") >= score(UNIT, UNIT["q2"], {"spans": others}).raw > raw("metaphor")

    def test_the_voice_is_half_of_the_kind_and_its_slip_is_explained(self):
        """Right words and label, every voice wrong: each has three quarters of its worth, and who is answerable is said."""
        key, one = key_for(UNIT, UNIT["q1"]), UNIT["q1"]
        right = spans(key, "core")
        wrong = [{**s, "attrs": {"voice": "reporter" if s["attrs"]["voice"] != "reporter" else "quoted"}} for s in right]
        found = [i for i in score(UNIT, one, {"spans": wrong}).items if i.id in {f"{s['start']}-{s['end']}" for s in right}]
        assert {i.credit for i in found} == {0.75}
        slip = entry(told(UNIT, one, {"spans": wrong}), "liberated")
        assert "voice" in slip["title"] and "The speaker is answerable." in " ".join(slip["sentences"])

    def test_contested_words_never_cost(self):
        """«appears to have frightened» splits the readers: marked as doubt, as fair or not at all gives the same score."""
        one, key = UNIT["q2"], key_for(UNIT, UNIT["q2"])
        item = next(i for i in key["items"] if i["text"] == "appears to have frightened")
        assert item["tier"] == "contested"
        base = spans(key, "core")[:3]
        place = {"start": item["spans"][0][0], "end": item["spans"][0][1], "attrs": {}}
        got = {score(UNIT, one, {"spans": base + extra}).raw for extra in ([], [{**place, "label": "hedge"}], [{**place, "label": "fair"}])}
        assert len(got) == 1

    @pytest.mark.parametrize("unit, one", of_type("mark_language"))
    def test_every_explanation_is_about_these_words(self, unit, one):
        """Each miss names the readers' reason, the voice, the votes and a next step."""
        key = key_for(unit, one)
        for item in told(unit, one, {"spans": spans(key, "core")[:1]})["items"]:
            if item["kind"] == "miss":
                said = " ".join(item["sentences"])
                known = next(i for i in key["items"] if i["text"] == item["quote"])
                assert any(n in said for notes in known["notes"].values() for n in notes)
                assert "Whose words?" in said and item["votes"] and item["next"]

    def test_home_of_a_mark_on_nothing(self):
        """A mark far from every item belongs to none."""
        key = key_for(UNIT, UNIT["q1"])
        assert best_item(key, {"start": 0, "end": 5}) is None
        assert best_item(key, {"start": 347, "end": 355})["text"] == "implored"


class TestWordQuestions:
    @pytest.mark.parametrize("unit, one", of_type("fair_or_loaded"))
    def test_at_least_half_are_fair(self, unit, one):
        """Of the words with a settled answer, half or more are fair."""
        right = [q["right"][0] for q in key_for(unit, one)["questions"].values() if q["right"]]
        assert 2 * right.count("fair") >= len(right) >= 4 and "loaded" in right

    @pytest.mark.parametrize("unit, one", of_type("fair_or_loaded"))
    @pytest.mark.parametrize("answer, word", [("loaded", "suspected"), ("fair", "trusted")])
    def test_one_answer_for_all_is_corrected(self, unit, one, answer, word):
        """Next to nothing for it, the note says which habit it is, and each wrong one is explained."""
        given = {"fields": dict.fromkeys(key_for(unit, one)["questions"], answer)}
        assert score(unit, one, given).fraction <= 0.25
        feedback = told(unit, one, given)
        assert word in feedback["note"]
        kind = {"loaded": "false_alarm", "fair": "miss"}[answer]
        wrong = [i for i in feedback["items"] if i["kind"] == kind]
        assert wrong and all(i["sentences"] and i["votes"] and i["next"] for i in wrong)

    def test_split_readers_accept_any_answer(self):
        """A word that three of seven call loaded: either answer gives the same, and both sides are shown in the votes."""
        one = UNIT["q3"]
        start = article_of(one).text.index("all the anger")
        split = replace(
            one,
            id="split",
            options={"items": [*one.options["items"], {"id": "anger", "start": start, "end": start + 13, "text": "all the anger"}]},
        )
        key = build_key(split, article_of(one), read_votes(article_of(one)))
        base = type_of(one.type).solved(split, key)["fields"]
        got = [score_with(split, article_of(one), key, {"fields": {**base, "anger": v}}) for v in ("fair", "loaded")]
        assert got[0].raw == got[1].raw
        shown = next(i for i in got[1].items if i.id == "anger")
        told_so = type_of(one.type).explain(split, article_of(one), key, shown)
        assert shown.outcome == "contested" and told_so.sentences and "3 of 7 say loaded, 4 of 7 left it alone" in told_so.votes

    def test_other_votes_give_another_key(self):
        """Nothing is written by hand: readers who call «poisonous» fair make it fair."""
        one, votes = UNIT["q3"], read_votes(article_of(UNIT["q3"]))
        other = Votes(
            tuple(
                replace(p, marks=tuple({**m, "category": "fair"} if m["text"].strip("“”") == "poisonous" else m for m in p.marks))
                for p in votes.passes
            ),
            (),
        )
        before, after = (build_key(one, article_of(one), v)["questions"]["poisonous"]["right"] for v in (votes, other))
        assert (before, after) == (["loaded"], ["fair"])

    def test_strength_is_right_wherever_a_third_of_the_readers_stand(self):
        """Three of five say 2 and two say 1: both are right, 3 is not, and the spread is shown."""
        one, key = UNIT["q5"], key_for(UNIT, UNIT["q5"])
        assert key["questions"]["all"]["right"] == ["2", "1"]
        raws = [score(UNIT, one, {"fields": {"all": v}}).raw for v in "123"]
        assert raws[2] < raws[0] == raws[1]
        quote = next(i["text"] for i in one.options["items"] if i["id"] == "all")
        assert "1 (a touch) ●● 2 · 2 (clearly) ●●● 3" in entry(told(UNIT, one, {"fields": {"all": "2"}}), quote)["votes"]

    @pytest.mark.parametrize("unit, one", of_type("fair_or_loaded", "how_strong", "whose_words", "what_work"))
    def test_practice_gives_nothing_away_unanswered(self, unit, one):
        """A question without an answer is explained with the marks of a sealed exercise, and not in practice."""
        first, *rest = key_for(unit, one)["questions"]
        silent = [
            i
            for i in told(unit, one, {"fields": {first: key_for(unit, one)["questions"][first]["options"][0]}})["items"]
            if i["field"] in rest and i["word"] == WORDS["empty"]
        ]
        assert silent and all(bool(i["sentences"]) == one.sealed for i in silent)

    @pytest.mark.parametrize("unit, one", of_type("whose_words"))
    def test_voice_says_who_is_answerable(self, unit, one):
        """Right or wrong, the sentence says who has to answer for the words."""
        wrong = {"fields": dict.fromkeys(key_for(unit, one)["questions"], "quoted")}
        assert all(re.search(r"answer(s|able)", " ".join(i["sentences"])) for i in told(unit, one, wrong)["items"])

    def test_view_asks_each_word_once_below_its_sentence(self):
        """No answer is in the view, and a sentence with three words stands there once."""
        view = type_of("fair_or_loaded").view(UNIT["q3"], article_of(UNIT["q3"]))
        assert sorted(f["id"] for b in view["blocks"] for f in b["fields"]) == sorted(i["id"] for i in UNIT["q3"].options["items"])
        assert len(view["blocks"]) == len({b["body"][0]["text"] for b in view["blocks"]})


COOL = UNIT["q7"]
MODEL = key_of(UNIT, COOL)["model"]["text"]


class TestCoolDown:
    @pytest.mark.parametrize(
        "change, missing",
        [
            (("the resident said", "it was said"), "resident"),
            (("Iraqi military officials", "officials"), "Iraqi"),
            (("in Mosul", "in the city"), "Mosul"),
            (("Islamic State", "The group"), "Islamic State"),
            (("patrolled the streets or ", ""), "patrolled"),
        ],
    )
    def test_a_dropped_fact_is_refused_with_the_reason(self, change, missing):
        """A name, a speaker or a doing that is gone is named, and the rewrite is not accepted."""
        feedback = told(UNIT, COOL, {"fields": {"text": MODEL.replace(*change)}})
        assert feedback["headline"].startswith("Not accepted yet")
        assert any(f"“{missing}" in s for i in feedback["items"] for s in i["sentences"])

    @pytest.mark.parametrize(
        "change, added",
        [
            (("are no longer", "have for 3 weeks no longer been"), "3"),
            (("the resident said.", "the resident said, because they were afraid."), "because"),
            (("internal rivalries", "internal rivalries with Al Nusra"), "Al Nusra"),
        ],
    )
    def test_something_new_is_named(self, change, added):
        """A number, a cause or a name that the paragraph does not hold."""
        feedback = told(UNIT, COOL, {"fields": {"text": MODEL.replace(*change)}})
        assert any(f"“{added}”" in s for i in feedback["items"] for s in i["sentences"]), feedback

    def test_a_loaded_word_that_stays_is_named_by_the_votes(self):
        """Left as it is, the passage has two hot places, each with the readers' reason."""
        feedback = told(UNIT, COOL, {"fields": {"text": COOL.options["sentence"]["text"]}})
        assert {"haunted", "beset"} == {i["quote"] for i in feedback["items"] if i["word"] == "Look again" and i["quote"]}

    def test_a_fair_word_that_was_cooled_is_a_false_alarm(self):
        """A look-alike of the passage that the rewrite drops is named: here one that readers are made to call fair."""
        article, votes = article_of(COOL), read_votes(article_of(COOL))
        fair = {
            "layer": "language",
            "start": 1723,
            "end": 1739,
            "text": "Foreign fighters",
            "category": "fair",
            "voice": "paraphrased",
            "note": "exact",
        }
        key = build_key(COOL, article, replace(votes, passes=tuple(replace(p, marks=(*p.marks, fair)) for p in votes.passes)))
        given = {"fields": {"text": MODEL.replace("foreign fighters", "strangers").replace("Foreign fighters", "Strangers")}}
        told_so = [type_of(COOL.type).explain(COOL, article, key, i) for i in score_with(COOL, article, key, given).items]
        assert "You cooled a word that was fair" in {t.title for t in told_so}

    def test_the_model_meets_all_and_marks_stay_the_teacher_s(self):
        """Hints only: no points from the machine, whatever the text."""
        got = score(UNIT, COOL, {"fields": {"text": MODEL}})
        assert (got.status, got.raw, got.points) == ("manual", 1.0, 0.0)

    def test_without_votes_a_sealed_one_says_nothing_of_loaded_words(self):
        """A learner's copy: facts are looked after, the three words are not named."""
        article = article_of(COOL)
        key = build_key(COOL, article, Votes((), ()))
        assert [] == key["loaded"] == key["fair"] and not any(w in json.dumps(key["facts"]) for w in ("haunted", "beset"))
        raw, items, _ = type_of("cool_down").raw(COOL, key, {"fields": {"text": "Something happened."}})
        assert raw == 0 and {"facts", "new"} == {i.id for i in items}

    def test_an_open_one_waits_for_its_open_key(self):
        """Practice without votes has no key of its own making: it would call every word cool."""
        assert not type_of("cool_down").has_votes(LESSONS["words-cool"], Votes((), ()))

    @pytest.mark.parametrize(
        "words, found",
        [
            ("Two men left Mosul at 6 p.m.", ["Mosul"]),
            ("Islamic State left.", ["Islamic State"]),
            ("He said: “They left.” The Iraqi army stayed.", ["Iraqi"]),
            ("", []),
        ],
    )
    def test_names(self, words, found):
        """Capitals that merely open a sentence are no names."""
        assert found == _rewrite.names(words)

    @pytest.mark.parametrize(
        "source, words, lost",
        [
            ("It cost 1,200 crowns.", "It cost 1200 crowns.", []),
            ("Two of 12 left.", "2 of twelve left.", []),
            ("It fell by 3.5 per cent.", "It fell.", ["3.5"]),
        ],
    )
    def test_numbers(self, source, words, lost):
        """The same number in another form is the same number."""
        assert lost == _rewrite.dropped(source, [], words)

    @given(st.text(max_size=200))
    def test_any_text_gets_hints(self, words):
        """Whatever is written, the hints do not fail."""
        assert 0 <= type_of("cool_down").raw(COOL, key_for(UNIT, COOL), {"fields": {"text": words}})[0] <= 1


class TestHeatUp:
    @pytest.mark.parametrize(
        "who, warn, right", [("0", "0", "same"), ("1", "0", "less"), ("2", "0", "same"), ("3", "1", "less"), ("2", "2", "more")]
    )
    def test_whether_facts_changed_follows_from_the_swaps(self, who, warn, right):
        """A passive that names its doer tells the same; one that does not tells less."""
        one = LESSONS["words-doer"]
        for guess in ("same", "less", "more"):
            items = told(LESSONS, one, {"fields": {"who": who, "warn": warn, "facts": guess}})["items"]
            assert ["right" if guess == right else "wrong"] == [i["kind"] for i in items if i["field"] == "facts"]

    @pytest.mark.parametrize("unit, one", of_type("heat_up"))
    def test_the_sentence_is_shown_as_it_became(self, unit, one):
        """Every swap stands in the sentence, with what a reader believes."""
        kind = type_of(one.type)
        answer = kind.solved(one, {})
        feedback = told(unit, one, answer)
        for slot in kind.form.slots(one):
            chosen = slot["swaps"][int(answer["fields"][slot["id"]])]
            assert chosen["words"] in feedback["headline"]
            assert chosen["believes"] in [s for i in feedback["items"] for s in i["sentences"]]
        assert feedback["points"] == ""


class TestFindDoer:
    def test_key_follows_from_votes_and_sentence(self):
        """Left out by the votes, named by the sentence, unknown where readers call it fair."""
        right = {name: q["right"] for name, q in key_for(UNIT, UNIT["q6"])["questions"].items()}
        assert right == {"closed": ["engineer"], "gave-way": ["unknown"], "rust": ["drains"], "put-off": ["left_out"]}

    def test_without_the_votes_nobody_is_left_out(self):
        """The same sentences with no reader calling anything agentless: the doer is no longer «left out»."""
        one, votes = UNIT["q6"], read_votes(article_of(UNIT["q6"]))
        none = Votes(tuple(replace(p, marks=tuple(m for m in p.marks if m.get("category") != "agentless")) for p in votes.passes), ())
        assert build_key(one, article_of(one), none)["questions"]["put-off"]["right"] == []

    def test_by_a_time_is_no_doer(self):
        """«gone by 10 a.m.» names nobody."""
        article = article_of(UNIT["q6"])
        start = article.text.index("were gone")
        assert doer_in(article, {"start": start, "end": start + 9}, UNIT["q6"].options["doers"]) is None

    def test_suspecting_a_named_doer_is_explained(self):
        """«was closed»: the sentence says by whom."""
        item = entry(told(UNIT, UNIT["q6"], {"fields": {"closed": "left_out"}}), "was closed")
        assert item["kind"] == "wrong" and "suspected" in item["sentences"][0] and "by order of the city engineer" in item["sentences"][1]


class TestPictures:
    def test_voices_shows_open_paragraphs_only(self):
        """Each word in its lane, told in words too; nothing of the sealed paragraphs."""
        drawn = picture("voices", LESSONS, [LESSONS["words-voice"]])
        assert len(drawn.rows) == len(LESSONS["words-voice"].options["items"]) and "Paragraphs 5 to 11 are yours to find" in drawn.alt
        sealed = {i["text"] for i in key_for(UNIT, UNIT["q2"])["items"]}
        assert not any(words in drawn.text() for words in sealed if len(words) > 4)
        assert {"Paragraph 3", "liberated", "inside quotation marks"} <= set(next(r for r in drawn.rows if r[1] == "liberated"))

    @pytest.fixture
    def marked(self, tmp_path):
        """A learner's folder of the lesson with marks of every kind."""
        one = LESSONS["words-mark"]
        (tmp_path / "exercises.json").write_text(
            json.dumps(
                {
                    "assignment": "lessons",
                    "title": "L",
                    "exercises": [
                        {
                            "id": one.id,
                            "type": one.type,
                            "article": one.article,
                            "title": one.title,
                            "prompt": one.prompt,
                            "passage": list(one.passage),
                        }
                    ],
                }
            ),
            encoding="utf-8",
        )
        unit = read_unit(tmp_path)

        def answer(marks):
            put_record(tmp_path, one, {"spans": marks})
            return picture("mine", unit, [unit[one.id]])

        return answer

    def test_mine_puts_own_marks_beside_the_votes(self, marked):
        """Loaded, fair, left alone, and what nobody else marked."""
        text = article_of(LESSONS["words-mark"]).text
        at = lambda words, label: {"start": text.index(words), "end": text.index(words) + len(words), "label": label, "attrs": {}}  # noqa: E731
        drawn = marked([at("extolling", "reporting_verb"), at("liberated", "fair"), at("recent Friday prayers", "emotive")])
        you = {row[0]: row[-1] for row in drawn.rows}
        assert (you["extolling"], you["liberated"], you["implored"]) == ("you: loaded", "you: fair", "you: left alone")
        assert you["recent Friday prayers"] == "only you marked it" and "1 mark is yours alone" in drawn.alt

    def test_mine_before_any_mark_says_what_to_do(self, marked):
        """No answer yet is no error."""
        assert "not marked anything yet" in marked([]).alt

    def test_sealed_key_draws_nothing(self, monkeypatch):
        """In a copy without the key the picture is refused in a sentence."""
        from helpers.errors import ExerciseError

        monkeypatch.setattr(keys, "key_of", lambda *_: None)
        with pytest.raises(ExerciseError, match="not in this copy"):
            picture("voices", UNIT, [UNIT["q2"]])


def cells(path) -> list[tuple[str, str]]:
    return [(c["cell_type"], "".join(c["source"])) for c in json.loads(path.read_text(encoding="utf-8"))["cells"]]


class TestLesson:
    LESSON = cells(REPO / "notebooks" / "02_weight_of_words.ipynb")

    def test_never_more_than_150_words_without_something_to_do(self):
        """Counted up to the next exercise or picture; the summary at the end is not between two."""
        run, worst = 0, 0
        for kind, source in self.LESSON:
            run = run + len(re.findall(r"[\w’'-]+", source)) if kind == "markdown" else 0
            if source.startswith("## What you take away"):
                break
            worst = max(worst, run)
        assert worst <= 175  # the opening, with its content note, counts 95 of them

    def test_middle_parts_keep_to_150(self):
        """After the opening no stretch between two things to do is longer than 150 words."""
        for kind, source in self.LESSON[1:]:
            if kind == "markdown" and not source.startswith("## What you take away"):
                assert len(re.findall(r"[\w’'-]+", source)) <= 150, source[:60]

    def test_practices_are_open_and_stay_in_open_paragraphs(self):
        """At least five, none sealed, none beyond paragraph 4 of the real article."""
        asked = [m.group(1) for _, s in self.LESSON if (m := re.search(r'exercise\("([^"]+)"\)', s))]
        assert len(asked) >= 5 and set(asked) == {e.id for e in LESSONS.exercises if e.id.startswith("words-")}
        for one in (LESSONS[i] for i in asked):
            article = article_of(one)
            last = article.paragraphs[OPEN_UP_TO - 1][1]
            items: list = [*one.options.get("items", []), *([one.options["sentence"]] if one.type == "cool_down" else [])]
            assert not one.sealed and all(i["end"] <= last for i in items if one.type != "warm_up")
            assert one.passage is None or one.passage[1] <= OPEN_UP_TO

    def test_two_pictures_of_open_practices(self):
        """Both are drawn from exercises of this lesson."""
        drawn = [m.groups() for _, s in self.LESSON if (m := re.search(r'figure\("(\w+)", "(words-\w+)"\)', s))]
        assert drawn == [("voices", "words-voice"), ("mine", "words-mark")]

    @pytest.mark.parametrize("unit", [UNIT], ids=["exercises"])
    def test_ten_categories_with_look_alikes_are_taught(self, unit):
        """Every category of the codebook stands in the lesson."""
        from helpers.articles.codebook import CATEGORIES

        lesson = " ".join(s for _, s in self.LESSON).casefold()
        words = {
            "label": "a **label**",
            "hedge": "unearned doubt",
            "agentless": "the doer left out",
            "factive": "makes you accept it",
            "fair": "fair",
        }
        assert [c for c in CATEGORIES if words.get(c, CATEGORIES[c].name).casefold() not in lesson] == []


class TestNothingSealedLeaves:
    def test_release_holds_no_reason_for_a_sealed_word(self):
        """The notes on paragraphs 5 to 11 and on the bridge stay with the teacher."""
        release = "".join(p.read_text(encoding="utf-8") for p in (REPO / "exercises" / "02_weight_of_words").iterdir() if p.is_file())
        release += (REPO / "notebooks" / "02_weight_of_words.ipynb").read_text(encoding="utf-8")
        for slug, after in (("mosul-2016", OPEN_UP_TO), ("bridge-closure", 0)):
            article = article_of(replace(UNIT["q1"], article=slug))
            first = article.paragraphs[after][0]
            for one in read_votes(article).passes:
                for m in one.layer("language", first):
                    assert not m.get("note") or m["note"] not in release

    def test_teacher_notes_stay_out_of_the_release(self):
        """They stand beside the assignment's folder, which nbgrader copies."""
        assert (REPO / "solutions" / "02_weight_of_words.notes.md").is_file()
        assert not list((REPO / "exercises").rglob("*notes*")) and not list((REPO / "solutions" / "02_weight_of_words").glob("*notes*"))

    def test_at_least_six_exercises_of_which_the_sealed_ones_count(self):
        """Sealed exercises have marks, open ones explain."""
        assert len(UNIT.exercises) >= 6
        assert all(bool(e.points or e.manual_points) == e.sealed for e in UNIT.exercises)
        assert isinstance(UNIT.exercises[0], Exercise)
