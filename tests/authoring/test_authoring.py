"""A teacher's own article: taking a text in, marking it, sharing it, and what is asked about it. No nbgrader here (see test_own_article_nbgrader)."""

from __future__ import annotations

import io
import json
import re
from copy import copy
from pathlib import Path

import pytest
from course import invented
from hypothesis import given
from hypothesis import strategies as st
from own_article import GERMAN, SHELTER, mark_shelter, root, shelter, span  # noqa: F401 — two are fixtures
from trial_answers import trial_answers
from waiting import WAIT

from helpers import classroom, reader
from helpers.__main__ import main
from helpers.articles import own_copy
from helpers.articles.article import digest, read_article, slugs
from helpers.articles.marks import Pass, read_passes
from helpers.authoring import drafts, exchange, formats, intake, passages
from helpers.authoring.compare import as_html, disputes
from helpers.authoring.exercises import plan, quoted_share
from helpers.authoring.new_article import SUGGESTIONS, new_article, read_suggestions, slug_of, suggestions
from helpers.authoring.publish import whose_key
from helpers.authoring.read_files import files_in, read_files
from helpers.authoring.reading_page import page
from helpers.errors import ArticleError, KitError, MarksError
from helpers.exercises import Exercise, Votes, build_key, score_with
from helpers.exercises.types import type_of
from helpers.marking.feedback import feedback

REPO = Path(__file__).resolve().parents[2]


class TestTidy:
    @pytest.mark.parametrize(
        ("raw", "made"),
        [
            ("One.\r\nTwo.", "One.\nTwo."),
            ("One.\rTwo.\u2028Three.", "One.\nTwo.\nThree."),
            ("\ufeffOne\u00a0two\u2009three\tfour", "One two three four"),
            ("  One  \n\n\n  two ", "One\ntwo"),
            ("so\u00adft hy\u200bphen", "soft hyphen"),
            ("e\u0301te\u0301", "été"),
            ("Odd \x07bell \u202egnorw", "Odd bell gnorw"),
            ("Smile 😀👩‍🚒 here", "Smile 😀👩‍🚒 here"),
            ("שלום said the mayor", "שלום said the mayor"),
            ("half \ud83d emoji", "half \ufffd emoji"),
            ("", ""),
        ],
    )
    def test_changes_only_what_nobody_sees(self, raw, made):
        assert made == intake.tidy(raw).text

    @pytest.mark.parametrize("width", [60, 72, 90])
    def test_lines_broken_in_mid_sentence_are_joined(self, width):
        """A text copied from a mail or a terminal has the paragraphs that it had before."""
        import textwrap

        wrapped = "\n\n".join("\n".join(textwrap.wrap(p, width)) for p in SHELTER.split("\n\n"))
        taken = intake.tidy(wrapped)
        assert taken.text == intake.tidy(SHELTER).text
        assert any("joined" in note for note in taken.notes)

    @given(st.text())
    def test_arbitrary_text_keeps_its_words_and_is_tidy_at_once(self, raw):
        """No crash, one paragraph a line, none empty; tidied again it is the same."""
        text = intake.tidy(raw, wrapped=False).text
        assert all(line == line.strip() and line for line in text.split("\n")) or text == ""
        assert intake.tidy(text, wrapped=False).text == text
        plain = lambda t: re.findall(r"[a-zA-Z0-9]+", t)  # noqa: E731
        assert "".join(plain(text)) == "".join(plain(__import__("unicodedata").normalize("NFC", raw)))


def a_docx(lines, **core) -> bytes:
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for name, value in core.items():
        setattr(document.core_properties, name, value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_pdf(lines) -> bytes:
    """The smallest pdf with these lines on one page."""
    body = (
        b"BT /F1 10 Tf 12 TL 40 800 Td "
        + b" ".join(b"(" + line.encode("latin-1").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*" for line in lines)
        + b" ET"
    )
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(body), body),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (n, part)
    xref = b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + xref + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)


