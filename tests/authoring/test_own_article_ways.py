"""A teacher's own article: which paragraphs are practice, what the practice must not tell, and what the marks allow to be asked. No nbgrader here."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_article import GERMAN, SHELTER, give_more, mark_shelter, root, shelter, span  # noqa: F401 — two are fixtures

from helpers.__main__ import main
from helpers.articles import own_copy
from helpers.articles.article import read_article
from helpers.articles.marks import Pass, read_passes
from helpers.authoring import drafts, formats, intake, passages
from helpers.authoring import publish as publishing
from helpers.authoring.desk import marks as desk_marks
from helpers.authoring.desk import more as desk_more
from helpers.authoring.exercises import plan
from helpers.authoring.models import REWRITE
from helpers.authoring.new_article import new_article, read_suggestions
from helpers.course.release import open_keys
from helpers.errors import ArticleError
from helpers.exercises import Exercise, Votes, build_key, key_of, read_unit, read_votes, score_with
from helpers.exercises.types import type_of
from helpers.exercises.types.marking_words import mark_sources
from helpers.marking.feedback import feedback
from helpers.notebook.plots.reading import strip
from helpers.scoring import ItemScore


@pytest.fixture
def written(root, monkeypatch):
    """publish() without nbgrader: solutions/ with the open keys, as release writes them before nbgrader is called."""

    def keys_only(where, names):
        for name in names:
            folder = where / "solutions" / name
            (folder / "open_keys.json").write_text(open_keys(folder), encoding="utf-8")

    monkeypatch.setattr(publishing, "release", keys_only)
    return root.parent


def told(article, annotator="ana"):
    """The pass of `annotator` with a word of its own in the reason of every mark, so that it can be searched for."""
    path = article.folder / "marks" / f"{annotator}.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    for n, mark in enumerate(raw["marks"]):
        mark["note"] = f"REASON{n:03d}x of {annotator}."
    path.write_text(json.dumps(raw), encoding="utf-8")
    return raw["marks"]


def handed_out(kit, done) -> str:
    return "\n".join(
        (kit / "solutions" / n / name).read_text(encoding="utf-8") for n in done.units for name in ("exercises.json", "open_keys.json")
    )


def test_each_step_is_told_before_it_is_done(shelter, written, monkeypatch, capsys):
    """Publishing takes many seconds on a slow computer: a teacher reads what is being done, and that it goes on."""
    at = []
    before = publishing.release
    monkeypatch.setattr(publishing, "release", lambda *a: (at.append(capsys.readouterr().out), before(*a)))
    assert main(["publish", "shelter", "--open", "1-3,6"]) == 0
    assert [line for line in at[0].splitlines() if line.startswith("Step ")] == [
        "Step 1 of 3: every exercise is tried out with your key.",
        "Step 2 of 3: the solved pages are written.",
        "Step 3 of 3: nbgrader makes of them what learners get. This takes longest.",
    ]


class TestChoice:
    @pytest.mark.parametrize(
        ("said", "numbers", "words"),
        [
            ("1-3,6", (1, 2, 3, 6), "paragraphs 1 to 3 and 6"),
            ("6, 1 - 3", (1, 2, 3, 6), "paragraphs 1 to 3 and 6"),
            ("none", (), "no paragraph"),
            ("5", (5,), "paragraph 5"),
            ("1–2", (1, 2), "paragraphs 1 and 2"),
            ("ALL", tuple(range(1, 12)), "paragraphs 1 to 11"),
            ("2,4,6", (2, 4, 6), "paragraphs 2, 4 and 6"),
            ("3,3,3-4", (3, 4), "paragraphs 3 and 4"),
        ],
    )
    def test_is_read_and_said_in_words(self, shelter, said, numbers, words):
        assert numbers == passages.read_choice(said, shelter) and words == passages.in_words(numbers)
        assert numbers == passages.read_choice(passages.as_line(numbers), shelter)

    @pytest.mark.parametrize("said", ["", "0", "1-12", "12", "3-1", "one", "1;2", "-1", "1,,2", "1-2-3", "9" * 400, "²", "٣-٤-", "\0"])
    def test_what_cannot_be_meant_gets_a_sentence(self, shelter, said, capsys):
        with pytest.raises(ArticleError) as caught:
            passages.read_choice(said, shelter)
        assert "--open 1-3,6" in caught.value.next_step
        assert main(["publish", "shelter", f"--open={said}"]) == 2 and "Traceback" not in capsys.readouterr().err

    @given(st.sets(st.integers(1, 40)))
    def test_stretches_hold_the_same_numbers(self, numbers):
        assert sorted(numbers) == [n for a, b in passages.runs(numbers) for n in range(a, b + 1)]

    def test_too_little_for_an_exercise_says_what_to_change(self, shelter):
        """One stretch that is too short names itself and the way out; many get one sentence."""
        mark_shelter(shelter, "ana")
        votes = Votes(read_passes(shelter), ())
        (one,) = [s for s in plan(shelter, votes, (1, 2, 3, 4, 6), (1,))[0].left_out if s.startswith("Who is cited?") and "needed" in s]
        assert "Paragraph 5, because 2 marks count in paragraph 5, and at least 3 are needed" in one and "--open 1-6" in one
        (many,) = [s for s in plan(shelter, votes, (2, 4, 6, 8, 10), (1,))[0].left_out if "pieces with fewer" in s]
        assert "6 pieces with fewer than 3 marks" in many and "--open 1-4" in many
        (none,) = [s for s in plan(shelter, votes, tuple(range(1, 12)), (1,))[0].left_out if s.startswith("Who is cited?")]
        assert "all paragraphs are practice" in none

    def test_every_line_on_what_is_left_out_has_a_reason_and_a_way(self, shelter):
        mark_shelter(shelter, "ana")
        for choice in ("none", "all", "1-3,6"):
            for one in plan(shelter, Votes(read_passes(shelter), ()), passages.read_choice(choice, shelter)):
                assert all(", because " in s and "; to have it: " in s and "\n" not in s for s in one.left_out), one.left_out

    def test_the_verb_names_practice_and_the_rest(self, shelter, written, capsys):
        mark_shelter(shelter, "ana")
        assert main(["publish", "shelter", "--open", "1-3,6"]) == 0
        said = capsys.readouterr().out
        assert "Practice: paragraphs 1 to 3 and 6. Counts: paragraphs 4, 5 and 7 to 11." in said and "left out: " in said
        assert publishing.chosen_before("shelter") == (1, 2, 3, 6)


class TestNothingSealedLeaks:
    CHOICES = ("1-4", "1-3,6", "2,4,6,8,10", "1,11", "7-11", "none")

    @pytest.mark.parametrize("choice", CHOICES)
    def test_no_reason_and_no_place_of_what_counts_is_handed_out(self, shelter, written, choice):
        """Every reason has a word of its own: those of sealed paragraphs stand nowhere, those of practice do; no offset of an open key lies outside practice."""
        draft = mark_shelter(shelter, "ana")
        drafts.save(draft)
        marks = told(shelter)
        chosen = passages.read_choice(choice, shelter)
        done = publishing.publish("shelter", chosen=chosen)
        everything = handed_out(written, done)
        inside = {m["note"]: {shelter.paragraph_of(m["start"]), shelter.paragraph_of(m["end"])} <= set(chosen) for m in marks}
        assert [n for n, is_open in inside.items() if not is_open and n in everything] == []
        assert not chosen or any(is_open and n in everything for n, is_open in inside.items())
        for name in done.units:
            for key in json.loads((written / "solutions" / name / "open_keys.json").read_text(encoding="utf-8")).values():
                assert {shelter.paragraph_of(at) for at in places(key)} <= set(chosen)

    def test_a_statement_in_another_paragraph_and_a_mark_over_two(self, shelter, written):
        """A source in practice whose words stand where it counts: the open key does not say so. A mark that reaches over the border is asked nowhere, and it is said."""
        draft = mark_shelter(shelter, "ana")
        over = shelter.text.index("A man who")
        draft.spans["claims"].append(
            {"id": "x", "start": over - 20, "end": over + 30, "label": "event", "attrs": {"checkable": "then", "worth": "1"}}
        )
        drafts.save(draft)
        path = shelter.folder / "marks" / "ana.json"
        raw = json.loads(path.read_text(encoding="utf-8"))
        ruth = next(m for m in raw["marks"] if m["text"].startswith("Ruth Adeyemi"))
        later = shelter.text.index("the budget was voted in March")
        ruth["content"] = {"start": later, "end": later + 29, "text": shelter.text[later : later + 29]}
        ruth["relays"] = {"start": later, "end": later + 10, "text": shelter.text[later : later + 10], "kind": "vague"}
        path.write_text(json.dumps(raw), encoding="utf-8")
        done = publishing.publish("shelter", chosen=(1, 2, 3))
        key = json.loads((written / "solutions" / "shelter_1" / "open_keys.json").read_text(encoding="utf-8"))["q1"]
        (there,) = [i for i in key["items"] if i["text"].startswith("Ruth Adeyemi")]
        assert there["cues"] and there["contents"] == [] and there["relays"] == []
        assert max(places(key)) <= shelter.passage(1, 3)[1]
        assert any("it reaches from practice into what counts" in s for p in done.plans for s in p.left_out)
        assert shelter.text[over - 20 : over + 30] not in json.loads(json.dumps(handed_out(written, done)))

    def test_a_reason_that_quotes_what_counts_is_held_back_and_named(self, shelter, written):
        """The teacher writes in practice “compare slammed”, and “slammed” is asked about where it counts."""
        draft = mark_shelter(shelter, "ana")
        for words, note in (("brutal", "Hotter than “slammed”, two paragraphs on."), ("betrayal", "It blames before anything is shown.")):
            one = next(s for s in draft.spans["language"] if shelter.text[s["start"] : s["end"]] == words)
            draft.notes[drafts.place("language", one)] = note
        drafts.save(draft)
        done = publishing.publish("shelter", chosen=(1, 2, 3, 4, 5))
        everything = handed_out(written, done)
        assert "slammed" not in re.sub(r'"text": "[^"]*"', "", everything) and "It blames before" in everything
        assert any("The reason for “brutal” in practice, because it quotes “slammed”" in s for s in done.plans[1].left_out)
        done = publishing.publish("shelter", chosen=tuple(range(1, 10)))
        assert "Hotter than “slammed”" in handed_out(written, done)

    def test_sealed_questions_ask_about_sealed_paragraphs_only(self, shelter, written):
        """Else the practice would have explained the same words already."""
        give_more(mark_shelter(shelter, "ana"))
        for choice in self.CHOICES:
            chosen = passages.read_choice(choice, shelter)
            for one in publishing.plans_for("shelter", chosen)[1]:
                for e in one.exercises:
                    asked = [i for i in e.get("options", {}).get("items", []) if i.get("ask", True)]
                    if e.get("sealed") and e["type"] != "same_person":
                        assert not {shelter.paragraph_of(i["start"]) for i in asked} & set(chosen), e["title"]
                    elif not e.get("sealed"):
                        assert {shelter.paragraph_of(i["start"]) for i in asked} <= set(chosen), e["title"]

    def test_models_and_voices_stay_with_the_teacher(self, shelter, written):
        draft = give_more(mark_shelter(shelter, "ana"))
        at = shelter.text.index("Councillor Dev Marsh of the opposition slammed")
        draft.notes[f"{REWRITE}{at}"] = "Councillor Dev Marsh of the opposition criticised the decision modelword."
        drafts.save(draft)
        done = publishing.publish("shelter", chosen=(1, 2))
        repairs = json.loads((shelter.folder / "repairs.json").read_text(encoding="utf-8"))
        assert "modelword" in json.dumps(repairs["models"]) and repairs["voices"]
        everything = handed_out(written, done)
        assert "modelword" not in everything and '"at"' not in everything and '"keys"' not in everything
        from helpers.course.bundle import ARTICLE_FILES

        assert "repairs.json" not in ARTICLE_FILES


def places(value) -> list[int]:
    """Every offset that an open key holds."""
    found = []
    for name, one in value.items() if isinstance(value, dict) else ():
        if name in ("start", "end") and isinstance(one, int):
            found.append(one)
        elif name in ("word_starts", "word_ends"):
            found += one
        elif name in ("spans", "cues", "contents", "relays", "quiet"):
            found += [at for pair in one for at in pair]
        else:
            found += places(one)
    for one in value if isinstance(value, list) else ():
        found += places(one)
    return found


class TestMoreExercises:
    def test_what_the_marks_allow_is_asked_and_proved(self, shelter, written):
        """With the optional page: dimensions, hearsay, sound or thin, the order of disclosure; each proved like the others."""
        draft = give_more(mark_shelter(shelter, "ana"))
        assert any(m.get("relays") for m in drafts.marks_of(draft))
        done = publishing.publish("shelter", chosen=(1, 2, 3, 4))
        types = {e["type"]: (p, e) for p in done.plans for e in p.exercises}
        assert {"dimensions", "who_told_whom", "sound_or_thin", "order_disclosure", "write_attribution", "cool_down", "marked_plan"} <= set(
            types
        )
        for kind in ("dimensions", "who_told_whom", "sound_or_thin"):
            p, e = types[kind]
            proof = p.proofs[e["id"]]
            assert (
                e["sealed"]
                and e["points"]
                and proof["right"] == 1
                and max(proof["flag_all"], proof["flag_none"], proof["rote"], proof["wrong"]) < 0.2
            ), kind

    def test_the_chain_of_hearsay_is_the_marked_one(self, shelter, written):
        """The published key, read as the teacher's copy reads it, has the speaker, the one behind and the steps."""
        give_more(mark_shelter(shelter, "ana"))
        done = publishing.publish("shelter", chosen=(1, 2))
        unit = read_unit(written / "solutions" / "shelter_1")
        (task,) = [e for e in unit.exercises if e.type == "who_told_whom"]
        key = key_of(unit, task)
        kind = type_of(task.type)
        names = {v["id"]: v["name"] for v in [*task.options["voices"], *task.options["behind"]]}
        item = next(i for i in task.options["items"] if i["text"].startswith("staff woke"))
        said = {part: key["questions"][f"{item['id']}-{part}"]["right"] for part in ("outer", "inner", "depth")}
        assert (
            names[said["outer"][0]].startswith("A man who had slept")
            and names[said["inner"][0]].startswith("staff")
            and said["depth"] == ["1"]
        )
        assert done.plans[0].proofs[task.id]["right"] == 1 and kind.solved(task, key)["fields"]

    def test_a_model_that_drops_a_fact_is_no_model(self, shelter, written):
        draft = mark_shelter(shelter, "ana")
        at = shelter.text.index("Councillor Dev Marsh of the opposition slammed")
        draft.notes[f"{REWRITE}{at}"] = "A councillor criticised the decision."
        drafts.save(draft)
        plans = publishing.plans_for("shelter", (1, 2))[1]
        assert "cool_down" not in {e["type"] for e in plans[1].exercises if e.get("sealed")}
        assert any("your own version would not meet its hints" in s and "step 4" in s for s in plans[1].left_out)

    def test_a_desk_by_hand_makes_the_newsroom_desk(self, shelter, written):
        mark_shelter(shelter, "ana")
        votes = read_votes(shelter)
        checks = {f"A{n}": "met" if n % 2 else "not_met" for n in range(1, 8)}
        two = [
            {
                **{k: one[k] for k in ("start", "end")},
                "text": one["text"],
                **(checks if n else {k: "cannot_tell" if v == "met" else "met" for k, v in checks.items()}),
                "anonymity": ("justified", "not_justified")[n],
                "handling": ("sound", "thin")[n],
                "why": "Because.",
                "could_add": "A role.",
                "could_not_add": "A street.",
            }
            for n, one in enumerate(
                {"start": shelter.text.index(w), "end": shelter.text.index(w) + len(w), "text": w} for w in ("One official", "Residents")
            )
        ]
        (shelter.folder / "desk").mkdir()
        (shelter.folder / "desk" / "ana.json").write_text(
            json.dumps({"annotator": "ana", "people_min": 4, "people_max": "no_bound", "people_why": "x", "sources": two})
        )
        publishing.forget()
        desk = [e for p in plan(shelter, read_votes(shelter), (1, 2, 3), (1,)) for e in p.exercises if e["type"] == "newsroom_desk"]
        assert votes.desks == () and len(desk) == 1 and desk[0]["sealed"]

    def test_words_that_do_not_stand_in_the_article_are_named(self, shelter):
        draft = mark_shelter(shelter, "ana")
        one = next(s for s in draft.spans["sources"] if s["label"] == "named")
        here = drafts.place("sources", one)
        assert "does not stand in the article" in desk_more.take(draft, one, {f"{here}/relays": "the Pope"})
        assert draft.more[here]["relays"] is None
        assert desk_more.take(draft, one, {f"{here}/content": '"we could not  keep the building'}) == ""
        assert draft.more[here]["content"]["text"] == "“We could not keep the building"

    def test_what_is_taken_back_is_gone_and_what_was_there_stays(self, shelter):
        draft = give_more(mark_shelter(shelter, "ana"))
        again = drafts.read_draft(shelter, "ana")
        assert again.more == draft.more
        one = next(s for s in again.spans["sources"] if shelter.text[s["start"] : s["end"]].startswith("A man who"))
        desk_more.take(again, one, {})
        drafts.save(again)
        mark = next(m for m in json.loads(again.pass_path.read_text())["marks"] if m["text"].startswith("A man who"))
        assert "relays" not in mark and "proximity" not in mark and "content" not in mark and mark["kind"] == "vague"

    def test_hearsay_counts_only_where_the_marker_said_it(self, shelter):
        """A taken-over suggestion may carry the reader's guess; it is no mark until the page on it was answered, and then it outlives the draft's file."""
        draft = mark_shelter(shelter, "ana")
        assert not any("relays" in m or "depth" in m for m in drafts.marks_of(draft) if m.get("from_reader"))
        give_more(draft)
        before = json.loads(draft.pass_path.read_text())
        assert any(m.get("relays") and m.get("from_reader") for m in before["marks"])
        draft.path.unlink()
        drafts.save(drafts.read_draft(shelter, "ana"))
        assert before == json.loads(draft.pass_path.read_text())

    def test_persons_are_the_same_whatever_numbers_markers_use(self, shelter):
        """Two markers who number people each in their own way agree on who is one person."""
        mark_shelter(shelter, "ana")
        bo = mark_shelter(shelter, "bo")
        for one in bo.spans["sources"]:
            if "person" in one["attrs"]:
                one["attrs"]["person"] = str(15 - int(one["attrs"]["person"]))
        drafts.save(bo)
        one, two = (plan(shelter, Votes(passes, ()), (1, 2), (1,))[0] for passes in (read_passes(shelter)[:1], read_passes(shelter)))
        assert "same_person" in {e["type"] for e in one.exercises} & {e["type"] for e in two.exercises}


