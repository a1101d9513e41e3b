"""Saved web pages and pdfs: every paragraph of the article, none of what stands around it, and a note where something was left out."""

from __future__ import annotations

import pytest

from helpers.authoring.intake import from_bytes
from helpers.authoring.pdf_lines import cleaned
from helpers.authoring.web_page import is_nobody

FOUR = (
    "The bridge over the river was closed on Monday after an inspection, the council said in a statement.",
    "“We found cracks in two pillars,” an official who asked not to be named told reporters.",
    "Residents said they had warned the authorities for years, but nobody had listened to them.",
    "The mayor said the bridge would reopen in spring, at a cost of about 3.5 million euros.",
)
P = "".join(f"<p>{line}</p>" for line in FOUR)
FOOTER = "All rights reserved. Read our terms, our privacy notice and our cookie rules before you go on."
TEASER = "A cat was found in a tree on Sunday and was brought down by the fire brigade of the town."
BODIES = {
    "a paragraph in a box of its own": "<div class=story>" + "".join(f"<div class=block><p>{x}</p></div>" for x in FOUR) + "</div>",
    "two halves around an advertisement": f"<div class=body><div><p>{FOUR[0]}</p><p>{FOUR[1]}</p></div><div class=ad></div><div><p>{FOUR[2]}</p><p>{FOUR[3]}</p></div></div>",
    "br br": "<div id=text>" + "<br><br>".join(FOUR) + "</div>",
    "boxes as paragraphs": "<div>" + "".join(f"<div>{x}</div>" for x in FOUR) + "</div>",
    "p never closed": "<article>" + "".join(f"<p>{x}" for x in FOUR) + "</article>",
    "the article's own words": f"<article>{FOUR[0]}{P[len(FOUR[0]) + 7 :]}</article>",
    "a form around the page": f"<form id=aspnet><div>{P}</div></form>",
    "section and main": f"<main><section>{P}</section></main>",
    "other articles below": f"<main><article>{P}</article><article class=teaser><h3>Other news</h3><p>{TEASER}</p></article></main>",
    "a list": f"<article><p>{FOUR[0]}</p><ul><li>{FOUR[1]}</li><li>{FOUR[2]}</li></ul><p>{FOUR[3]}</p></article>",
    "headings of any rank": f"<article><p>{FOUR[0]}</p><h5>What we know</h5><p>{FOUR[1]}</p><dl><dt>When</dt><dd>{FOUR[2]}</dd></dl><p>{FOUR[3]}</p></article>",
}


def page(body: str, head: str = "") -> bytes:
    nav = "<nav><ul><li><a href=/>Home</a></li><li><a href=/sport>Sport</a></li></ul></nav>"
    return (
        f"<html><head><meta charset='utf-8'><title>Bridge closed</title>{head}</head>"
        f"<body>{nav}<h1>Bridge closed</h1>{body}<div class=footer><p>{FOOTER}</p></div></body></html>"
    ).encode()


@pytest.mark.parametrize("name", BODIES)
def test_the_whole_article_and_nothing_around_it(name):
    """However the page is built, the four paragraphs come out as four lines, in order, without footer, menu or teaser."""
    lines = from_bytes("a.html", page(BODIES[name])).text.split("\n")
    assert [line for line in lines if line in FOUR] == list(FOUR)
    assert FOOTER not in lines and TEASER not in lines and "Sport" not in lines


def test_a_quotation_keeps_its_own_words():
    """Words that stand in a blockquote beside a paragraph are words of the article."""
    body = f"<article><p>{FOUR[0]}</p><blockquote>“It is not safe,” he said.<p>Ann Lee, mayor</p></blockquote><p>{FOUR[2]}</p></article>"
    assert "“It is not safe,” he said.\nAnn Lee, mayor" in from_bytes("a.html", page(body)).text


def test_a_standfirst_in_the_header_is_kept():
    body = f"<article><header><p>Thousands must find another way to work this winter, and nobody knows how long.</p></header>{P}</article>"
    assert "Thousands must find another way" in from_bytes("a.html", page(body)).text


@pytest.mark.parametrize("hidden", ["style='display:none'", "style='color:red; visibility: hidden'", "hidden"])
def test_what_no_reader_sees_is_not_the_article(hidden):
    taken = from_bytes("a.html", page(f"<article>{P}<p {hidden}>Words that only a machine was meant to see on this page.</p></article>"))
    assert "only a machine" not in taken.text and "only a machine" not in " ".join(taken.notes)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("iso-8859-2", "Źródło powiedziało, że most jest bezpieczny, łącznie z filarami."),
        ("windows-1251", "Источник сообщил, что мост безопасен, включая его опоры."),
        ("shift_jis", "関係者によると、橋は安全であり、橋脚にも問題はないという。"),
        ("utf-8", "Die Brücke ist sicher, sagte eine Ingenieurin der Stadt."),
    ],
)
def test_letters_are_those_that_the_page_declares(code, words):
    data = f"<html><head><meta charset='{code}'></head><body><article><p>{words}</p></article></body></html>".encode(code)
    assert words in from_bytes("a.html", data).text


