"""Dated verdicts rest on documents of their day, on the article's own words and on one rule, in every article."""

from __future__ import annotations

import copy
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from helpers.articles.documents import for_learners
from helpers.articles.evidence import (
    ARTICLE,
    VERDICTS,
    breaches,
    known_from,
    read_evidence,
    read_verdicts,
)
from helpers.errors import ArticleError

ARTICLES = Path(__file__).resolve().parents[2] / "articles"
SLUGS = sorted(folder.parent.name for folder in ARTICLES.glob("*/article.json"))
OPEN = {"not_checkable", "not_checkable_then"}


def raw(slug: str, name: str = "verdicts"):
    return json.loads((ARTICLES / slug / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(params=SLUGS)
def slug(request) -> str:
    return request.param


@pytest.fixture
def desk(slug):
    return read_verdicts(ARTICLES / slug)


class TestEveryArticle:
    def test_reads_and_names_itself(self, slug, desk):
        """Offsets, values, dates, ids and the rule are checked on reading; the file belongs to its folder."""
        assert (slug, True) == (desk.article, len(desk.claims) >= 10)

    def test_first_date_is_the_article_s(self, slug, desk):
        """The first verdict is asked on the article's day; the real article gives only its month."""
        days = [day for day, _ in desk.dates]
        assert days == sorted(set(days)) and 3 <= len(days) <= 4
        assert days[0].isoformat().startswith(raw(slug, "article")["date"])

    def test_rule_is_one(self, slug, desk):
        """All articles state the same rule."""
        assert desk.rule == read_verdicts(ARTICLES / SLUGS[0]).rule

    def test_explanation_quotes_the_documents_it_rests_on(self, desk):
        """Whoever reads why is sent to exactly the cards that the verdict cites."""
        for claim in desk.claims:
            for verdict in claim.verdicts:
                named = set(re.findall(r"\bE\d+\b", verdict.why))
                assert named == set(verdict.documents) - {ARTICLE}, (claim.id, verdict.date)
                assert verdict.why.endswith("."), (claim.id, verdict.date)

    def test_quotations_stand_in_a_cited_document(self, desk):
        """What an explanation puts in quotation marks is in the article or on a card that it cites."""
        article = (ARTICLES / desk.article / "article.txt").read_text(encoding="utf-8")
        for claim in desk.claims:
            for verdict in claim.verdicts:
                cards = " ".join(f"{d.title} {d.text}" for d in desk.documents if d.id in verdict.documents)
                for quoted in set(re.findall("“([^”]+)”", verdict.why)) - set(VERDICTS):
                    assert quoted.lower() in f"{article} {cards}".lower(), (claim.id, verdict.date, quoted)

    def test_settled_verdict_names_a_document(self, desk):
        """Only the open verdicts may stand without any document."""
        bare = [(c.id, v.date) for c in desk.claims for v in c.verdicts if not v.documents and not set(v.right) <= OPEN]
        assert bare == []

    def test_no_idle_exception(self, desk):
        """An exception gives its reason only where the rule is really left."""
        known = {ARTICLE: desk.dates[0][0], **{d.id: d.known for d in desk.documents}}
        idle = [(c.id, v.date) for c in desk.claims for v in c.verdicts if v.exception and not breaches(c, v, known)]
        assert idle == []

    def test_every_bearing_belongs_to_a_claim(self, slug, desk):
        """Nothing that evidence.json says about the article is lost."""
        names = {name for claim in raw(slug)["claims"] for name in claim["in_evidence"]}
        assert {name for d in desk.documents for name, _ in d.bears_on} <= names

    def test_groups_of_one_origin_agree_with_origins(self, desk):
        """What a claim counts once is also a shared group in the exercise on origins; both kinds of group occur."""
        shared = [set(o["documents"]) for o in desk.origins if o["shared"]]
        for claim in desk.claims:
            for group in claim.same_origin:
                assert any(set(group) <= whole for whole in shared), (claim.id, group)
        assert {o["shared"] for o in desk.origins} == {True, False}

    def test_figures_hold_a_fault_and_a_sound_pair(self, desk):
        """Someone who suspects every figure is wrong too."""
        assert {figure["fits"] for figure in desk.figures} == {True, False}

    def test_claims_file_agrees(self, slug, desk):
        """claims.json has the same claims, the same cards, and the last verdict as its hindsight."""
        for claim, other in zip(desk.claims, raw(slug, "claims"), strict=True):
            assert (claim.id, claim.start, claim.end, claim.text) == (other["id"], other["start"], other["end"], other["text"])
            last = claim.verdicts[-1]
            assert (last.right, last.why) == (
                (other["in_hindsight"]["verdict"], *other["in_hindsight"]["also_right"]),
                other["in_hindsight"]["why"],
            )
            assert {name for name, _ in claim.bearing} - {ARTICLE} == set(other["cards"]), claim.id


NOT_ON_A_CARD = {
    "the same as what?": r"\b[Tt]he same (?:newspaper|outlet|paper|agency|spokesman|spokeswoman|official|general|survey|report|site)\b|^Same\b",
    "earlier or later than what?": r"(?:^|[.:;] )(?:(?:A|One|Two|Three|Four|Five|Six|\d+) (?:days?|weeks?|months?|years?) (?:earlier|later|(?:before|after)(?! the| this| that| it))\b|(?:Earlier|Later)\b)",
    "an editor’s note": r"excerpt|breaks off|\(sic\)|TODO|\[\.\.\.\]|agency not shown|not seen by us",
    "another card": r"\bE\d+\b",
}


class TestCards:
    @pytest.mark.parametrize("fault", NOT_ON_A_CARD)
    def test_a_card_stands_by_itself(self, slug, fault):
        """A card is read alone, on some day and beside other cards: what it says must not lean on one that may not be there."""
        bad = [
            (c["id"], found[0])
            for c in raw(slug, "documents")
            for field in ("text", "publisher", "title", "sources_named", "seen")
            if (found := re.search(NOT_ON_A_CARD[fault], str(c.get(field) or "")))
        ]
        assert bad == []

    @pytest.mark.parametrize(
        "fault, text",
        [
            (list(NOT_ON_A_CARD)[0], "The same newspaper five months later: local militants leave."),
            (list(NOT_ON_A_CARD)[1], "Two weeks earlier the coalition commander puts"),
            (list(NOT_ON_A_CARD)[2], 'said to be 70% (the excerpt breaks off inside "from")'),
            (list(NOT_ON_A_CARD)[3], "two honest counts (E72, E73)"),
        ],
    )
    def test_what_stood_on_cards_before_would_be_found(self, fault, text):
        assert re.search(NOT_ON_A_CARD[fault], text)

    def test_a_learner_s_cards_are_those_of_today(self, slug):
        """documents.json is derived: `make exercises` after every change."""
        assert (ARTICLES / slug / "documents.json").read_text(encoding="utf-8") == for_learners(ARTICLES / slug)

    def test_a_summary_says_how_much_was_read(self, slug):
        """Where a card is a summary of a real page, it says what of the page was seen, and where."""
        for card in raw(slug, "evidence"):
            assert "text" in card or (card["seen"] and card["read_in"]), card["id"]


class TestDates:
    @pytest.mark.parametrize(
        ("written", "known"),
        [
            ("2014", date(2014, 12, 31)),
            ("2016-10", date(2016, 10, 31)),
            ("2016-02", date(2016, 2, 29)),
            ("2016-10-04", date(2016, 10, 4)),
        ],
    )
    def test_partial_date_counts_from_its_last_day(self, written, known):
        """A card dated only by month or year is never used too early."""
        assert known_from(written) == known

    @pytest.mark.parametrize("written", ["", "2016-13", "2016-02-30", "October 2016", "2016-1", "None"])
    def test_no_date_is_refused(self, written):
        """What is not a date is not guessed."""
        with pytest.raises(ValueError):
            known_from(written)

    def test_documents_of_a_day(self):
        """On 16 October 2016 the card dated 2016-10 is still closed, the one of that day is open."""
        seen = {d.id for d in read_evidence(ARTICLES / "mosul-2016") if d.known <= date(2016, 10, 16)}
        assert "E34" in seen and "E46" not in seen and "E51" not in seen

    def test_oldest_first(self, slug):
        """Documents come in the order in which they became known."""
        days = [d.known for d in read_evidence(ARTICLES / slug)]
        assert days == sorted(days)


def edit(path: list, value):
    """A fault: put `value` at a place in verdicts.json."""

    def apply(data):
        at = data
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value

    return apply


FIRST = ["claims", 0, "verdicts", 0]
FAULTS = {
    "later document": (edit([*FIRST, "documents"], ["E2", "E5"]), "E5 was not known on that day"),
    "later document named in the explanation": (edit([*FIRST, "why"], "E5 says so."), "E5 was not known on that day"),
    "unknown document": (edit([*FIRST, "documents"], ["E2", "E9"]), "there is no “E9”"),
    "unknown verdict": (edit([*FIRST, "right"], ["true"]), "“true” is not a known value"),
    "no verdict": (edit([*FIRST, "right"], []), "no verdict is given"),
    "wrong offset": (edit(["claims", 0, "start"], 207), "does not stand at 207"),
    "changed words": (edit(["claims", 0, "text"], "one of its nine main bearings"), "does not stand at"),
    "unknown type": (edit(["claims", 0, "type"], "rumour"), "“rumour” is not a known value"),
    "unknown checkability": (edit(["claims", 0, "checkable"], "soon"), "“soon” is not a known value"),
    "wrong date": (edit([*FIRST, "date"], "2025-03-13"), "do not stand on the dates"),
    "missing date": (lambda data: data["claims"][0]["verdicts"].pop(), "do not stand on the dates"),
    "contradicted, and nothing contradicts": (edit([*FIRST, "right"], ["contradicted"]), "do not allow “contradicted”"),
    "contested, and nothing contradicts": (edit([*FIRST, "right"], ["contested"]), "do not allow “contested”"),
    "open, although settled": (edit([*FIRST, "right"], ["not_checkable_then"]), "do not allow “not_checkable_then”"),
    "closed, although settled": (edit([*FIRST, "right"], ["not_checkable"]), "do not allow “not_checkable”"),
    "supported, and no document cited": (edit([*FIRST, "documents"], []), "do not allow “supported”"),
    "quoted record at the wrong place": (edit(["claims", 3, "in_article", 0, "start"], 3), "does not stand at 3"),
    "unknown direction": (edit(["claims", 3, "in_article", 0, "direction"], "proves"), "“proves” is not a known value"),
    "unknown id of one origin": (edit(["claims", 0, "same_origin"], [["E2", "E8"]]), "there is no “E8”"),
    "unknown id in origins": (edit(["origins", 0, "documents"], ["E2", "E8"]), "there is no “E8”"),
    "figure not in its document": (edit(["figures", 0, "against", "text"], "7 minutes"), "is not in document E3"),
    "figure not in the article": (edit(["figures", 0, "figure", "end"], 2), "does not stand at"),
    "missing field": (lambda data: data["claims"][0].pop("type"), "an entry without 'type'"),
    "no date": (edit(["dates", 0, "date"], "March"), "a date that cannot be read"),
}


class TestPlantedFaults:
    @pytest.fixture
    def folder(self, tmp_path) -> Path:
        target = tmp_path / "bridge-closure"
        target.mkdir()
        for name in ("article.txt", "evidence.json", "verdicts.json"):
            shutil.copy(ARTICLES / "bridge-closure" / name, target)
        return target

    def test_sound_copy_reads(self, folder):
        """Without a fault nothing is refused."""
        assert read_verdicts(folder).article == "bridge-closure"

    @pytest.mark.parametrize("fault", FAULTS)
    def test_is_refused_with_its_reason(self, folder, fault):
        """Each planted fault is caught, and the message says what, where and what next."""
        apply, message = FAULTS[fault]
        data = copy.deepcopy(raw("bridge-closure"))
        apply(data)
        (folder / "verdicts.json").write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(ArticleError) as caught:
            read_verdicts(folder)
        assert message in str(caught.value) and "bridge-closure/verdicts.json" in caught.value.what and caught.value.next_step

    def test_stated_exception_is_accepted(self, folder):
        """A verdict may leave the rule where the reason is written down."""
        data = raw("bridge-closure")
        data["claims"][0]["verdicts"][0] |= {"right": ["contested"], "exception": "A reason."}
        (folder / "verdicts.json").write_text(json.dumps(data), encoding="utf-8")
        assert read_verdicts(folder).claims[0].verdicts[0].right == ("contested",)

    def test_settled_later_was_open_then(self, folder):
        """What a later document settles may not be called out of reach before."""
        data = raw("bridge-closure")
        two = next(c for c in data["claims"] if c["text"].startswith("Two smaller"))
        two["verdicts"][0]["right"] = ["not_checkable"]
        (folder / "verdicts.json").write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(ArticleError, match="do not allow “not_checkable”"):
            read_verdicts(folder)

    @pytest.mark.parametrize(("content", "message"), [(None, "is not here"), ("{", "cannot be read")])
    def test_file_missing_or_broken(self, folder, content, message):
        """A missing or damaged file is named, with what to do."""
        path = folder / "verdicts.json"
        path.unlink() if content is None else path.write_text(content, encoding="utf-8")
        with pytest.raises(ArticleError, match=message):
            read_verdicts(folder)

    def test_bad_date_of_a_document(self, folder):
        """A document without a usable date is refused by name."""
        cards = raw("bridge-closure", "evidence")
        cards[0]["date"] = "last autumn"
        (folder / "evidence.json").write_text(json.dumps(cards), encoding="utf-8")
        with pytest.raises(ArticleError, match="document E1: “last autumn” is not a date"):
            read_evidence(folder)