def test_hints_are_for_english_and_so_are_the_exercises_that_need_them(root):
    article, _ = new_article(intake.tidy(GERMAN).text, slug="bruecke")
    assert read_suggestions(article) == []
    draft = drafts.read_draft(article, "eva")
    draft.spans["language"] = [
        span(article, "language", "skandalösen", "emotive", voice="paraphrased"),
        span(article, "language", "Schlamperei", "label", voice="paraphrased"),
    ]
    drafts.save(draft)
    left = [s for p in plan(article, Votes(read_passes(article), ()), ()) for s in p.left_out]
    assert any(s.startswith("Cool it down, because its hints read English only") for s in left)


def test_an_article_of_the_kit_is_not_published_anew(capsys):
    """Other practice paragraphs would hand out the answers of the kit's own graded units."""
    assert main(["publish", "mosul-2016"]) == 2 and "belongs to the kit" in capsys.readouterr().err


def test_without_marks_one_line_says_what_is_missing(shelter):
    (one, two, three) = plan(shelter, Votes((), ()), (1, 2), hints=[])
    assert all(len(p.left_out) == 1 and "nobody has marked this article" in p.left_out[0] and p.exercises for p in (one, two, three))


class TestGermanQuotationMarks:
    TEXT = (
        "„Wir haben alles geprüft“, sagte sie. Der Beschluss ist ein Skandal.\n" + "Der Rat hat am Dienstag die Nachtbusse gestrichen. " * 4
    )

    def test_the_closing_mark_opens_nothing(self, root):
        """In „…“ the last mark looks like the first of an English quotation: what follows it is the reporter's own."""
        article, _ = new_article(self.TEXT, {}, slug="nachtbus")
        voices = [
            drafts.fill(article, "language", [span(article, "language", w, "emotive")])[0]["attrs"].get("voice")
            for w in ("alles", "Skandal")
        ]
        assert voices == ["quoted", None]

    def test_a_stray_mark_after_it_is_not_called_quoted(self, root):
        article, _ = new_article(self.TEXT, {}, slug="nachtbus")
        key = {"items": []}
        titles = []
        for words in ("alles geprüft", "ein Skandal"):
            at = article.text.index(words)
            titles.append(mark_sources._stray(article, key, SimpleNamespace(start=at, end=at + len(words))))
        assert titles[0].title == "This is what is said, not who says it" and titles[1] is None


