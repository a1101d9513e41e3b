"""The paragraphs of a pdf, told by the places of its lines: room between them, a first line further in, columns, headers and footers."""

from __future__ import annotations

import textwrap

import pytest

from helpers.authoring import intake

SENTENCES = (
    "The town council will close the swimming pool in June, according to a letter seen by this newspaper.",
    "The letter says that comprehensive repairs would cost approximately 1.2 million crowns.",
    "It is a disgrace, said a parent who asked not to be named because her employer is the council.",
    "Councillors decided without consulting the well-known swimming association.",
    "A source close to the mayor said that the land had been promised to a property-development company.",
    "About 400 people swim there in a normal week, the count for January shows.",
    "An engineer who inspected the roof said that it was safe for another five years.",
)
TOWNS = ("Alderby", "Birchholm", "Cedarfield", "Dogwood", "Elmstead", "Firley", "Gorseton", "Hazelmere", "Ivybridge")
PARAGRAPHS = [" ".join(f"In {town}: {SENTENCES[(3 * n + k) % 7]}" for k in range(2 + n % 3)) for n, town in enumerate(TOWNS)]
TITLE = "Council to close swimming pool"


def a_pdf(pages: list[list[tuple[float, float, str]]]) -> bytes:
    """A pdf with lines at their places (x, y)."""
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for lines in pages:
        body = b"BT /F1 10 Tf " + b" ".join(
            b"1 0 0 1 %.1f %.1f Tm (%s) Tj" % (x, y, words.encode("latin-1").replace(b"(", b"\\(").replace(b")", b"\\)"))
            for x, y, words in lines
        )
        parts.append(b"<</Length %d>>stream\n%s ET\nendstream" % (len(body) + 3, body))
        parts.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
            b"/Encoding/WinAnsiEncoding>>>>>>>>" % len(parts)
        )
        kids.append(b"%d 0 R" % len(parts))
    parts[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    out, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (n, part)
    xref = b"".join(b"%010d 00000 n \n" % p for p in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return out + end % (len(parts) + 1, xref, len(parts) + 1, len(out))


def set_in(columns: int, gap: float, indent: float, edges: bool, height: int = 26) -> list[list[tuple[float, float, str]]]:
    """The article set in columns of so many lines, 12 points apart; `gap` more between paragraphs, first lines `indent` further in."""
    wide = {1: 78, 2: 40, 3: 26}[columns]
    flow: list[tuple[float, float, str]] = []  # x within the column, room above, words
    for paragraph in PARAGRAPHS:
        cut = textwrap.wrap(paragraph, wide, break_on_hyphens=True)
        flow += [(indent if not n else 0, 12 + (gap if not n else 0), line) for n, line in enumerate(cut)]
    pages, at = [[]], (0, 760.0)
    for x, room, words in flow:
        column, y = at
        y -= room
        if y < 760 - 12 * height:
            column, y = column + 1, 748.0
            if column == columns:
                pages.append([])
                column = 0
        pages[-1].append((60 + 170 * column + x, y, words))
        at = column, y
    pages[0].insert(0, (60, 790, TITLE))
    if edges:
        for n, page in enumerate(pages, 1):
            page.insert(0, (60, 820, "Oakhollow Courier - 3 March 2026"))
            page.append((290, 30, f"Page {n} of {len(pages)}"))
    return pages


@pytest.mark.parametrize("edges", [True, False], ids=["header and footer", "bare"])
@pytest.mark.parametrize(("gap", "indent"), [(8, 0), (0, 12)], ids=["room between", "further in"])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_each_paragraph_is_one_whatever_the_page_looks_like(columns, gap, indent, edges):
    made = intake.from_bytes("a.pdf", a_pdf(set_in(columns, gap, indent, edges)))
    found = made.text.split("\n")
    assert found[0] == TITLE and "Courier" not in made.text and "Page 1" not in made.text
    whole = [p for p in PARAGRAPHS if p in found]
    assert len(whole) >= len(PARAGRAPHS) - 1 and " ".join(found[1:]) == " ".join(PARAGRAPHS)


def test_words_cut_at_lines_do_not_make_every_line_a_paragraph():
    """The joined word stays at its line, so that lines keep their width: by it paragraphs are told where nothing else tells them."""
    lines = [
        "The town council will close the swimming pool in June, without consul-",
        "ting the well-",
        "known association of swimmers, according to a letter seen by this news-",
        "paper. A source close to the mayor said that the land had been promised to",
        "a company.",
        "An engineer who inspected the roof in 2024 said that it was safe for another",
        "five years, and that the report, finished in the afternoon, was not yet pub-",
        "lished.",
    ]
    made = intake.from_bytes("a.pdf", a_pdf([[(60, 760 - 12 * n, line) for n, line in enumerate(lines)]]))
    assert made.text.split("\n") == [
        "The town council will close the swimming pool in June, without consulting the well-known association of swimmers, according to a letter "
        "seen by this newspaper. A source close to the mayor said that the land had been promised to a company.",
        "An engineer who inspected the roof in 2024 said that it was safe for another five years, and that the report, finished in the afternoon, "
        "was not yet published.",
    ]


def test_signs_of_a_strange_font_are_no_paragraphs():
    words = [f"The council will close the pool in June, and line {n} says nothing more than that it" for n in range(8)]
    from helpers.authoring.pdf_lines import BREAK, lines_of

    class Page:
        def extract_text(self, visitor_text):
            for n, line in enumerate(words):
                visitor_text(f"{BREAK}{line}", [1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 60, 700 - 12 * n], None, 10)
                visitor_text("\n", [1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 0, 0], None, 10)
            return "".join(f"{BREAK}{line}\n" for line in words)

    assert lines_of(Page()) == "".join(f"{line}\n" for line in words)
