"""Annotation passes are read only as far as they keep to the codebook and to the text."""

from __future__ import annotations

import json

import pytest
from course import SLUGS, invented, votes_on

from helpers.articles.agreement import agreement_of
from helpers.articles.article import read_article
from helpers.articles.marks import Pass, check_mark, read_desks, read_pass, read_passes
from helpers.errors import MarksError

TEXT = "A nurse said so. Officials denied it.\nNobody “saw” the 😀 letter."


@pytest.fixture
def article(tmp_path):
    return invented(TEXT, folder=tmp_path)


def source(words: str = "A nurse", **changes) -> dict:
    start = TEXT.index(words)
    mark = {"layer": "sources", "start": start, "end": start + len(words), "text": words, "kind": "role", **changes}
    return {k: v for k, v in mark.items() if v != "ABSENT"}


def form(on, *marks, **changes) -> dict:
    raw = {"article": on.slug, "annotator": "t1", "codebook": 2, "marks": list(marks), **changes}
    return {k: v for k, v in raw.items() if v != "ABSENT"}


def write(article, raw, name="t1.json"):
    path = article.folder / "marks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    return path


class TestReading:
    def test_returns_what_was_written(self, article):
        """Write and read are a pair, emoji and curly quotes included."""
        marks = [source(), source("the 😀 letter", kind="document")]
        write(article, form(article, *marks))
        assert (Pass("t1", tuple(marks)),) == read_passes(article)

    def test_layer_gives_marks_inside_by_place(self, article):
        """A mark that crosses the passage's end is not in it."""
        one = Pass("t1", (source("the 😀 letter"), source("Officials"), source()))
        assert [m["text"] for m in one.layer("sources", 0, 40)] == ["A nurse", "Officials"]
        assert one.layer("sources", 2, 12) == []

    def test_no_folder_no_passes(self, article):
        """A student's copy has no marks, and that is no error."""
        assert () == read_passes(article) == read_desks(article)


BROKEN = {
    "unknown kind": ([source(kind="insider")], "has kind “insider”"),
    "missing kind": ([source(kind="ABSENT")], "has kind “None”"),
    "unknown layer": ([source(layer="mood")], "“mood” is not a layer"),
    "one character off": ([source(start=1)], "the article does not read"),
    "beyond the text": ([source(start=9000, end=9007)], "the article does not read"),
    "negative offsets": ([source(start=-len(TEXT), end=-len(TEXT) + 7)], "the article does not read"),
    "empty span": ([source(start=3, end=3, text="")], "the article does not read"),
    "no start": ([source(start="ABSENT")], "has no place"),
    "no text": ([source(text="ABSENT")], "has no place"),
    "start is a word": ([source(start="two")], "has no place"),
    "start is true": ([source(start=True)], "has no place"),
    "wrong cue": ([source(cue={"start": 8, "end": 12, "text": "told"})], "the article does not read “told”"),
    "cue is a word": ([source(cue="said")], "has no place"),
    "wrong relay": ([source(relays={"start": 0, "end": 3, "text": "Off", "kind": "role"})], "the article does not read"),
    "relay of unknown kind": ([source(relays={"start": 17, "end": 26, "text": "Officials", "kind": "gossip"})], "kind “gossip”"),
    "unknown dimension": ([source(proximity="near")], "has proximity “near”"),
    "fair without voice": ([source(layer="language", category="fair", kind="ABSENT")], "has voice “None”"),
    "strength 9": ([source(layer="language", category="fair", voice="quoted", strength=9)], "has strength “9”"),
    "mark is a number": ([7], "is not a mark"),
}


