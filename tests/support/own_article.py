"""What the tests of a teacher's own article share: a text, and a marker who takes the reader's sure suggestions over and adds some."""

from __future__ import annotations

import pytest

from helpers.articles.article import Article
from helpers.authoring import drafts, intake
from helpers.authoring.desk import more as desk_more
from helpers.authoring.new_article import new_article, read_suggestions
from helpers.authoring.publish import forget

SHELTER = """Council closes night shelter after heating fails

Marrowick, 14 November. The city of Marrowick closed its only night shelter on Tuesday after the heating failed for the third time this month, leaving 46 people without a bed, the council said.

“We could not keep the building above eight degrees,” said Ruth Adeyemi, who runs the council’s housing office. Her office showed this reporter the boiler log for November. It lists three stops, on the 3rd, the 9th and the 13th.

A man who had slept at the shelter since August said by phone that staff woke everyone at four in the morning. He asked not to be named because his employer does not know that he has no home. “They were kind about it, but it was chaos,” he said.

The closure is a brutal betrayal of the poorest people in the city. Residents said that the council had secretly planned to sell the building for months.

According to a report by the engineering firm Tolland and Pryce, dated 2 October and published on the council’s website, the boiler is 31 years old and “beyond economic repair”. A new one would cost 84,000 pounds, the report says.

One official claimed that the money had been available all along. The official, who was not authorised to speak, gave no figures.

Councillor Dev Marsh of the opposition slammed the decision as heartless. “Anybody with a conscience would have fixed that boiler in summer,” he told the Marrowick Courier. Ms Adeyemi answered that the budget was voted in March, and that Mr Marsh had voted for it.

The council has opened a school gym with 40 beds. Volunteers from the church of St Anne said that 38 people slept there on Wednesday night, and that nobody was turned away. Where the others went is not known.

A flood of complaints has reached the housing office since then. It counted 112 letters by Friday. Most of them, Ms Adeyemi said, offered help.

The shelter will reopen before Christmas, the council promised. Whether the building is for sale could not be confirmed: the land register for November is not yet public, and the council did not answer the question."""

GERMAN = """Brücke am Markt gesperrt

Die Stadt hat am Montag die Brücke am Markt gesperrt, weil ein Lager gebrochen ist, sagte die Ingenieurin Anna Weber. „Wir wissen noch nicht, wie lange es dauert“, sagte sie der Zeitung.

Nach Angaben der Stadtwerke fahren die Busse jetzt über den Ring. Ein Anwohner, der seinen Namen nicht nennen wollte, sprach von einer skandalösen Schlamperei der Verwaltung.

Die Opposition behauptete, dass die Gefahr seit Jahren bekannt war. Der Prüfbericht vom Mai nennt das Lager „kritisch“, und er ist auf der Seite der Stadt zu lesen."""

GERMAN_LONG = (
    GERMAN
    + """

Markus Lehmann, der Sprecher der Stadt, sagte am Dienstag, die Brücke werde frühestens im März wieder geöffnet. Er nannte keine Kosten. „Das Geld ist da“, sagte er.

Ein Mitarbeiter des Bauamts, der nicht genannt werden will, weil er um seine Stelle fürchtet, sagte am Telefon, ein Kollege habe schon im Sommer gewarnt. Die Warnung sei im Papierkorb verschwunden.

Nach einem Gutachten des Büros Stein, das seit Mittwoch öffentlich ist, trägt die Brücke noch 3,5 Tonnen. Früher waren es 12 Tonnen. Händler am Markt klagten, dass ihr Umsatz eingebrochen ist.

Die Verwaltung hat die Bürger schamlos belogen. Das ist ein Skandal ohne Beispiel, behauptete der Stadtrat Jens Voss von der Opposition.

Am Donnerstag zählte die Polizei 1400 Fahrzeuge auf dem Ring, doppelt so viele wie sonst. Ob die Brücke gerettet werden kann, ist nicht bekannt. Der Stadtrat entscheidet am 9. Dezember."""
)
GERMAN_MARKS = {
    "sources": (
        ("die Ingenieurin Anna Weber", "named"),
        ("Angaben der Stadtwerke", "institution"),
        ("Ein Anwohner, der seinen Namen nicht nennen wollte", "vague"),
        ("Die Opposition", "collective"),
        ("Der Prüfbericht vom Mai", "document"),
        ("Markus Lehmann, der Sprecher der Stadt", "named"),
        ("Ein Mitarbeiter des Bauamts, der nicht genannt werden will", "role"),
        ("einem Gutachten des Büros Stein", "document"),
        ("Händler am Markt", "collective"),
        ("Die Verwaltung hat die Bürger schamlos belogen.", "unattributed"),
        ("der Stadtrat Jens Voss von der Opposition", "named"),
        ("die Polizei", "institution"),
    ),
    "language": (
        ("skandalösen", "emotive"),
        ("Schlamperei", "label"),
        ("behauptete", "reporting_verb"),
        ("kritisch", "fair"),
        ("im Papierkorb verschwunden", "metaphor"),
        ("eingebrochen", "metaphor"),
        ("schamlos", "emotive"),
        ("belogen", "factive"),
        ("Skandal ohne Beispiel", "intensity"),
        ("nicht bekannt", "fair"),
        ("keine Kosten", "fair"),
        ("doppelt so viele wie sonst", "fair"),
    ),
    "claims": (
        ("die Brücke am Markt gesperrt", "event", "then", "2"),
        ("ein Lager gebrochen ist", "event", "then", "2"),
        ("fahren die Busse jetzt über den Ring", "state", "then", "1"),
        ("die Gefahr seit Jahren bekannt war", "state", "later", "2"),
        ("die Brücke werde frühestens im März wieder geöffnet", "prediction", "later", "2"),
        ("Das Geld ist da", "state", "then", "2"),
        ("ein Kollege habe schon im Sommer gewarnt", "said", "in_principle", "2"),
        ("trägt die Brücke noch 3,5 Tonnen", "quantity", "then", "2"),
        ("Früher waren es 12 Tonnen", "quantity", "then", "1"),
        ("ihr Umsatz eingebrochen ist", "quantity", "later", "1"),
        ("Das ist ein Skandal ohne Beispiel", "value", "no", "0"),
        ("zählte die Polizei 1400 Fahrzeuge auf dem Ring", "quantity", "then", "1"),
        ("Der Stadtrat entscheidet am 9. Dezember", "prediction", "later", "1"),
    ),
}


