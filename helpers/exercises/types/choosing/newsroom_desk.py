"""The newsroom desk: seven checks on an unnamed source, whether anonymity is right, and how the writer handled it."""

from __future__ import annotations

from dataclasses import replace

from helpers.articles import codebook

from .._base import ExerciseType
from .._parts import Explanation
from ._choice_keys import ChoiceKeys
from ._choices import DOUBTS, PASSES, REVERSED, TRUSTS, ChoiceExplainer, ChoiceForm, ChoiceScorer

# What decides each check, by its right answer. The desk's notes speak of a source as a whole; these speak of one check.
LONG = 44  # words of a rule and a note together; with the answers that are named before them, an explanation has at most 60
DECIDES = {
    "A1": {
        "met": "It matters to the story, and nobody could have said it under a name.",
        "not_met": "Somebody could have said this under a name, or little turns on it.",
        "cannot_tell": "The article does not show whether anybody was asked to say it under a name.",
    },
    "A2": {
        "met": "What comes from cover is fact: something seen, heard or done.",
        "not_met": "What comes from cover is a judgement, a forecast or an attack, and nobody can be held to it.",
        "cannot_tell": "Fact and judgement cannot be told apart in what this source says.",
    },
    "A3": {
        "met": "The words of the article show how this source can know it.",
        "not_met": "No words of the article show how this source could know it.",
        "cannot_tell": "The article does not say how this source knows it.",
    },
    "A4": {
        "met": "What can safely be said about this person is said.",
        "not_met": "Something that helps the reader and harms nobody was left out, or too much was said.",
        "cannot_tell": "Only the reporter knows whether more could safely have been said.",
    },
    "A5": {
        "met": "The article says why there is no name.",
        "not_met": "No words in the article say why there is no name. Perhaps you can guess the reason, but a guess is yours and not the writer’s.",
        "cannot_tell": "The article leaves open whether a reason was given.",
    },
    "A6": {
        "met": "A second source knows it in another way, and the article says so.",
        "not_met": "One voice stands alone here, or one person is shown as several.",
        "cannot_tell": "There may be more than one voice; how many, and whether they are independent, is not told.",
    },
    "A7": {
        "met": "The article says what could not be confirmed, or that it is second-hand.",
        "not_met": "The article does not say what was unconfirmed, single-source or second-hand.",
        "cannot_tell": "The article leaves open what was confirmed.",
    },
}


NEXT = {
    "anonymity": "Ask what a name would cost, and whom. Then ask what the public would not know without this source.",
    "handling": "Count what could safely have been added. At most one thing: sound. Two or three: thin. Four or more, or words that mislead: poor.",
    "findable": "Put the details together: role, place, date, habit, who was told what. How many people fit all of them?",
}


class NewsroomDeskForm(ChoiceForm):
    suspicious_options = ("not_met", "not_justified", "poor", "yes")

    def names(self, exercise) -> tuple[str, ...]:
        """Return what is asked about each source: all of the desk's questions, or those that `options.ask` names."""
        return tuple(
            exercise.options.get("ask", codebook.DESK)
        )  # “findable” is asked where an exercise names it: older desks do not answer it

    def questions(self, exercise, article) -> list[dict]:
        values = [(v.id, v.name, "") for v in codebook.CHECK_VALUES.values()]
        whole = {
            "findable": ("Could the person be found from what is told?", [(v.id, v.name, v.rule) for v in codebook.FINDABLE.values()]),
            "anonymity": ("Is it right to leave out the name?", [(v.id, v.name, v.rule) for v in codebook.ANONYMITY.values()]),
            "handling": ("How did the writer handle this source?", [(v.id, v.name, v.rule) for v in codebook.HANDLING.values()]),
        }
        asked = []
        for item in self.items(exercise, article):
            for name in self.names(exercise):
                place = {"id": f"{item['id']}-{name}", "block": item["id"], "start": item["start"], "end": item["end"]}
                if check := codebook.CHECKS.get(name):
                    asked.append({"label": f"{name} {check.name}", "help": check.rule, "options": values, **place})
                else:
                    asked.append({"label": whole[name][0], "options": whole[name][1], **place})
        return asked


class NewsroomDeskKeys(ChoiceKeys):
    def has_votes(self, exercise, votes) -> bool:
        return bool(votes.desks)

    def annotators(self, votes) -> list[str]:
        return [d["annotator"] for d in votes.desks]

    def ballots(self, exercise, article, votes) -> dict:
        cast: dict = {}
        for item in self.form.items(exercise, article):
            for desk in votes.desks:
                source = next((s for s in desk["sources"] if s["start"] < item["end"] and item["start"] < s["end"]), None)
                for name in self.form.names(exercise) if source else ():
                    if source.get(name) is None:
                        continue
                    why = source["why"]
                    if name == "A4":
                        more = "" if source[name] == "met" else f"Could be added safely: {source['could_add']} "
                        why = f"{more}Could not be added safely: {source['could_not_add']}"
                    elif name == "handling":
                        why = f"An editor would have added: {source['could_add']}"
                    cast.setdefault(f"{item['id']}-{name}", []).append((desk["annotator"], source[name], why))
            for one in votes.handlings:
                phrase = next((p for p in one["phrases"] if p["start"] < item["end"] and item["start"] < p["end"]), None)
                for name in ("findable", "handling"):
                    if phrase and name in self.form.names(exercise):
                        cast.setdefault(f"{item['id']}-{name}", []).append((one["annotator"], phrase[name], phrase.get("why", "")))
        return cast


class NewsroomDeskExplainer(ChoiceExplainer):
    next_try = "Which words in the article would make you say “met”? If there are none, ask: is it missing, or can a reader not know?"

    def why(self, exercise, key, item, note: str) -> str:
        """For a check, what decides it; the editors' reason comes with the two questions about the source as a whole."""
        name = item.id.rsplit("-", 1)[1]
        if name not in DECIDES:
            return note
        said = " ".join(DECIDES[name][v] for v in key["questions"][item.id]["right"])
        if name != "A4":
            return said
        both = f"{said} {note}"
        return both if len(both.split()) <= LONG else note

    def explain(self, exercise, article, key, item) -> Explanation:
        told = super().explain(exercise, article, key, item)
        step = NEXT.get(item.id.rsplit("-", 1)[1])
        return replace(told, next=step) if told.next and step else told

    def note(self, exercise, score) -> str:
        lean = self.lean(score)
        if lean == REVERSED:
            return "It is the other way round here: you faulted what readers let pass, and let pass what they faulted."
        if lean == DOUBTS:
            return (
                "You faulted everything that readers let pass. Anonymity can be right, and a check can be met: look for what is done well."
            )
        if lean in (TRUSTS, PASSES):
            return f"You let {'everything pass' if lean == TRUSTS else 'pass what readers faulted'}. A good reason for leaving out a name is no reason for telling the reader nothing else: look for what is missing."
        return super().note(exercise, score)


TYPE = ExerciseType.of(NewsroomDeskForm, NewsroomDeskKeys, ChoiceScorer, NewsroomDeskExplainer)