def test_what_was_left_out_is_said_with_its_first_words():
    """The footer is not the article, but a teacher can see that it was there."""
    notes = " ".join(from_bytes("a.html", page(f"<article>{P}</article>")).notes)
    assert "Left out" in notes and "All rights reserved. Read our terms" in notes


@pytest.mark.parametrize(
    "data", ['{"isAccessibleForFree": false}', '[{"isAccessibleForFree": "False"}]', '{"articleBody": "' + "more words " * 200 + '"}']
)
def test_a_teaser_before_a_paywall_is_told(data):
    head = f"<script type='application/ld+json'>{data}</script>"
    assert "subscribers" in " ".join(from_bytes("a.html", page(f"<article>{P}</article>", head)).notes)
    assert "subscribers" not in " ".join(from_bytes("a.html", page(f"<article>{P}</article>")).notes)


@pytest.mark.parametrize(
    "name", ["(anonymous)", "Admin", "unknown", "Microsoft Office User", "desk@paper.example", "https://paper.example/ann", ""]
)
def test_nobody_is_not_a_byline(name):
    taken = from_bytes("a.html", page(f"<article>{P}</article>", f"<meta name=author content='{name}'>"))
    assert "byline" not in taken.about
    assert not is_nobody("Ann Lee")


def test_running_heads_feet_and_page_numbers_go():
    """What stands on every page is none of the article; the note shows it, so that a teacher can disagree."""
    pages = [f"The Daily Courier\n{FOUR[n]}\nMore of page {n} follows here.\nwww.courier.example\nPage {n + 1} of 4" for n in range(4)]
    text, notes = cleaned(pages)
    assert "Courier" not in text and "Page" not in text and all(line in text for line in FOUR)
    assert "The Daily Courier" in notes[0]


def test_one_page_keeps_all_its_lines():
    assert cleaned(["The Daily Courier\nWords.\n1"])[0] == "The Daily Courier\nWords.\n1"


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("the well-\nknown doctor", "well-known"),
        ("an investi-\ngation began", "investigation"),
        ("the north-\neast bank, on the north-east side", "north-east bank"),
        ("the co-\noperation that cooperation is", "cooperation that"),
        ("the vice-\npresident spoke", "vice-president"),
        ("the Rhine-\nMain region", "Rhine-Main"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_the_word_has_it(cut, whole):
    assert whole in cleaned([cut])[0].replace("\n", " ")


def test_ligatures_come_apart():
    assert cleaned(["oﬃce ﬁre ﬂoods"])[0] == "office fire floods"


SHOWN = "Words that some readers see and that may well belong to the article."


@pytest.mark.parametrize(
    ("rule", "how"),
    [
        ("", "aria-hidden='true'"),
        (".more{display: none}", "class='more'"),
        ("/* old */ p.more , .x {visibility:hidden}", "class='more'"),
        ("::odd(rule){display:none} .more{display:none}", "class='more'"),
    ],
)
def test_what_only_some_see_is_left_out_and_named(rule, how):
    taken = from_bytes("a.html", page(f"<style>{rule}</style><article>{P}<p {how}>{SHOWN}</p></article>"))
    assert SHOWN not in taken.text and "Hidden on the page, so left out: “Words that some readers see and that may …”" in " ".join(
        taken.notes
    )


def test_a_rule_for_paper_or_small_screens_hides_nothing():
    taken = from_bytes(
        "a.html", page(f"<style>@media print {{ .more {{ display: none }} }}</style><article>{P}<p class='more'>{SHOWN}</p></article>")
    )
    assert SHOWN in taken.text


@pytest.mark.parametrize("around", ["<figure><figcaption>{}</figcaption></figure>", "<aside><p>{}</p></aside>"])
def test_captions_and_boxes_are_kept_or_named(around):
    taken = from_bytes("a.html", page(f"<article>{P}{around.format(SHOWN)}</article>"))
    assert SHOWN in taken.text or "Words that some readers see" in " ".join(taken.notes)


def test_a_box_of_links_is_not_named():
    links = "<aside>" + "<a href='/x'>Ten other bridges that fell down in one night this year</a> " * 3 + "</aside>"
    assert "Ten other bridges" not in " ".join(from_bytes("a.html", page(f"<article>{P}{links}</article>")).notes)


@pytest.mark.parametrize(
    "offer",
    [
        "Subscribe to continue reading. Already a subscriber? Log in.",
        "Jetzt abonnieren und weiterlesen.",
        "Abonnez-vous pour lire la suite.",
    ],
)
def test_an_offer_to_subscribe_at_the_end_is_told(offer):
    said = " ".join(from_bytes("a.html", page(f"<article>{P}<p>{offer}</p></article>")).notes)
    assert "only the beginning of the article" in said


@pytest.mark.parametrize("title", ["untitled", "(no title)", "Untitled document", "Home", "Index"])
def test_a_title_that_is_none_is_not_taken(title):
    data = f"<html><head><title>{title}</title><meta property='og:title' content='{title}'></head><body><article><h1>Bridge closed</h1>{P}</article></body></html>"
    assert from_bytes("a.html", data.encode()).about["title"] == "Bridge closed"