def locked_pdf() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(a_pdf(["Words that nobody may read."])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = "<w:txbxContent><w:p><w:r><w:t>A box of its own.</w:t></w:r></w:p></w:txbxContent>"
AWKWARD = {  # what hangs on a paragraph → the paragraphs that it makes
    f'<w:ins {WORD} w:id="1" w:author="a"><w:r><w:t>put in</w:t></w:r></w:ins>': ["Before put in"],
    f'<w:del {WORD} w:id="1" w:author="a"><w:r><w:delText>taken out</w:delText></w:r></w:del>': ["Before"],
    f'<w:moveFrom {WORD} w:id="1" w:author="a"><w:r><w:t>moved away</w:t></w:r></w:moveFrom>': ["Before"],
    f'<w:moveTo {WORD} w:id="1" w:author="a"><w:r><w:t>moved here</w:t></w:r></w:moveTo>': ["Before moved here"],
    f'<w:hyperlink {WORD} w:anchor="x"><w:r><w:t>a link</w:t></w:r></w:hyperlink>': ["Before a link"],
    f"<w:r {WORD}><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>": ["Before one two", "three"],
    f'<w:r {WORD} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent><mc:Choice Requires="wps">{BOX}</mc:Choice>'
    f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>": ["Before", "A box of its own."],
}


class TestFiles:
    LINES = list(SHELTER.split("\n\n"))

    def test_a_word_document_gives_its_paragraphs(self):
        taken = intake.from_bytes("a.docx", a_docx(self.LINES, title="The shelter", author="A. Writer"))
        assert taken.text == intake.tidy(SHELTER).text
        assert (taken.about["title"], taken.about["byline"]) == ("The shelter", "A. Writer")

    @pytest.mark.parametrize(
        ("inside", "made"), AWKWARD.items(), ids=["inserted", "deleted", "moved away", "moved here", "link", "tab and break", "text box"]
    )
    def test_a_word_document_reads_as_with_all_changes_accepted(self, inside, made):
        import docx
        from docx.oxml import parse_xml

        document = docx.Document()
        document.add_paragraph("Before ")._p.append(parse_xml(inside))
        out = io.BytesIO()
        document.save(out)
        taken = intake.from_bytes("a.docx", out.getvalue())
        assert made == taken.text.split("\n")
        assert any("Tracked changes" in n for n in taken.notes) is any(w in inside for w in ("w:ins ", "w:del ", "w:moveFrom "))
        assert any("text box" in n for n in taken.notes) is (BOX in inside)

    def test_tables_give_each_cell_once(self):
        import docx

        document = docx.Document()
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "merged"
        table.cell(1, 0).text = "left"
        table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "inner"
        out = io.BytesIO()
        document.save(out)
        taken = intake.from_bytes("a.docx", out.getvalue())
        assert taken.text.split("\n") == ["merged", "left", "inner"] and any("table" in n for n in taken.notes)

    def test_a_web_page_with_scripts_gives_words_only(self):
        page = "<html><body onload=x()><article><p>First <script>evil()</script>line.<img src=x onerror=evil()></p><p>&lt;script&gt;alert(2)&lt;/script&gt; said the mayor.</p></article></body></html>"
        for name in ("a.html", "a.txt"):
            assert intake.from_bytes(name, page.encode()).text.split("\n") == ["First line.", "<script>alert(2)</script> said the mayor."]

    def test_a_web_page_gives_the_article_without_menus(self):
        html = (
            "<html><head><meta property='og:title' content='The &amp; shelter'><meta property='article:published_time' content='2026-11-14T08:00:00Z'><meta property='og:site_name' content='Post'>"
            "<script>var x='evil'</script></head><body><nav><p>Home Sport</p></nav><article><nav><p>More</p></nav><h1>The &amp; shelter</h1><p>First <b>bold</b>ly said.</p><aside><p>Read also</p></aside>"
            "<p>Second<br>line.</p><ul><li>one item</li></ul></article><footer><p>Cookies</p></footer></body></html>"
        )
        taken = intake.from_bytes("a.html", html.encode())
        assert taken.text.split("\n") == ["The & shelter", "First boldly said.", "Second", "line.", "one item"]
        assert (taken.about["date"], taken.about["outlet"]) == ("2026-11-14", "Post")

    def test_markdown_loses_its_signs(self):
        taken = intake.from_bytes("a.md", b"---\ntitle: x\n---\n# Head\n\nSome *strong* words, [a link](http://x.y).\n\n- item\n")
        assert taken.text.split("\n") == ["Head", "Some strong words, a link.", "item"]

    def test_a_pdf_gives_its_words(self):
        lines = [
            "Council closes shelter",
            "The city closed its only night shelter on Tuesday after the heating",
            "failed, the council said.",
        ]
        assert "closed its only night shelter on Tuesday" in intake.from_bytes("a.pdf", a_pdf(lines)).text

    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("a.txt", b"", "is empty"),
            ("a.txt", b" \n ", "is empty"),
            ("a.txt", b"ab\0cd", "is not text"),
            ("a.txt", b"A long text. " * 99 + b"\0", "is not text"),
            ("a.txt", bytes(range(1, 32)) * 9, "is not text"),
            ("a.txt", b"x" * (intake.MAX_BYTES + 1), "MB"),
            ("a.exe", b"MZ", "cannot be read"),
            ("a", b"x", "cannot be read"),
            ("a.docx", b"no zip", "Word document"),
            ("a.pdf", b"no pdf", "as a pdf"),
            ("a.pdf", a_pdf([]), "pictures"),
            ("a.pdf", a_pdf(["cut off"])[:200], "as a pdf"),
            ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "locked with a password"),
            ("a.doc", b"\xd0\xcf", "cannot be read"),
            ("a.rtf", b"{\\rtf1 x}", "cannot be read"),
            ("a.txt", b"{\\rtf1\\ansi A long text.}", "rich text"),
            ("a.txt", a_pdf(["Words"]), "a pdf under another ending"),
            ("a.txt", b"PK\x03\x04" + b"abc" * 30, "is not text"),
            ('it\'s "quoted" \u201cname\u201d\n.txt', b"", "is empty"),
            ("a.pdf", locked_pdf(), "locked with a password"),
            ("a.pdf", locked_pdf().replace(b"/Standard", b"/Strange"), "locked with a password"),
        ],
    )
    def test_a_bad_file_gets_a_sentence(self, name, data, said):
        with pytest.raises(ArticleError, match=said) as caught:
            intake.from_bytes(name, data)
        assert caught.value.next_step

    def test_a_zip_bomb_is_refused(self):
        import zipfile

        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("word/document.xml", b"\0" * (formats.MAX_UNPACKED + 1))
        with pytest.raises(ArticleError, match="unpacks"):
            intake.from_bytes("a.docx", out.getvalue())

    def test_old_letters_and_two_byte_text_are_read(self):
        assert intake.decoded("a", "Müller – “so”".encode("cp1252")) == "Müller – “so”"
        assert intake.decoded("a", "Müller".encode("utf-16")) == "Müller"
        assert all(
            intake.decoded("a", SHELTER.encode(code)).lstrip("\ufeff") == SHELTER
            for code in ("utf-16-le", "utf-16-be", "utf-32", "utf-8-sig")
        )

    @pytest.mark.parametrize(("name", "data"), [("a.docx", b"x"), ("a.pdf", b"x"), ("a.html", b"<p>x"), ("a.md", b"x")])
    def test_a_missing_library_is_named_with_the_line_to_type(self, name, data, monkeypatch):
        def missing(_):
            raise ImportError

        monkeypatch.setattr("helpers.authoring.libraries.import_module", missing)
        with pytest.raises(ArticleError, match=r"pip install .*own-article"):
            intake.from_bytes(name, data)


