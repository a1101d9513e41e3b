"""What does this version do? Repairs and lines of a “how we know” box, each with one merit or one fault to be named."""
from __future__ import annotations

from ._authored import AuthoredType, card_parts, whole_article

VERDICTS = {
    "repair": (
        ("full", "Full and safe: tells what a reader needs, and leads to nobody"),
        ("thin", "Still thin: a reader can judge it no better than before"),
        ("exposes", "Exposes: somebody could be found by it"),
        ("adds", "Adds: claims something that nobody told the reporter"),
        ("drops", "Drops: a fact or a limit of the original is gone"),
    ),
    "line": (
        ("stands", "It can stand: the article bears it out, and it helps a reader"),
        ("more", "It claims more than the article shows"),
        ("exposes", "It could lead somebody to a source"),
        ("empty", "It says nothing that a reader could use"),
    ),
    "correction": (
        ("sound", "It can be printed: what was wrong, what is right, since when"),
        ("hides", "It hides: a reader does not learn what was wrong, or what is right"),
        ("over", "It goes further than the card"),
        ("excuse", "It excuses or defends the newspaper"),
    ),
}
SHORT = {"full": "“full and safe”", "thin": "“still thin”", "exposes": "“exposes”", "adds": "“adds”", "drops": "“drops”",
         "stands": "“it can stand”", "more": "“claims more”", "empty": "“says nothing”",
         "sound": "“it can be printed”", "hides": "“hides”", "over": "“goes further”", "excuse": "“excuses”"}


class WriteJudge(AuthoredType):
    flags = ("thin", "exposes", "adds", "drops", "more", "empty", "hides", "over", "excuse")
    next_try = "Put your finger on the word that decides."

    def choices(self, exercise, item) -> list[tuple]:
        return [(i, n, SHORT[i]) for i, n in VERDICTS[exercise.options["ask"]]]

    def asked(self, item) -> str:
        return f"“{item['version']}”"

    def title(self, item) -> str:
        words = item["version"]
        return words if len(words) < 60 else words[: words.rfind(" ", 0, 60)] + " …"

    def view(self, exercise, article) -> dict:
        """The lines stand together under the words that they are about, so that the same paragraph is not read seven times."""
        fields, about = [self.field(q) for q in self.questions(exercise, article)], self.items(exercise, article)[0]
        if exercise.options["ask"] == "line":
            body = whole_article(article)
        else:
            n = article.paragraph_of(about["start"])
            a, b = article.paragraphs[n - 1]
            card = exercise.options.get("card")
            body = [{"kind": "quote", "title": f"Paragraph {n}", "text": article.text[a:b]}, *card_parts(article, [card] if card else [])]
        heads = {"repair": "The original", "line": "The article", "correction": "The article, and the card that came later"}
        versions = {"repair": "The repairs", "line": "Lines for the box “How we know”", "correction": "The corrections"}
        return {"blocks": [{"id": "original", "heading": heads[exercise.options["ask"]], "body": body, "fields": []},
                           {"id": "versions", "heading": versions[exercise.options["ask"]], "body": [], "fields": fields}]}


TYPE = WriteJudge()