class TestOwnCopy:
    TEXT = intake.tidy(SHELTER).text

    def test_a_paste_that_begins_elsewhere_is_told_its_own_first_words(self):
        """The digits of some word in the middle fit the headline's by chance; the learner's paste still begins where it begins."""
        pasted = self.TEXT.split("\n", 1)[1]
        with pytest.raises(ArticleError) as caught:
            own_copy.reconcile(pasted, own_copy.skeleton(self.TEXT))
        first = " ".join(re.findall(r"[^\W_]+", pasted)[:8])
        assert f"“{first} …”" in caught.value.what

    @pytest.mark.parametrize("hyphen", ["-\n", "-\r\n", "‐ \n  ", "\u2011\n"])
    def test_words_cut_at_line_ends_are_put_together(self, hyphen):
        """Every long word of the text cut in the middle, as a narrow column does it, the first word of the headline too."""
        pasted = re.sub(r"[^\W\d_]{6,}", lambda m: m[0][:3] + hyphen + m[0][3:], self.TEXT)
        assert pasted.count(hyphen) > 50 and own_copy.reconcile(pasted, own_copy.skeleton(self.TEXT)) == self.TEXT

    def test_a_hyphen_of_the_article_stays_where_a_line_ends(self):
        """“long-⏎standing” is one word only where the article has it in one; in another place the cut word is still wrong."""
        text = self.TEXT.replace("\n", "\nThe long-standing plan, a re-opening. ", 1)
        form = own_copy.skeleton(text)
        assert text == own_copy.reconcile(text.replace("long-standing", "long-\nstanding"), form)
        with pytest.raises(ArticleError, match="long"):
            own_copy.reconcile(text.replace("long-standing", "longstan-\nding"), form)

    @pytest.mark.parametrize("other", ["6 percent", "6%", "six per cent"])
    def test_other_words_for_the_same_number_are_refused_and_shown(self, other):
        text = self.TEXT.replace("\n", "\nCosts rose by about 6 per cent in the year to May. ", 1)
        with pytest.raises(ArticleError) as caught:
            own_copy.reconcile(text.replace("6 per cent", other), own_copy.skeleton(text))
        shown = "six per cent in" if "six" in other else "percent in the year" if "percent" in other else "% in the year to"
        assert f"“{shown} …”" in caught.value.what and "Costs rose by about" in caught.value.what

    def test_a_learner_hears_of_no_files(self, shelter):
        publishing._say_own_copy(shelter, True)
        (shelter.folder / "article.txt").unlink()
        with pytest.raises(ArticleError) as caught:
            read_article("shelter")
        assert "not here yet" in caught.value.what and ".txt" not in str(caught.value)

    def test_a_dash_may_be_two_hyphens(self):
        text = self.TEXT.replace("\n", " — said so.\n", 1)
        assert text == own_copy.reconcile(text.replace("—", "--"), own_copy.skeleton(text))