def mark_german(article: Article, annotator: str) -> drafts.Draft:
    """GERMAN_LONG marked by hand, without the machine reader."""
    draft = drafts.read_draft(article, annotator)
    for layer, marks in GERMAN_MARKS.items():
        for words, label, *more in marks:
            attrs = {"voice": "reporter"} if layer == "language" else dict(zip(("checkable", "worth"), more))
            draft.spans[layer].append(span(article, layer, words, label, **attrs))
    drafts.save(draft)
    return draft


@pytest.fixture
def root(tmp_path, monkeypatch):
    """An empty articles folder of one's own."""
    folder = tmp_path / "kit" / "articles"
    folder.mkdir(parents=True)
    (folder / ".keep").touch()
    monkeypatch.setenv("WHO_SAYS_SO_ARTICLES", str(folder))
    forget()
    yield folder
    forget()


@pytest.fixture
def shelter(root) -> Article:
    return new_article(intake.tidy(SHELTER).text, {"outlet": "Marrowick Post"}, slug="shelter")[0]


def span(article: Article, layer: str, words: str, label: str, **attrs) -> dict:
    at = article.text.index(words)
    return {"id": f"{layer}-{at}", "start": at, "end": at + len(words), "label": label, "attrs": attrs}


def mark_shelter(article: Article, annotator: str, without: tuple[str, ...] = ()) -> drafts.Draft:
    """A whole pass on SHELTER by somebody who follows the reader where it is sure, and adds what it misses."""
    draft = drafts.read_draft(article, annotator)
    for mark in read_suggestions(article):
        if mark["tier"] == "sure" and mark["text"] not in {"woke", *without}:
            drafts.take_over(draft, mark["layer"], mark)
    draft.spans["language"] += [
        span(article, "language", "betrayal", "emotive", voice="reporter"),
        span(article, "language", "secretly", "emotive", voice="paraphrased"),
        span(article, "language", "beyond economic repair", "fair"),
    ]
    draft.spans["sources"] += [
        span(article, "sources", "The closure is a brutal betrayal of the poorest people in the city.", "unattributed")
    ]
    last = draft.spans["language"][-1]
    draft.notes[f"language:{last['start']}-{last['end']}"] = "The report's own grade: another word would lose it."
    for layer, needed in (("language", {"voice": "reporter"}), ("claims", {"checkable": "then", "worth": "1"})):
        draft.spans[layer] = drafts.fill(article, layer, draft.spans[layer])
        for one in draft.spans[layer]:
            one["attrs"] = {**needed, **one["attrs"]}
    drafts.save(draft)
    return draft


def give_more(draft: drafts.Draft) -> drafts.Draft:
    """The optional page filled in: the four dimensions for every source, and two that pass on what others said."""
    article = draft.article
    told_by = {
        "A man who had slept": "staff",
        "Volunteers from": "A flood of complaints",
        "One official": "The official, who was not authorised to speak",
    }
    for n, one in enumerate(s for s in draft.spans["sources"] if s["label"] != "unattributed"):
        here, words = drafts.place("sources", one), article.text[one["start"] : one["end"]]
        mark = next(m for m in drafts.marks_of(draft) if (m["start"], m["end"], m["layer"]) == (one["start"], one["end"], "sources"))
        fields = {
            f"{here}/proximity": ("saw_it", "was_told", "cannot_tell")[n % 3],
            f"{here}/stake": ("party", "affected", "institution", "cannot_tell")[n % 4],
            f"{here}/reason": ("not_needed", "none", "stated")[n % 3],
            f"{here}/channel": ("phone", "not_stated", "document")[n % 3],
        }
        if mark.get("content"):
            fields[f"{here}/content"] = mark["content"]["text"]
        fields |= {f"{here}/relays": v for k, v in told_by.items() if words.startswith(k)}
        assert desk_more.take(draft, one, fields) == ""
        one["attrs"] = {**one["attrs"], "D": str(n % 5)}
    drafts.save(draft)
    return draft