class TestNewArticle:
    def test_writes_text_header_and_suggestions_that_are_no_votes(self, shelter, root):
        assert {p.name for p in (root / "shelter").iterdir()} == {"article.txt", "article.json", SUGGESTIONS}
        assert read_article("shelter").sha256 == shelter.about["sha256"] == digest(intake.tidy(SHELTER).text)
        assert read_passes(shelter) == () and len(read_suggestions(shelter)) > 20

    def test_wishes_and_sides_taken_are_no_suggestions(self):
        """The reader sees that the mayor backs something; the codebook asks who is told to have said or known something."""
        text = "The mayor backs the plan for a new pool.\n\nThe road is closed, the mayor said."
        assert [a.stance for a in reader.read(text).attributions] == [True, False]
        assert [m["content"]["text"] for m in suggestions(invented(text))["marks"] if m["layer"] == "sources" and m["cue"]] == [
            "The road is closed"
        ]

    def test_blank_asks_nothing_of_the_reader(self, root, monkeypatch):
        import helpers.reader

        monkeypatch.setattr(helpers.reader, "read", None)
        article, _ = new_article(intake.tidy(SHELTER).text, slug="blank", blank=True)
        assert not (article.folder / SUGGESTIONS).exists()

    def test_german_is_told_and_marked_by_hand(self, root):
        """The reader says that it is for English; the page gets its language, and a key comes from marks as ever."""
        article, notes = new_article(intake.tidy(GERMAN).text)
        assert article.slug == "brucke-am-markt-gesperrt" and article.about["language"] == "de"
        assert any("German" in n and "marking by hand works" in n for n in notes) and not (article.folder / SUGGESTIONS).exists()
        draft = drafts.read_draft(article, "eva")
        draft.spans["sources"] = [
            span(article, "sources", w, k)
            for w, k in (
                ("die Ingenieurin Anna Weber", "named"),
                ("Ein Anwohner, der seinen Namen nicht nennen wollte", "vague"),
                ("Angaben der Stadtwerke", "institution"),
                ("Die Opposition", "collective"),
                ("Der Prüfbericht vom Mai", "document"),
            )
        ]
        drafts.save(draft)
        plans = plan(article, Votes(read_passes(article), ()), (1, 2))
        assert [len(p.exercises) for p in plans] == [1, 0, 0]  # two marks are too few for practice that tells reading from not reading
        assert any("Practice, because answering without reading would count as" in line for line in plans[0].left_out)
        assert all(p["right"] == 1 and p["flag_all"] < 0.2 for p in plans[0].proofs.values())

    @pytest.mark.parametrize("slug", ["../evil", "a/b", "..", "A-b", "a b", "a--b", "-a", "nul", "com1", "x" * 41, "é", "a\nb"])
    def test_a_slug_is_a_plain_name_and_no_path(self, root, slug):
        with pytest.raises(ArticleError, match="article’s folder|Windows"):
            new_article(SHELTER, slug=slug)
        assert {p.name for p in root.iterdir()} == {".keep"} and {p.name for p in root.parent.iterdir()} == {"articles"}

    def test_one_paragraph_only_is_said_and_can_be_published(self, root):
        article, notes = new_article(SHELTER.replace("\n\n", " "), slug="one")
        assert (
            any("has 1 paragraph, and practice is chosen by paragraphs" in n for n in notes)
            and article.title.endswith("night …")
            and passages.by_default(article) == ()
        )
        draft = drafts.read_draft(article, "ana")
        for hint in read_suggestions(article):
            drafts.take_over(draft, hint["layer"], hint)
        drafts.save(draft)
        plans = plan(article, Votes(read_passes(article), ()), ())
        assert (
            all(p.exercises for p in plans) and plan(article, Votes(read_passes(article), ()), (1,))[0].exercises[0].get("sealed") is None
        )

    def test_what_an_interrupted_one_left_is_cleared_away_later(self, root):
        import os

        for name, age in ((".x.1.left.tmp", 7200), (f".x.{os.getpid()}.now.tmp", 0)):
            (root / name).mkdir()
            (root / name / "article.json").write_text("{}")
            os.utime(root / name, (__import__("time").time() - age,) * 2)
        assert slugs() == [], "what is being written is no article yet"
        new_article(SHELTER, slug="x")
        assert {f".x.{os.getpid()}.now.tmp", "x", ".keep"} == {p.name for p in root.iterdir()}

    @pytest.mark.parametrize("where", ["tempfile.mkdtemp", "os.rename"])
    def test_a_folder_that_cannot_be_written_gets_a_sentence(self, root, where, monkeypatch):
        def refused(*_, **__):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(where, refused)
        with pytest.raises(ArticleError, match="could not be written: this folder is read-only"):
            new_article(SHELTER, slug="x")
        monkeypatch.undo()
        assert not list(root.glob(".*.tmp")) and not (root / "x").exists()

    def test_nothing_is_overwritten(self, shelter, root):
        before = (root / "shelter" / "article.txt").read_bytes()
        with pytest.raises(ArticleError, match="already"):
            new_article(SHELTER.replace("Tuesday", "Monday"), slug="shelter")
        assert before == (root / "shelter" / "article.txt").read_bytes() and not list(root.glob(".*.tmp"))

    @pytest.mark.parametrize(
        ("text", "about", "said"),
        [
            ("", {}, "no words"),
            ("😀 … !", {}, "no words"),
            ("Only five words stand here", {}, "at least 20"),
            ("word " * 13_000, {}, "up to 60,000"),
            (SHELTER, {"date": "last week"}, "not a date"),
            (SHELTER, {"language": "<b>"}, "language"),
        ],
    )
    def test_what_is_no_article_gets_a_sentence(self, root, text, about, said):
        with pytest.raises(ArticleError, match=said):
            new_article(text, about, slug="x")
        assert not (root / "x").exists()

    @pytest.mark.parametrize(
        ("title", "slug"),
        [
            ("Brücke: “zu”!", "brucke-zu"),
            ("😀", ""),
            ("a" * 50, "a" * 40),
            ("Council closes night shelter after heating fails", "council-closes-night-shelter-after"),
        ],
    )
    def test_a_slug_comes_from_the_title(self, title, slug):
        assert slug == slug_of(title)