class TestLinesOfAPdf:
    HEAD = ["The Quiet Scandal of the Self-Checkout", "By A. Writer"]
    BODY = [
        "There is a special kind of humiliation in being scolded by a machine over a",
        "plant. You know the voice: prim, relentless, faintly disappointed. Behind you",
        "the queue sighs, and a teenager in a fleece trudges over to set you free.",
    ]

    def test_headline_and_byline_stand_alone(self):
        """Nothing in a pdf parts them from the first paragraph but that they are short and the next line begins anew."""
        assert [*self.HEAD, " ".join(self.BODY)] == intake.tidy("\n".join([*self.HEAD, *self.BODY]), wrapped=True).text.split("\n")

    def test_a_headline_over_two_lines_is_not_cut(self):
        assert not intake.tidy(
            "\n".join(["The quiet scandal of the", "self-checkout in our town", *self.BODY]), wrapped=True
        ).text.startswith("The quiet scandal of the\n")

    @pytest.mark.parametrize(
        ("title", "kept"),
        [
            ("Microsoft Word - draft2.docx", ""),
            ("c.html", ""),
            ("Untitled document", ""),
            ("Document1", ""),
            ("Nine buses a day", "Nine buses a day"),
            ("Inflation: 2.5 per cent", "Inflation: 2.5 per cent"),
        ],
    )
    def test_a_title_that_a_program_made_up_is_none(self, title, kept):
        assert kept == formats._no_file_name(title)