class TestBroken:
    @pytest.mark.parametrize(("marks", "words"), BROKEN.values(), ids=BROKEN)
    def test_mark_is_named(self, article, marks, words):
        """What breaks the codebook or misses the text is one sentence that names file and words, on reading and on writing."""
        path = write(article, form(article, *marks))
        with pytest.raises(MarksError) as caught:
            read_pass(path, article)
        assert words in caught.value.what and caught.value.what.startswith("t1.json")
        with pytest.raises(MarksError):
            check_mark(path, article, marks[0])

    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            (b'{"article": "inv', "is not readable JSON"),
            (b"\xff\xfe\x00", "is not readable JSON"),
            (b"", "is not readable JSON"),
            (b"[]", "does not hold an annotation pass"),
            (b"[" * 100_000, "is not readable JSON"),
        ],
    )
    def test_file_is_named(self, article, raw, words):
        """Damaged JSON is one sentence, not a traceback."""
        with pytest.raises(MarksError, match="^t1.json.*" + words):
            read_pass(write(article, raw), article)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"codebook": 3}, "codebook 3; expected “invented”, codebook 2"),
            ({"article": "other"}, "says article “other”"),
            ({"marks": "ABSENT"}, "does not hold an annotation pass"),
            ({"marks": {}}, "does not hold an annotation pass"),
            ({"annotator": "ABSENT"}, "does not say who"),
            ({"annotator": ""}, "does not say who"),
        ],
    )
    def test_head_is_checked(self, article, changes, words):
        """Another codebook, another article, no marks, no annotator: said, not guessed."""
        with pytest.raises(MarksError) as caught:
            read_pass(write(article, form(article, source(), **changes)), article)
        assert words in caught.value.what

    def test_a_pass_from_before_is_read_in_todays_values(self, article):
        """Codebook 1 knew two words for “the text does not say”; nobody has to mark again for that."""
        old = write(article, form(article, source(channel="cannot_tell", proximity="cannot_tell"), codebook=1))
        (mark,) = read_pass(old, article).marks
        assert (mark["channel"], mark["proximity"]) == ("not_stated", "cannot_tell")

    def test_a_chain_of_two_has_room(self, article):
        """A relay may pass on the words of another; the inner one is checked like the outer."""
        inner = {"start": 17, "end": 26, "text": "Officials", "kind": "collective"}
        outer = {"start": 38, "end": 44, "text": "Nobody", "kind": "vague", "relays": inner}
        assert read_pass(write(article, form(article, source(relays=outer))), article).marks[0]["relays"]["relays"] == inner
        inner["kind"] = "gossip"
        with pytest.raises(MarksError, match="gossip"):
            read_pass(write(article, form(article, source(relays=outer))), article)

    def test_one_annotator_twice_would_count_twice(self, article):
        """Two files by one annotator would turn one vote into two."""
        write(article, form(article, source()), "a.json")
        write(article, form(article, source()), "b.json")
        with pytest.raises(MarksError, match="b.json.*t1.*again"):
            read_passes(article)


class TestDesk:
    def desk(self, **changes) -> dict:
        one = {
            "start": 0,
            "end": 7,
            "text": "A nurse",
            **{f"A{n}": "met" for n in range(1, 8)},
            "anonymity": "justified",
            "handling": "sound",
            "why": "w",
            "could_add": "c",
            "could_not_add": "n",
            **changes,
        }
        return {"annotator": "d1", "people_min": 1, "people_max": "no_bound", "people_why": "w", "sources": [one]}

    def put(self, article, raw):
        folder = article.folder / "desk"
        folder.mkdir(exist_ok=True)
        (folder / "d1.json").write_text(json.dumps(raw))

    def test_whole_one_is_read(self, article):
        """A complete pass comes back as it is."""
        self.put(article, self.desk())
        assert (self.desk(),) == read_desks(article)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"A3": "maybe"}, "“maybe” is not a value of A3"),
            ({"handling": None}, "“None” is not a value of handling"),
            ({"start": 1}, "the article does not read"),
            ({"why": None}, "has no “why”"),
        ],
    )
    def test_odd_value_is_named(self, article, changes, words):
        """A value outside the codebook, or a missing reason, is one sentence."""
        self.put(article, self.desk(**changes))
        with pytest.raises(MarksError) as caught:
            read_desks(article)
        assert words in caught.value.what

    @pytest.mark.parametrize("name", ["annotator", "people_min", "people_max", "sources"])
    def test_missing_field_is_named(self, article, name):
        """A desk pass without a needed field is one sentence."""
        raw = self.desk()
        del raw[name]
        self.put(article, raw)
        with pytest.raises(MarksError, match=f"d1.json has no “{name}”"):
            read_desks(article)