class TestDraft:
    def test_a_ticked_suggestion_is_a_mark_and_an_unticked_one_is_none(self, shelter):
        draft = drafts.read_draft(shelter, "ana")
        hint = next(m for m in read_suggestions(shelter) if m["layer"] == "sources" and m["text"] == "Residents")
        drafts.take_over(draft, "sources", hint)
        drafts.take_over(draft, "sources", hint)
        (mark,) = drafts.save(draft)
        assert (mark["text"], mark["kind"], mark["from_reader"], mark["note"]) == ("Residents", "collective", True, hint["note"])
        drafts.take_over(draft, "sources", hint, yes=False)
        assert drafts.save(draft) == [] and read_passes(shelter) == ()

    def test_an_incomplete_mark_does_not_count_and_is_named(self, shelter):
        draft = drafts.read_draft(shelter, "ana")
        draft.spans["claims"] = [span(shelter, "claims", "the boiler is 31 years old", "quantity", checkable="then")]
        assert drafts.save(draft) == []
        assert drafts.missing(draft) == [
            "1 of 1 mark in “claims” does not count yet: answer “How much turns on it?” (first: “the boiler is 31 years old”)."
        ]
        draft.spans["claims"][0]["attrs"]["worth"] = "2"
        assert [m["worth"] for m in drafts.save(draft)] == [2] and drafts.missing(draft) == []
        assert [p.layers for p in read_passes(shelter)] == [("claims",)]

    @pytest.mark.parametrize(
        ("words", "voice"), [("chaos", "quoted"), ("brutal", None), ("beyond economic repair", "quoted"), ("Residents", None)]
    )
    def test_quotation_marks_decide_the_voice(self, shelter, words, voice):
        (made,) = drafts.fill(shelter, "language", [span(shelter, "language", words, "emotive")])
        assert voice == made["attrs"].get("voice")

    def test_is_there_again_another_day(self, shelter):
        first = mark_shelter(shelter, "ana")
        again = drafts.read_draft(shelter, "ana")
        assert (first.spans, first.notes, first.taken) == (again.spans, again.notes, again.taken)

    def test_without_its_file_it_comes_from_the_pass_and_loses_no_field(self, shelter):
        mark_shelter(shelter, "ana")
        before = json.loads((shelter.folder / "marks" / "ana.json").read_text())
        (shelter.folder / "drafts" / "ana.json").unlink()
        drafts.save(drafts.read_draft(shelter, "ana"))
        assert before == json.loads((shelter.folder / "marks" / "ana.json").read_text())

    def test_damaged_it_is_set_aside(self, shelter):
        mark_shelter(shelter, "ana")
        (shelter.folder / "drafts" / "ana.json").write_text("{")
        assert drafts.read_draft(shelter, "ana").spans["claims"]
        assert (shelter.folder / "drafts" / "ana.damaged.json").is_file()

    @pytest.mark.parametrize("name", ["", "../x", "reader", "a" * 30, "ä"])
    def test_a_marker_has_a_plain_name(self, shelter, name):
        with pytest.raises(MarksError, match="marker’s name"):
            drafts.read_draft(shelter, name)


class TestExchange:
    def test_there_and_back(self, shelter, root, tmp_path, monkeypatch):
        """The article goes to a second marker's kit and the marks come home; both count then, and the places of difference are listed."""
        mark_shelter(shelter, "ana")
        sent = json.dumps(exchange.invitation(shelter)).encode()
        monkeypatch.setenv("WHO_SAYS_SO_ARTICLES", str(tmp_path / "theirs"))
        (tmp_path / "theirs").mkdir()
        (tmp_path / "theirs" / ".keep").touch()
        slug, _ = exchange.take_in(sent, "a.json")
        theirs = read_article(slug)
        assert (theirs.text, read_passes(theirs)) == (shelter.text, ())
        mark_shelter(theirs, "bo", without=("Residents", "brutal"))
        back = json.dumps(exchange.pass_file(theirs, "bo")).encode()
        monkeypatch.setenv("WHO_SAYS_SO_ARTICLES", str(root))
        exchange.take_in(back, "b.json", shelter, keep_draft_of="ana")
        passes = read_passes(shelter)
        assert [p.annotator for p in passes] == ["ana", "bo"]
        assert {"Residents", "brutal"} == {d.text for d in disputes(passes)}
        shown = as_html(shelter, passes)
        assert "2 places on which you differ" in shown and "not marked" in shown

    def test_bad_files_change_nothing(self, shelter):
        mark_shelter(shelter, "ana")
        good = exchange.pass_file(shelter, "ana")
        before = {p.name: p.read_bytes() for p in (shelter.folder / "marks").iterdir()}
        bad = {
            "own name": good,
            "other text": {**good, "annotator": "bo", "sha256": "0" * 64},
            "other article": {**good, "annotator": "bo", "article": "x"},
            "wrong place": {**good, "annotator": "bo", "marks": [{**good["marks"][0], "start": 1}]},
            "path": {**good, "annotator": "../bo"},
            "nothing": {},
            "no marks": {**good, "annotator": "bo", "marks": 3},
        }
        for what, value in bad.items():
            with pytest.raises(KitError):
                exchange.take_in(json.dumps(value).encode(), "x.json", shelter, keep_draft_of="ana")
                pytest.fail(what)
        for data in (b"", b"\xff", b"[" * 5000, b"x" * (exchange.MAX_BYTES + 1)):
            with pytest.raises(MarksError):
                exchange.take_in(data, "x.json", shelter)
        assert before == {p.name: p.read_bytes() for p in (shelter.folder / "marks").iterdir()}

    def test_an_altered_article_is_refused(self, shelter):
        sent = exchange.invitation(shelter)
        with pytest.raises(MarksError, match="changed on its way"):
            exchange.take_in(json.dumps({**sent, "text": sent["text"] + "."}).encode(), "a.json")


def shelter_plans(article, choice=None, names=("ana",)):
    for name in names:
        mark_shelter(article, name)
    votes = Votes(read_passes(article), ())
    return votes, plan(
        article,
        votes,
        passages.by_default(article) if choice is None else passages.read_choice(choice, article),
        hints=read_suggestions(article),
    )


def tasks(plans):
    return [
        Exercise(
            "t",
            e["id"],
            e["type"],
            e["article"],
            e["title"],
            e["prompt"],
            e.get("points", 0.0),
            e.get("manual_points", 0.0),
            e.get("sealed", False),
            tuple(e["passage"]) if e.get("passage") else None,
            e.get("options", {}),
        )
        for p in plans
        for e in p.exercises
    ]