class TestWhatIsSaid:
    def test_one_is_not_many(self, root, capsys, tmp_path):
        (tmp_path / "one.txt").write_text("The mayor said the bridge was closed. " * 5, encoding="utf-8")
        assert main(["new-article", str(tmp_path / "one.txt"), "--slug", "one"]) == 0
        said = capsys.readouterr().out
        assert ": 1 paragraph, 35 words" in said and "Not given: date, outlet, byline, rights." in said
        with pytest.raises(ArticleError, match="This is 1 word; "):
            intake.check_text("aaa")

    def test_a_text_without_stated_rights_is_not_handed_out_without_a_word(self, root, written, capsys):
        new_article(SHELTER, {}, slug="norights")
        assert main(["publish", "norights"]) == 0
        assert "No rights are stated" in capsys.readouterr().out
        new_article(SHELTER, {"rights": "I wrote it"}, slug="rights")
        assert main(["publish", "rights"]) == 0
        assert "No rights are stated" not in capsys.readouterr().out

    def test_the_same_words_are_suggested_once(self, root):
        """“He thinks … and says …” is two attributions and one place to mark: two boxes that tick each other would be a riddle."""
        article, _ = new_article(
            "Colin Ash was there. He thinks that volunteers could run it, and says that 40 people have signed up.\n" + SHELTER,
            {},
            slug="twice",
        )
        places = [(m["start"], m["end"]) for m in read_suggestions(article) if m["layer"] == "sources"]
        assert len(places) > len(set(places))  # or this shows nothing
        desk = SimpleNamespace(draft=lambda: drafts.read_draft(article, "ana"))
        form = desk_marks.build(desk, "sources")[0].children[1].children[0]
        shown = [o["id"] for b in form.spec["blocks"] for o in b["fields"][0]["options"]]
        assert len(shown) == len(set(shown)) == len(set(places))
        assert "the kind of source is guessed" in form.spec["prompt"]  # “sure” stands beside the kind, and is not said of it