class TestAgreement:
    """Two numbers, by hand."""

    WORDS = "one two three four five six seven eight nine ten"

    def test_span_f1_by_hand(self):
        """Three annotators: equal pairs 1.0; against one with one of two the same F1 = 2·(1·½)/(1+½) = ⅔."""
        both, single = [("one two", "role"), ("nine", "vague")], [("one two", "role")]
        passes = votes_on(self.WORDS, "sources", both, both, single)
        found = agreement_of(invented(self.WORDS), passes).layer("sources")
        assert pytest.approx(found.pairs) == {("v1", "v2"): 1.0, ("v1", "v3"): 2 / 3, ("v2", "v3"): 2 / 3}
        assert pytest.approx(found.mean_f1) == (1 + 2 / 3 + 2 / 3) / 3

    def test_alpha_by_hand(self):
        """Two annotators, ten words, one word apart. Coincidences: nine agree (8 plain, 1 marked), one differs:
        Do = 2/20 = 0.1; marked 3 of 20, plain 17: De = 2·3·17/(20·19) = 0.2684; alpha = 1 − 0.1/0.2684 = 0.627."""
        passes = votes_on(self.WORDS, "sources", [("one two", "role")], [("one", "role")])
        assert pytest.approx(agreement_of(invented(self.WORDS), passes).layer("sources").alpha) == 1 - 0.1 / (2 * 3 * 17 / (20 * 19))

    @pytest.mark.parametrize("rows", [[], [[("one", "role")]], [[], []]])
    def test_nothing_to_compare_gives_no_number(self, rows):
        """One annotator, none, or nobody marked anything: a dash, never a perfect score."""
        found = agreement_of(invented(self.WORDS), votes_on(self.WORDS, "sources", *rows))
        assert (found.layer("sources").mean_f1, found.layer("sources").alpha) == (None, None)
        assert "–" in found.as_text()

    @pytest.mark.parametrize("slug", SLUGS)
    def test_of_supplied_passes_is_told_with_its_caveat(self, slug):
        """High for places, and printed with the sentence that these are passes of a language model."""
        article = read_article(slug)
        found = agreement_of(article, read_passes(article))
        assert all(
            0.5 < found.layer(name).mean_f1 <= 1 and -1 <= found.layer(name).alpha <= 1 for name in ("sources", "language", "claims")
        )
        assert "language model" in found.as_text() and slug in found.as_text()


class TestVerb:
    """`python -m helpers agreement SLUG`."""

    def run(self, capsys, *argv):
        from helpers.__main__ import main

        return main(list(argv)), *capsys.readouterr()

    def test_prints_the_table(self, capsys):
        """A row per layer, on stdout, with exit status 0."""
        status, out, err = self.run(capsys, "agreement", "mosul-2016")
        assert (status, err) == (0, "")
        assert all(word in out for word in ("sources", "language", "claims", "alpha"))

    def test_unknown_article_is_one_sentence_on_stderr(self, capsys):
        """No traceback: what is wrong, what is there, exit status 2."""
        status, out, err = self.run(capsys, "agreement", "nobody")
        assert (status, out) == (2, "")
        assert err.count("\n") == 1 and "There is no article “nobody”" in err and "mosul-2016" in err

    def test_help_names_every_verb_with_a_few_words(self, capsys):
        """Each verb stands in --help with what it does."""
        with pytest.raises(SystemExit) as stopped:
            self.run(capsys, "--help")
        shown = capsys.readouterr().out
        assert stopped.value.code == 0 and "how far the annotators of an article agree" in shown