class TestPlan:
    def test_one_marker_is_enough_for_three_units(self, shelter):
        _, plans = shelter_plans(shelter)
        must = (
            ["mark_sources", "mark_sources", "same_person", "write_attribution"],
            ["mark_language", "fair_or_loaded", "cool_down"],  # the reader suggests no loaded word in paragraphs 1 to 4: no practice
            ["mark_claims", "mark_claims", "when_checkable", "marked_plan"],
        )
        for types, one in zip(must, plans):
            assert types == [e["type"] for e in one.exercises if e["type"] in types]
        assert "one reader’s key" in whose_key(("ana",)) and "votes" in whose_key(("ana", "bo"))

    @pytest.mark.parametrize("choice", ["none", "1-2", "1-4", "1-8", "all", "1-3,6", "2,4,6,8,10", "7-11", "5"])
    def test_what_counts_is_proved(self, shelter, choice):
        """Whatever is practice: the key earns all; marking everything, nothing, or by rote earns less than 20 %."""
        votes, plans = shelter_plans(shelter, choice)
        assert all(set(p.proofs) == {e["id"] for e in p.exercises} for p in plans)
        for task in tasks(plans):
            key, kind = build_key(task, shelter, votes), type_of(task.type)
            if kind.manual:  # the teacher marks it: the hints tell work from none
                lazy = [
                    score_with(task, shelter, key, v)
                    for n, v in trial_answers(task, shelter, key).items()
                    if n in ("flag_all", "wrong", "flag_none")
                ]
                assert all(s.raw < 0.99 for s in lazy) and (not task.sealed or task.manual_points), task.title
                continue
            earned = {n: score_with(task, shelter, key, v).fraction for n, v in trial_answers(task, shelter, key).items()}
            assert earned["right"] == 1, task.title
            if task.sealed:
                assert max(earned["flag_all"], earned["flag_none"], earned["wrong"]) < 0.2, (task.title, earned)

    @pytest.mark.parametrize(
        ("broken", "said"), [("flag_all", "answering without reading would earn 100%"), ("right", "would not earn all the marks")]
    )
    def test_an_exercise_that_cannot_tell_is_left_out(self, shelter, monkeypatch, broken, said):
        """Where marking everything earned the marks, or the key's own answer did not, the exercise is not published."""
        from helpers.authoring import proofs

        def crooked(stem):
            made = copy(type_of(stem))
            nothing = {"spans": []} if made.shape == "spans" else {"fields": {}}
            if broken == "right":
                made.solved = lambda exercise, key: nothing
            else:
                made.baseline_answers = lambda exercise, article, key: [made.solved(exercise, key)]
            return made

        monkeypatch.setattr(proofs, "type_of", crooked)
        _, plans = shelter_plans(shelter)
        assert not any(e.get("sealed") and not type_of(e["type"]).manual for p in plans for e in p.exercises)
        assert any(said in reason for p in plans for reason in p.left_out)

    def test_every_item_is_explained(self, shelter):
        """Found, missed or left alone: each gets a sentence, from the marker's note, the reader's reason or the rule."""
        votes, plans = shelter_plans(shelter)
        for task in tasks(plans):
            key, kind = build_key(task, shelter, votes), type_of(task.type)
            for answer in (kind.solved(task, key), trial_answers(task, shelter, key)["half"]):
                if kind.is_empty(answer):  # no model text was written
                    continue
                told = feedback(task, shelter, key, score_with(task, shelter, key, answer))
                assert told["items"] and all(i["sentences"] or i["next"] for i in told["items"]), task.title

    def test_sealed_items_do_not_lie_in_the_practice_part_where_it_shows_their_key(self, shelter):
        """Words asked about in “Fair or loaded?” are not among those that the open practice explains."""
        _, plans = shelter_plans(shelter)
        until = shelter.passage(1, len(passages.by_default(shelter)))[1]
        (fair,) = [t for t in tasks(plans) if t.type == "fair_or_loaded"]
        assert fair.sealed and all(i["start"] > until for i in fair.options["items"])

    def test_too_few_marks_leave_an_exercise_out_with_the_reason(self, shelter):
        draft = drafts.read_draft(shelter, "ana")
        draft.spans["language"] = [span(shelter, "language", "brutal", "emotive", voice="reporter")]
        drafts.save(draft)
        sources, language, claims = plan(shelter, Votes(read_passes(shelter), ()), (1, 2, 3))
        assert not sources.exercises and "nothing is marked in “sources”" in sources.left_out[0]
        assert any("at least 3 are needed" in r for r in language.left_out)

    def test_without_votes_the_exercises_run_without_a_key(self, shelter):
        plans = plan(shelter, Votes((), ()), (1, 2, 3, 4), hints=read_suggestions(shelter))
        assert all(p.exercises for p in plans)
        assert all(not e.get("sealed") and not e.get("points") for p in plans for e in p.exercises)
        for task in tasks(plans):
            assert type_of(task.type).view(task, shelter)

    def test_without_the_text_little_is_quoted(self, shelter):
        votes, plans = shelter_plans(shelter)
        short = plan(shelter, votes, (1, 2, 3, 4), longest=60)
        assert quoted_share(shelter, short) < quoted_share(shelter, plans) < 0.5


FORM = own_copy.skeleton(intake.tidy(SHELTER).text)


class TestOwnCopy:
    TEXT = intake.tidy(SHELTER).text

    @pytest.mark.parametrize(
        "change",
        [
            lambda t: t,
            lambda t: t.replace("\n", "\r\n\r\n"),
            lambda t: t.replace(" ", "\u00a0"),
            lambda t: t.replace("\n", "  \n\n"),
            lambda t: t.translate(dict.fromkeys(map(ord, "“”"), '"')),
            lambda t: t.replace("’", "'"),
            lambda t: t.replace("“", "«").replace("”", "»"),
            lambda t: t.replace("council", "coun\u00adcil"),
            lambda t: "Home | Sport\n\n" + t + "\n\nRead also: more",
            lambda t: "\n".join(__import__("textwrap").wrap(t.replace("\n", " "), 50)),
        ],
    )
    def test_small_differences_are_reconciled(self, change):
        assert own_copy.reconcile(change(self.TEXT), FORM) == self.TEXT

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda t: t.replace("on Tuesday after", "on Monday after"), "“Monday after the heating …”"),
            (lambda t: t.replace("84,000", "94,000"), "“94,000 pounds, the …”"),
            (lambda t: t[:900], "ends too early"),
            (lambda t: "Something else entirely, and long enough to be an article of its own.", "does not begin"),
            (lambda t: t.replace("fails\n", "fails? "), "other marks after “… closes night shelter after heating fails”"),
            (lambda t: "", "no words"),
            (lambda t: "x" * 500_000, "far longer"),
        ],
    )
    def test_others_are_refused_with_the_first_words_that_differ(self, change, said):
        with pytest.raises(ArticleError) as caught:
            own_copy.reconcile(change(self.TEXT), FORM)
        assert said in str(caught.value)

    def test_a_word_that_happens_to_fit_its_two_digits_is_caught_by_the_whole(self):
        """One word in 256 has the same digits; the checksum of the text still refuses it."""
        place = re.findall(r"[^\W_]+", self.TEXT).index("Tuesday")
        twin = next(w for w in (f"Day{n}" for n in range(5000)) if own_copy._short(w, place) == own_copy._short("Tuesday", place))
        with pytest.raises(ArticleError, match="at least one word is another"):
            own_copy.reconcile(self.TEXT.replace("Tuesday", twin, 1), FORM)

    def test_the_words_are_not_in_it(self):
        """Not one word of four letters or more stands in what is handed out."""
        handed = json.dumps(FORM, ensure_ascii=False)
        between = "".join(FORM["between"])
        assert not re.search(r"[^\W_]", between)
        assert [w for w in set(re.findall(r"\w{5,}", self.TEXT)) if w in handed] == []

    @given(st.text(max_size=300))
    def test_arbitrary_paste_never_crashes_and_never_passes(self, pasted):
        with pytest.raises(ArticleError):
            own_copy.reconcile(pasted, FORM)

    @given(st.text(max_size=200))
    def test_any_text_comes_back_from_itself(self, text):
        text = intake.tidy(text, wrapped=False).text
        if re.search(r"[^\W_]", text):
            assert text == own_copy.reconcile(text, own_copy.skeleton(text))

    def test_the_box_writes_the_text_once_it_fits(self, shelter, shown):
        from helpers.authoring.publish import _say_own_copy

        _say_own_copy(shelter, True)
        (shelter.folder / "article.txt").unlink()
        with pytest.raises(ArticleError, match="Paste your own copy"):
            read_article("shelter")
        classroom.bring("shelter")
        pasted, _, go, told, _ = shown[-1][2].children
        pasted.value = "Another text."
        go.click()
        assert "role='alert'" in told.value and not (shelter.folder / "article.txt").exists()
        pasted.value = SHELTER.replace("“", '"').replace("”", '"')
        go.click()
        assert "Done." in told.value and read_article("shelter").text == shelter.text

    def test_open_keys_quote_eight_words_at_most(self):
        key = {
            "items": [
                {
                    "text": "one two three four five six seven eight nine",
                    "notes": {"a": ["a longer note that stays as long as it was written"]},
                }
            ]
        }
        assert own_copy.shortened(key)["items"][0]["text"] == "one two three four five six seven eight …"
        assert own_copy.shortened(key)["items"][0]["notes"] == key["items"][0]["notes"]