class TestOpening:
    def opening(self, kit, slug, number):
        (page,) = (kit / "solutions" / f"{slug}_{number}").glob("*.ipynb")
        return "".join(json.loads(page.read_text(encoding="utf-8"))["cells"][0]["source"])

    def test_says_only_what_is_so(self, shelter, written):
        """Where all is practice nothing is said to count; a content note that nobody wrote is none; minutes are no measurement."""
        mark_shelter(shelter, "ana")
        publishing.publish("shelter", chosen=tuple(range(1, 12)), numbers=(1,))
        said = self.opening(written, "shelter", 1)
        assert (
            said.startswith("# Who says so? · Council closes night shelter")
            and "nothing here counts" in said
            and "Others count" not in said
        )
        assert "Content note" not in said and re.search(r"About \d*[05] minutes", said)
        publishing.publish("shelter", chosen=(1, 2, 3), numbers=(1,))
        assert "Others count" in self.opening(written, "shelter", 1)

    def test_a_content_note_of_the_teacher_is_shown(self, root, written):
        new_article(SHELTER, {"content_note": "People lose their beds."}, slug="noted")
        publishing.publish("noted", numbers=(1,))
        assert "*Content note: People lose their beds.*" in self.opening(written, "noted", 1)


def test_one_reader_is_spoken_of_as_one(shelter):
    """With a single key the feedback says neither «no reader of 1» nor «the 1 readers»."""
    mark_shelter(shelter, "ana")
    task = Exercise("u", "q1", "mark_sources", "shelter", "Who?", "")
    key = type_of("mark_sources").build_key(task, shelter, Votes(read_passes(shelter), ()))
    at = shelter.text.index("heating")
    told = type_of("mark_sources").explain(
        task,
        shelter,
        key,
        SimpleNamespace(
            id=f"mark-{at}", start=at, end=at + 7, given=("named",), outcome="false_alarm", given_span=(at, at + 7), credit=0, stray=True
        ),
    )
    assert told.votes == "The one reader of this article left these words unmarked."


