"""What the tests of a teacher's own article share: a text, and a marker who takes the reader's sure suggestions over and adds some."""
from __future__ import annotations

import pytest

from helpers.article import Article
from helpers.authoring import drafts, intake
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
    draft.spans["language"] += [span(article, "language", "betrayal", "emotive", voice="reporter"), span(article, "language", "secretly", "emotive", voice="paraphrased"),
                                span(article, "language", "beyond economic repair", "fair")]
    draft.spans["sources"] += [span(article, "sources", "The closure is a brutal betrayal of the poorest people in the city.", "unattributed")]
    draft.notes["language:%(start)d-%(end)d" % draft.spans["language"][-1]] = "The report's own grade: another word would lose it."
    for layer, needed in (("language", {"voice": "reporter"}), ("claims", {"checkable": "then", "worth": "1"})):
        draft.spans[layer] = drafts.fill(article, layer, draft.spans[layer])
        for one in draft.spans[layer]:
            one["attrs"] = {**needed, **one["attrs"]}
    drafts.save(draft)
    return draft