class TestRead:
    def test_a_bad_file_gets_a_sentence_and_the_batch_goes_on(self, tmp_path):
        inside = tmp_path / "in"
        (inside / "more").mkdir(parents=True)
        (inside / "a.txt").write_text(SHELTER)
        (inside / "more" / "a.txt").write_text(GERMAN)
        (inside / "b.txt").write_bytes(b"a\0b")
        (inside / "c.docx").write_bytes(b"no")
        (inside / "left.png").write_bytes(b"no")
        told = io.StringIO()
        assert read_files(files_in([inside]), tmp_path / "out", ("json", "html", "figures"), told) == (2, 2)
        assert "b.txt is not text" in told.getvalue() and "German" in told.getvalue() and "Error" not in told.getvalue()
        raw = json.loads((tmp_path / "out" / "a.marks.json").read_text())
        text = (tmp_path / "out" / "a.txt").read_text()
        assert raw["annotator"] == "reader" and all(text[m["start"] : m["end"]] == m["text"] for m in raw["marks"])
        assert {"a.html", "a-2.html", "a.strip.png", "a.kinds.png", "a.figures.txt"} <= {p.name for p in (tmp_path / "out").iterdir()}

    def test_a_progress_bar_stands_on_a_terminal_only(self, tmp_path):
        class Terminal(io.StringIO):
            def isatty(self):
                return True

        (tmp_path / "a.txt").write_text(SHELTER)
        told, plain = Terminal(), io.StringIO()
        read_files([tmp_path / "a.txt"], tmp_path / "out", ("json",), told)
        read_files([tmp_path / "a.txt"], tmp_path / "out", ("json",), plain)
        assert "1 of 1" in told.getvalue() and plain.getvalue() == ""

    @pytest.mark.parametrize("text", [SHELTER, GERMAN, "<script>alert(1)</script> said the mayor & “Bo” on Tuesday's\nשלום 😀"])
    def test_the_page_shows_the_whole_text_escaped_and_fetches_nothing(self, text):
        from html.parser import HTMLParser

        from helpers import reader

        made = page("A & B <i>", reader.read(intake.tidy(text).text))
        assert "<script" not in made and not re.search(r"(src|href)=['\"](?!#)", made)
        article = re.search(r"<article.*?>(.*)</article>", made, re.S).group(1)
        bare = re.sub(r"<sup>.*?</sup>", "", article)
        assert intake.tidy(text).text == __import__("html").unescape(re.sub(r"<[^>]+>", "", bare))
        ids = re.findall(r"id='([^']+)'", made)
        assert len(ids) == len(set(ids)) and set(re.findall(r"href='#([^']+)'", made)) <= set(ids)
        HTMLParser().feed(made)

    def test_the_verb_says_how_many(self, tmp_path, capsys):
        (tmp_path / "a.txt").write_text(SHELTER)
        assert main(["read", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]) == 0
        assert "1 file read, 0 not" in capsys.readouterr().out
        assert main(["read", str(tmp_path / "none.txt"), "--out", str(tmp_path / "out")]) == 1
        assert main(["read", str(tmp_path / "a.txt"), "--as", "xml"]) == 2