class TestWithoutAWrittenReason:
    """What a learner reads of a mark for which the teacher gave no reason: the article's own words, then the rule."""

    TEXT = (
        "Pool to close\nThe pool will close in May, Mara Quill, who runs it, said at a news conference. According to the “Evening Post” the roof leaks. It is a wild disgrace.\n"
        "The mayor, who was at the opening of the new road on the other side of the town that morning with most of the council and a band, said in a letter that nothing is decided.\n"
        "Forty children lost their lessons."
    )

    @pytest.fixture
    def pool(self, root):
        return new_article(self.TEXT, {}, slug="pool")[0]

    def place(self, article, words):
        at = article.text.index(words)
        return {"start": at, "end": at + len(words), "text": words}

    def source(self, article, words, kind, cue=None, content=None, **more):
        return {
            "layer": "sources",
            **self.place(article, words),
            "kind": kind,
            "person": "p1",
            "cue": cue and self.place(article, cue),
            "content": content and self.place(article, content),
            **more,
        }

    def missed(self, article, kind, *passes):
        """What is told of the first item to somebody who marked the first word of the headline only."""
        task = Exercise("u", "q1", kind, article.slug, "T", "P", 1.0)
        key = build_key(task, article, Votes(tuple(Pass(f"r{n}", (mark,)) for n, mark in enumerate(passes)), ()))
        score = score_with(
            task, article, key, {"spans": [{"start": 0, "end": 4, "label": next(iter(type_of(kind).form.labels())), "attrs": {}}]}
        )
        return next(i for i in feedback(task, article, key, score)["items"] if i["word"] == "Missed")

    @pytest.mark.parametrize(
        ("source", "kind", "cue", "content", "said"),
        [
            (
                "Mara Quill, who runs it",
                "named",
                "said at a news conference",
                "The pool will close in May",
                "“Mara Quill, who runs it” is cited here: “said at a news conference” follows “The pool will close in May”.",
            ),
            (
                "the “Evening Post”",
                "document",
                "According to",
                "the roof leaks",
                "“the ‘Evening Post’” is cited here: “According to” introduces “the roof leaks”.",
            ),
            (
                "Mara Quill, who runs it",
                "named",
                None,
                "The pool will close in May",
                "“Mara Quill, who runs it” is cited here: “The pool will close in May” comes from this source.",
            ),
            (
                "Mara Quill, who runs it",
                "named",
                "said at a news conference",
                None,
                "“Mara Quill, who runs it” is cited here: “said at a news conference” says that something is passed on from this source.",
            ),
            (
                "Mara Quill, who runs it",
                "named",
                None,
                None,
                "“Mara Quill, who runs it” is cited here: look at “The pool will close in May, Mara Quill, who runs it, said at a news conference”.",
            ),
            (
                "Forty children lost their lessons.",
                "unattributed",
                None,
                None,
                "“Forty children lost their lessons” is told as a fact. No words tie it to anybody who told the reporter.",
            ),
            (
                "The mayor, who was at the opening of the new road on the other side of the town that morning with most of the council and a band",
                "vague",
                "said in a letter",
                "nothing is decided",
                "“The mayor, who was at the opening of the new road on the other side of the town that morning with most of the …” is cited here: “said in a letter” introduces “nothing is decided”.",
            ),
        ],
    )
    def test_a_missed_source_is_shown_by_cue_and_content(self, pool, source, kind, cue, content, said):
        entry = self.missed(pool, "mark_sources", self.source(pool, source, kind, cue, content))
        assert [s for s in entry["sentences"] if s] == [said] and entry["next"]  # these words are the reason: no bare rule beside it

    def test_a_missed_word_and_a_missed_claim_stand_in_their_sentence(self, pool):
        word = self.missed(
            pool, "mark_language", {"layer": "language", **self.place(pool, "disgrace"), "category": "emotive", "voice": "reporter"}
        )
        assert word["sentences"][:2] == [
            "It stands in “It is a wild disgrace”. Swap it for a plain word: if the fact stays and the heat goes, it was emotive.",
            "Whose words? The reporter’s own: nobody else is answerable for them.",
        ]
        assert word["title"] == "A loaded word (emotive word)" and word["votes"] == "The one reader of this article says “emotive word”."
        claim = self.missed(
            pool,
            "mark_claims",
            {"layer": "claims", **self.place(pool, "the roof leaks"), "type": "state", "checkable": "then", "worth": 1, "record": "a look"},
        )
        assert claim["sentences"][0] == (
            "Somebody could agree with “the roof leaks” and somebody else deny it, so it is a claim by itself. "
            "The sentence is “According to the ‘Evening Post’ the roof leaks”."
        )

    def test_a_written_reason_comes_first_and_alone(self, pool):
        entry = self.missed(
            pool,
            "mark_sources",
            self.source(
                pool,
                "Mara Quill, who runs it",
                "named",
                "said at a news conference",
                "The pool will close in May",
                note="She has a name and a post.",
            ),
        )
        assert entry["sentences"][0] == "She has a name and a post." and "is cited here" not in " ".join(entry["sentences"])

    def test_the_reason_of_another_label_is_not_borrowed(self, pool):
        """Three of four call it named and wrote nothing; the fourth wrote why it is a role."""
        one = self.source(pool, "Mara Quill, who runs it", "named", "said at a news conference", "The pool will close in May")
        entry = self.missed(pool, "mark_sources", one, one, one, one | {"kind": "role", "note": "A role is all."})
        assert (
            entry["title"] == "A source (named person)"
            and "A role is all." not in entry["sentences"]
            and "is cited here" in entry["sentences"][0]
        )

    @pytest.mark.parametrize(("passage", "there"), [((1, 2), False), (None, True)])
    def test_practice_shows_no_words_of_what_counts(self, pool, passage, there):
        """The source stands in practice, and what it says stands beyond: practice is silent about it, the whole article is not."""
        mark = self.source(pool, "Mara Quill, who runs it", "named", "said in a letter", "Forty children lost their lessons")
        task = Exercise("u", "q1", "mark_sources", "pool", "T", "P", passage=passage)
        key = build_key(task, pool, Votes((Pass("a", (mark,)),), ()))
        told = type_of("mark_sources").explain(
            task, pool, key, ItemScore(key["items"][0]["id"], "miss", start=mark["start"], end=mark["end"])
        )
        assert there == ("Forty children" in " ".join(told.sentences)) == ("letter" in " ".join(told.sentences))


