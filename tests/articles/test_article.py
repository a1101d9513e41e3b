"""An article is the text its marks were made on, or one clear sentence."""

from __future__ import annotations

import json

import pytest
from course import REPO, SLUGS, write_article

from helpers.articles import article
from helpers.articles.article import read_article
from helpers.articles.marks import read_desks, read_handlings, read_passes
from helpers.errors import ArticleError

TEXT = "One person said so.\nTwo people “heard” it. 😀\n"


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder of articles with one whole article in it, in the kit's place."""
    monkeypatch.setenv("WHO_SAYS_SO_ARTICLES", str(tmp_path))
    write_article(tmp_path / "invented", TEXT)
    return tmp_path


class TestSuppliedArticles:
    def test_all_eight_are_here(self):
        """The kit comes with eight articles, one of them real."""
        assert len(SLUGS) == 8
        assert [s for s in SLUGS if not read_article(s).about["invented"]] == ["mosul-2016"]

    @pytest.mark.parametrize("slug", SLUGS)
    def test_is_whole(self, slug):
        """Header complete, checksum right, one paragraph a line, no blank line, no carriage return, a content note that says something."""
        one = read_article(slug)
        assert slug == one.about["slug"] == one.folder.name
        assert all(one.about[name] not in (None, "") for name in article.REQUIRED)
        assert "\r" not in one.text and "\n\n" not in one.text.rstrip("\n")
        assert len(one.about["content_note"]) > 20 and len(one.about["rights"]) > 20

    @pytest.mark.parametrize("slug", SLUGS)
    def test_marks_and_desks_fit_text_and_codebook(self, slug):
        """Every mark of every pass lies on the words it quotes, with the codebook's values; reading checks each."""
        one = read_article(slug)
        passes, desks = read_passes(one), read_desks(one)
        for layer in ("sources", "language", "claims"):
            read_for = [p for p in passes if p.layers is None or layer in p.layers]
            assert len(read_for) >= 3 and all(p.layer(layer) for p in read_for)
        assert len(desks) >= 3 or len(read_handlings(one)) >= 3
        for desk in desks:
            assert desk["sources"] and desk["people_min"] >= 1

    @pytest.mark.parametrize("slug", SLUGS)
    def test_every_mark_gives_its_reason(self, slug):
        """Feedback lives on the annotators' notes: nine in ten marks have one."""
        marks = [m for one in read_passes(read_article(slug)) for m in one.marks]
        assert sum(bool(m.get("note")) for m in marks) >= 0.9 * len(marks)