class TestVerbs:
    def test_new_article_from_a_file_and_from_a_pipe(self, root, tmp_path, capsys, monkeypatch):
        (tmp_path / "s.txt").write_text(SHELTER)
        assert (
            main(["new-article", str(tmp_path / "s.txt"), "--slug", "one", "--date", "2026-11-14", "--content-note", "Nobody is hurt."])
            == 0
        )
        assert read_article("one").about["content_note"] == "Nobody is hurt." and "11 paragraphs" in capsys.readouterr().out
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SHELTER.encode())))
        assert main(["new-article", "-", "--slug", "two", "--blank"]) == 0
        assert not (root / "two" / SUGGESTIONS).exists()
        assert main(["new-article", str(tmp_path / "s.txt"), "--slug", "one"]) == 2 and "already" in capsys.readouterr().err
        assert main(["new-article", str(tmp_path / "missing.txt")]) == 2 and main(["new-article", str(tmp_path)]) == 2
        assert main(["new-article", "/dev/zero"]) == 2 and "is no file" in capsys.readouterr().err

    @pytest.mark.parametrize("units", ["", "4", "x", "1;2"])
    def test_publish_wants_units_that_exist(self, shelter, units, capsys):
        assert main(["publish", "shelter", "--units", units]) == 2
        assert "does not name units" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "at", ["authoring.publish.write_notebook", "output.whole._flush_all", "output.whole._exchange", "authoring.publish.release"]
    )
    @pytest.mark.parametrize(
        "how", [KeyboardInterrupt(), PermissionError(13, "Permission denied", "x/y"), OSError(28, "No space left on device")]
    )
    def test_publish_cut_off_anywhere_runs_again(self, shelter, root, monkeypatch, capsys, at, how):
        """The unit of before stays readable or is written anew, no half unit is taken for a foreign one, and a full disk is told in a sentence."""
        from helpers.authoring import publish as publishing

        mark_shelter(shelter, "ana")
        with monkeypatch.context() as quiet:
            quiet.setattr(publishing, "release", lambda *_: None)
            publishing.publish("shelter")

            def broken(*_, **__):
                raise how

            with quiet.context() as cut:
                cut.setattr(f"helpers.{at}", broken)
                if isinstance(how, KeyboardInterrupt):
                    with pytest.raises(KeyboardInterrupt):
                        publishing.publish("shelter", chosen=(1,))
                else:
                    assert main(["publish", "shelter", "--open", "1"]) == 2
                    assert "could not be written" in (said := capsys.readouterr().err) and "Traceback" not in said
            names = publishing.publish("shelter", chosen=(1, 2)).units
        assert {"shelter_1", "shelter_2", "shelter_3"} == set(names) == {p.name for p in (root.parent / "solutions").iterdir()}
        assert json.loads((root.parent / "solutions" / "shelter_1" / "exercises.json").read_text())["practice"] == [1, 2]

    def test_publish_changes_nothing_while_somebodys_answers_are_in_the_way(self, shelter, root, monkeypatch, capsys):
        """The teacher tried the learner's page: the answers stand in exercises/, and solutions/ must not run ahead of it."""
        from helpers.authoring import publish as publishing

        mark_shelter(shelter, "ana")
        with monkeypatch.context() as quiet:
            quiet.setattr(publishing, "release", lambda *_: None)
            publishing.publish("shelter", chosen=(1, 2))
        before = (root.parent / "solutions" / "shelter_1" / "exercises.json").read_bytes()
        (root.parent / "exercises" / "shelter_1" / "answers").mkdir(parents=True)
        assert (
            main(["publish", "shelter", "--open", "1-4"]) == 2
            and "There are answers in exercises/shelter_1/answers" in capsys.readouterr().err
        )
        assert before == (root.parent / "solutions" / "shelter_1" / "exercises.json").read_bytes()

    def test_publish_touches_no_foreign_unit_and_nothing_handed_in(self, shelter, root, capsys):
        mark_shelter(shelter, "ana")
        foreign = root.parent / "solutions" / "shelter_1"
        foreign.mkdir(parents=True)
        (foreign / "exercises.json").write_text("{}")
        assert main(["publish", "shelter"]) == 2 and "not published from this article" in capsys.readouterr().err
        (foreign / "exercises.json").write_text('{"published_from": "shelter"}')
        (root.parent / "submitted" / "li" / "shelter_1").mkdir(parents=True)
        assert main(["publish", "shelter"]) == 2 and "handed in" in capsys.readouterr().err
        assert (foreign / "exercises.json").read_text() == '{"published_from": "shelter"}'