class TestPlainWords:
    def test_nothing_is_counted_to_zero_in_what_is_left_out(self, shelter):
        """Marks with as little in them as can be: no line says “0”, “of 0” or “1 sources”."""
        for what in (("ana",), ()):
            for who in what:
                mark_shelter(shelter, who)
            votes = Votes(
                tuple(
                    Pass(p.annotator, tuple({k: v for k, v in m.items() if k not in ("D", "person", "strength")} for m in p.marks))
                    for p in read_passes(shelter)
                ),
                (),
            )
            for chosen in ((1,), (1, 2, 3), tuple(range(1, 9)), tuple(range(1, 12))):
                for line in (s for p in plan(shelter, votes, chosen) for s in p.left_out):
                    why = line.partition(", because ")[2].partition("; to have it")[0]
                    assert not re.search(r"\b0\b|\b1 (?!of)\w+s (?:are|have)\b", why), why
        assert any("nobody has said yet" in s for p in plan(shelter, votes, (1, 2, 3)) for s in p.left_out)

    def test_one_of_a_kind_is_no_plural_in_the_picture_of_a_reading(self, root):
        """One paragraph, one source, one claim."""
        article, _ = new_article(
            "The mayor said on Monday that the bridge had been closed for a week.\nIt rained. "
            + "Nobody was there on that day to see it, or so it seems to us today. " * 2,
            {},
            slug="one",
        )
        place = SimpleNamespace(start=0)
        marked = SimpleNamespace(span=place)
        reading = SimpleNamespace(
            attributions=[SimpleNamespace(source=place, cue=place, inner=False, stance=False)],
            unattributed=[],
            language=[marked],
            claims=[marked, marked],
        )
        picture = strip(article, reading)
        assert picture.alt.startswith("The machine reader marked 1 source, 1 leaning word and 2 claims in ")
        assert picture.rows[0] == ("paragraph 1", "1 source", "1 word", "2 claims")