def damage(shelf, how: str) -> None:
    folder = shelf / "invented"
    header = folder / "article.json"
    match how:
        case "edited":
            (folder / "article.txt").write_text(TEXT.replace("One", "Three"), encoding="utf-8")
        case "line ends":
            (folder / "article.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
        case "byte order mark":
            (folder / "article.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
        case "no text":
            (folder / "article.txt").unlink()
        case "latin-1":
            (folder / "article.txt").write_bytes("Café".encode("latin-1"))
        case "text is a folder":
            (folder / "article.txt").unlink()
            (folder / "article.txt").mkdir()
        case "no header":
            header.unlink()
        case "header broken":
            header.write_text('{"slug": "invented",')
        case "header is a list":
            header.write_text("[1]")
        case "header is a number":
            header.write_text("7")
        case "header latin-1":
            header.write_bytes('{"slug": "é"}'.encode("latin-1"))
        case "no date":
            write_article(folder, TEXT, date=None)
        case "other slug":
            write_article(folder, TEXT, slug="elsewhere")


class TestDamaged:
    @pytest.mark.parametrize(
        ("how", "words"),
        [
            ("edited", "was changed after it was marked"),
            ("no text", "is not in invented/article.txt"),
            ("text is a folder", "cannot be opened"),
            ("latin-1", "is not UTF-8"),
            ("no header", "has no article.json"),
            ("header broken", "article.json cannot be read"),
            ("header latin-1", "article.json cannot be read"),
            ("header is a list", "article.json cannot be read"),
            ("header is a number", "article.json cannot be read"),
            ("no date", "has no “date”"),
            ("other slug", "says “elsewhere”"),
        ],
    )
    def test_is_one_sentence_and_a_next_step(self, shelf, how, words):
        """Each damage is named, and what to do about it."""
        damage(shelf, how)
        with pytest.raises(ArticleError) as caught:
            read_article("invented")
        assert words in caught.value.what and "\n" not in str(caught.value)
        assert caught.value.next_step.endswith(".")

    @pytest.mark.parametrize("slug", ["nobody", "", ".", "..", "../invented", "a/b", "a\\b", "con\0sole", "x" * 300])
    def test_unknown_name_lists_what_is_there(self, shelf, slug):
        """A name that is no article, or tries to be a path, is answered with the names at hand."""
        with pytest.raises(ArticleError, match="There is no article") as caught:
            read_article(slug)
        assert "invented" in caught.value.next_step

    def test_no_articles_at_all(self, tmp_path, monkeypatch):
        """A folder that was named and does not exist is said to be missing, not to be empty."""
        monkeypatch.setenv("WHO_SAYS_SO_ARTICLES", str(tmp_path / "gone"))
        with pytest.raises(ArticleError, match="The folder “articles” is not here"):
            read_article("invented")

    def test_unchecked_reading_is_possible(self, shelf):
        """A teacher who prepares a text reads it before its checksum is set."""
        damage(shelf, "edited")
        assert read_article("invented", check=False).text.startswith("Three")


class TestSameText:
    @pytest.mark.parametrize(
        "change",
        [
            lambda b: b"\xef\xbb\xbf" + b,
            lambda b: b.replace(b"\n", b"\r\n"),
            lambda b: b"\xef\xbb\xbf" + b.replace(b"\n", b"\r\n"),
            lambda b: b + b"\n",
            lambda b: b + b"\r\n\r\n",
            lambda b: b.rstrip(b"\n"),
        ],
        ids=["BOM", "CRLF", "BOM and CRLF", "a line end more", "two more", "none at the end"],
    )
    def test_what_editors_add_is_no_change(self, shelf, change):
        """Windows line ends, a mark in front, a line end more or less: the same words, so every mark stands where it stood."""
        path = shelf / "invented" / "article.txt"
        path.write_bytes(change(path.read_bytes()))
        assert read_article("invented").text == TEXT

    def test_a_changed_word_is_one(self, shelf):
        path = shelf / "invented" / "article.txt"
        path.write_bytes(path.read_bytes().replace(b"person", b"persons"))
        with pytest.raises(ArticleError, match="changed after it was marked"):
            read_article("invented")


class TestPlaces:
    def test_passage_counts_paragraphs_from_one(self, shelf):
        """The first paragraph is 1; what does not exist is an error that names the range."""
        one = read_article("invented")
        assert TEXT.split("\n")[1] == one.text[slice(*one.passage(2, 2))]
        for bad in ((0, 1), (2, 1), (1, 3)):
            with pytest.raises(ArticleError, match="has paragraphs 1 to 2"):
                one.passage(*bad)

    def test_offsets_know_their_paragraph(self, shelf):
        """The line end still belongs to the paragraph before it."""
        one = read_article("invented")
        second = TEXT.index("Two")
        assert [one.paragraph_of(o) for o in (0, second - 1, second, len(TEXT) - 2)] == [1, 1, 2, 2]

    def test_kit_comes_before_the_learner_s_folder(self, tmp_path, monkeypatch):
        """A submission that brings an article along is not believed."""
        monkeypatch.delenv("WHO_SAYS_SO_ARTICLES", raising=False)
        write_article(tmp_path / "articles" / "mosul-2016", "Forged.")
        monkeypatch.chdir(tmp_path)
        assert article.articles_folder() == REPO / "articles"


def test_header_of_the_repository_is_valid_json_without_surprises():
    """No article's header has a field twice: the later one would win in silence."""
    for slug in SLUGS:
        pairs = []
        json.loads(
            (REPO / "articles" / slug / "article.json").read_text(encoding="utf-8"),
            object_pairs_hook=lambda p: pairs.extend(k for k, _ in p),
        )
        assert len(pairs) == len(set(pairs)), slug