class TestDeskOnThePage:
    """The verbs of notebook 07, pressed without a browser."""

    @pytest.fixture
    def desk(self, root, shown):
        from helpers.authoring import desk

        desk.desk.cache_clear()
        yield desk
        desk.desk.cache_clear()

    def find(self, box, kind, words=""):
        import ipywidgets as w

        found = [box] if isinstance(box, kind) and words in (getattr(box, "description", "") or "") else []
        for child in getattr(box, "children", ()) if isinstance(box, w.Box) or hasattr(box, "children") else ():
            found += self.find(child, kind, words)
        return found

    def test_from_paste_to_marks(self, desk, root, shown):
        """Paste, read in, make; tick a suggestion; what is ticked is a mark in the file and in the text."""
        import ipywidgets as w

        from helpers.notebook.widgets import ExerciseWidget

        desk.bring_in()
        desk.mark("language")
        desk.reasons()
        desk.second_marker()
        first = shown[0][2]
        assert "make or choose one in step 1" in shown[1][2].children[0].value
        self.find(first, w.Textarea, "Paste")[0].value = SHELTER
        self.find(first, w.Button, "Read it in")[0].click()
        assert "Council closes" in self.find(first, w.Text, "Headline")[0].value
        self.find(first, w.Text, "Folder")[0].value = "shelter"
        self.find(first, w.Button, "Make the article")[0].click()
        assert read_article("shelter").text == intake.tidy(SHELTER).text
        form, text = self.find(shown[1][2], ExerciseWidget)
        offered = next(b["fields"][0] for b in form.spec["blocks"] if any("brutal" in o["name"] for o in b["fields"][0]["options"]))
        form.edit = {"n": "w:1", "value": {"fields": {offered["id"]: [o["id"] for o in offered["options"] if "brutal" in o["name"]]}}}
        assert form.ack["ok"], form.ack
        assert [(m["text"], m["voice"]) for m in read_passes(read_article("shelter"))[0].marks] == [("brutal", "reporter")]
        assert len(text.value["spans"]) == 1
        text.edit = {"n": "w:1", "value": {"spans": []}}
        assert read_passes(read_article("shelter")) == ()

    def test_what_goes_wrong_is_a_sentence_on_the_page(self, desk, shown):
        import ipywidgets as w

        desk.bring_in()
        first = shown[0][2]
        self.find(first, w.Button, "Read it in")[0].click()
        assert any("role='alert'" in h.value and "Nothing is pasted" in h.value for h in self.find(first, w.HTML))

    def test_the_whole_notebook_asks_for_one_name(self, desk, shelter, shown):
        """“Your short name” and “Short name” on one page were taken for each other."""
        import ipywidgets as w

        desk.desk().choose("shelter", "ana")
        for verb in (desk.bring_in, desk.second_marker, desk.reasons, desk.publish, lambda: desk.mark("sources")):
            verb()
        fields = [t for _, _, panel in shown for kind in (w.Text, w.Textarea, w.Dropdown, w.Combobox) for t in self.find(panel, kind)]
        assert [t.description for t in fields if "name" in t.description.lower()] == ["Your name"]

    @pytest.mark.parametrize(
        "typed, stands", [("Ana Müller", "ana-muller"), ("O’Neill, Síle", "oneill-sile"), ("bo", "bo"), ("a" * 30, "a" * 24)]
    )
    def test_a_name_is_typed_as_people_write_it_and_found_again(self, desk, shelter, typed, stands):
        from helpers.authoring.desk.shared import Desk

        desk.desk().choose("shelter", typed)
        again = Desk()
        assert (again.slug, again.annotator, again.name) == ("shelter", stands, typed)
        assert drafts.name_in_files(stands) == stands

    def test_a_name_kept_before_is_read(self, desk, shelter, root):
        """Until now the state held the name for files alone; marks under it stay one's own."""
        from helpers.authoring.desk.shared import Desk

        state = root / ".own_article.json"
        for kept, expected in (
            ({"slug": "shelter", "annotator": "ana-b-"}, ("shelter", "ana-b-", "ana-b-")),
            ({"slug": "shelter", "annotator": "ana", "name": "Bo"}, ("shelter", "ana", "ana")),
            ({"slug": "shelter", "annotator": 5}, ("", "me", "me")),
        ):
            state.write_text(json.dumps(kept), encoding="utf-8")
            again = Desk()
            assert (again.slug, again.annotator, again.name) == expected

    def test_every_step_has_a_guard(self, desk, shelter, shown):
        """Without it a key on a button acts on the notebook."""
        from helpers.notebook.widgets import Guard

        desk.desk().choose("shelter", "ana")
        for verb in (desk.bring_in, desk.second_marker, desk.reasons, desk.publish, lambda: desk.mark("sources")):
            verb()
            assert isinstance(shown[-1][2].children[-1], Guard)

    def test_the_notebook_calls_only_verbs_that_exist(self, desk):
        book = json.loads((REPO / "notebooks" / "07_your_own_article.ipynb").read_text(encoding="utf-8"))
        for cell in book["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code":
                assert hasattr(desk, re.fullmatch(r"from helpers\.authoring\.desk import (\w+); \1\(.*\)", source).group(1)), source
                assert cell["metadata"]["jupyter"]["source_hidden"] and not cell["metadata"]["deletable"]


def test_a_class_without_a_key_sees_where_it_is_split(shelter, root):
    """Agreement instead of marks: two learners mark alike, one differs."""
    from helpers.answers import write_record
    from helpers.authoring.class_agreement import agreement_in_class, as_text, read_class
    from helpers.exercises import read_unit

    folder = root.parent / "solutions" / "shelter_1"
    folder.mkdir(parents=True)
    raw = {"id": "q1", "type": "mark_sources", "article": "shelter", "title": "Who is cited?", "prompt": "Mark."}
    (folder / "exercises.json").write_text(json.dumps({"assignment": "shelter_1", "title": "T", "exercises": [raw]}))
    unit = read_unit(folder)
    both = [span(shelter, "sources", "Residents", "collective"), span(shelter, "sources", "One official", "vague")]
    for who, spans in (("a", both), ("b", both), ("c", [{**both[0], "label": "vague"}]), ("d", "damaged")):
        head = {
            "schema": 1,
            "assignment": "shelter_1",
            "exercise": "q1",
            "type": "mark_sources",
            "article": "shelter",
            "sha256": shelter.sha256,
            "rev": 1,
            "writer": "t",
            "saved": "",
        }
        write_record(root.parent / "submitted" / who / "shelter_1" / "answers" / "q1.json", {**head, "answer": {"spans": spans}})
    answers = read_class(root.parent / "submitted", unit)
    (one,) = agreement_in_class(unit, answers)
    assert one.learners == 3 and one.mean_f1 == pytest.approx((1 + 2 / 3 + 2 / 3) / 3)
    said = [(s.quote, s.marked, s.of) for s in one.disputed]
    assert ("One official", 2, 3) in said and ("Residents", 3, 3) in said
    assert "Agreement is not truth" in as_text(unit, [one], 3)


def test_nothing_of_authoring_reaches_students():
    """The package and the teacher's notebook stay; what learners need to bring their own copy goes."""
    from helpers.course.bundle import contents

    names = set(contents(REPO, ["01_who_says_so"]))
    assert not any("authoring" in n or "07_your_own" in n or SUGGESTIONS in n for n in names)
    assert {"helpers/articles/own_copy.py", "helpers/notebook/own_copy_box.py"} <= names


def test_learners_parts_do_not_import_the_teachers():
    for name in ("articles/own_copy.py", "notebook/own_copy_box.py"):
        assert "authoring" not in (REPO / "helpers" / name).read_text(encoding="utf-8")


def test_layers_that_a_marker_left_out_have_no_vote(shelter):
    """Ana marked all, Bo sources only: Bo is not counted among the readers of the words."""
    mark_shelter(shelter, "ana")
    draft = drafts.read_draft(shelter, "bo")
    draft.spans["sources"] = [span(shelter, "sources", "Residents", "collective")]
    drafts.save(draft)
    passes = read_passes(shelter)
    assert isinstance(passes[0], Pass) and [p.layers for p in passes] == [None, ("sources",)]
    plans = plan(shelter, Votes(passes, ()), (1, 2, 3, 4))
    assert plans[1].exercises and plans[2].exercises


def test_notebook_07_runs_before_there_is_an_article(tmp_path):
    """Run All on the first day: every step is there, none fails, nothing is said on stderr."""
    import nbformat
    from nbclient import NotebookClient

    for name in ("articles", "notebooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "articles" / ".keep").touch()
    book = nbformat.read(REPO / "notebooks" / "07_your_own_article.ipynb", 4)
    env = {
        **__import__("os").environ,
        "WHO_SAYS_SO_ARTICLES": str(tmp_path / "articles"),
        "PYTHONPATH": str(REPO),
        "PYTHONWARNINGS": "error::UserWarning",
    }
    NotebookClient(
        book, timeout=int(WAIT), startup_timeout=int(WAIT), resources={"metadata": {"path": str(tmp_path / "notebooks")}}
    ).execute(env=env)
    outputs = [o for c in book.cells if c.cell_type == "code" for o in c.outputs]
    assert sum("application/vnd.jupyter.widget-view+json" in o.get("data", {}) for o in outputs) == 7
    assert [o for o in outputs if o.output_type in ("stream", "error")] == [] and "wss-problem" not in str(outputs)
