"""A plan to check one claim, in seven slots. The machine gives hints; the marks are the teacher's, slot by slot.

Hints come from word lists, which a good plan can miss and a deadly one can meet. So a plan has no level and no tick. A step that could lead somebody
to a source is warned of, with the reason; where nothing is said the plan may still kill, and the page says so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from helpers.scoring import ACCEPTED, EMPTY, WRONG, ItemScore

from .._base import ExerciseType
from .._parts import Explanation
from ..writing._copies import copied, copy_said
from ..writing._safety import ASKED, CAREFUL, TITLE
from ..writing._written import WrittenExplainer, WrittenForm, WrittenKeys, WrittenScorer, asked, question

MAX = 600
LEAST = {"claim": 4, "mind": 4, "origin": 4, "records": 2, "order": 4, "stop": 3, "verdict": 3}  # words; a record can be named in two
# id, title, help, what is asked back, next try
SLOTS = (
    (
        "claim",
        "1 Say the claim so that it could be false",
        "One claim, with its who, what, when, where or how many.",
        "Which word in it could turn out wrong: how many, since when, compared with what?",
        "Add the word that could turn out wrong: how many, since when, compared with what?",
    ),
    (
        "mind",
        "2 What would change your mind?",
        "Name what you would have to find to think otherwise.",
        "Could you finish “I would think otherwise if …” with something that can be found?",
        "Finish this sentence: “I would think otherwise if …”",
    ),
    (
        "origin",
        "3 Go back to the first telling",
        "Who said it first? How many separate origins are there?",
        "For each telling: did this person see it, or hear it from another who is on your list already?",
        "For each telling ask: did this person see it, or hear it from another who is on my list already?",
    ),
    (
        "records",
        "4 Which records fit this claim?",
        "An event: place, time, image, second witness. A number: who counted, how. A motive: mostly only what was said.",
        "Is this something that could be held in a hand: a picture, a list, a count?",
        "What trace would this leave if it were true: a picture, a list, a count, a second witness?",
    ),
    (
        "order",
        "5 In which order, and who could be harmed?",
        "Cheap and safe steps first. No step may lead anybody to a source.",
        "Is the first step cheap and public? For each step: who could be harmed by it?",
        "Begin with what is public and costs nothing. Ask of each step: who could be harmed by it?",
    ),
    (
        "stop",
        "6 When do you stop?",
        "A rule that you set before you begin.",
        "Could somebody else stop at the same moment by this rule?",
        "For instance: “two independent records, or two hours, whichever comes first”.",
    ),
    (
        "verdict",
        "7 Verdict, date, confidence",
        "What you can say by now, on which day, and how sure you are from 0 to 100.",
        "Are all three there: what, on which day, and how sure?",
        "For instance: “On 16 October: contested, 60 sure.”",
    ),
)
_WHO = r"(?:the |this |that )?(?:resident|source|caller|officer|speaker|witness|man|woman|person|him|her|them|he|she|they)"
_ONE = r"(?:(?:the|this|that|our|same|first|other|another|unnamed) )*(?:resident|source|caller|speaker|informant|eye-?witness|him|her)\b(?! (?:knows|said|saw))"
UNSAFE = (
    (
        rf"\b(?:call|ring|phone|telephon|contact|messag|text|writ|ask|meet|visit|interview|reach|question|speak|talk|go back|return|get back|send word)(?:e|s|es|ed|ing)? (?:(?:up|back|to|with|again|once|more) )*{_ONE}",
        "each call or visit can be watched, and it asks the person to take the risk again",
    ),
    (
        r"\b(?:ask|get|have|let|tell|want)(?:s|ed|ing)? (?:\w+ ){1,4}to (?:film|photograph|record|send|take|shoot|go (?:out|and|back))",
        "who films, records or sends something can be caught doing it, and the picture shows from where it was taken",
    ),
    (
        r"\bfrom (?:his|her|their|the resident['’]s) (?:own )?(?:window|roof|balcony|house|home|flat|car|phone)\b",
        "it shows where the person lives",
    ),
    (
        rf"\b(?:find out|learn|reveal|publish|print|spread|share|expose|name|work out|identify|establish) (?:who |exactly who )?{_WHO}\b(?! (?:say|said|tell|told|count|saw|heard)\w*)",
        "it sets out to find or to name the person who spoke",
    ),
    (
        r"\b(?:real|full|true) names?\b|\b(?:his|her|their|the (?:resident|source|officer|caller)['’]s) (?:name|identity|address|face|photo\w*|phone number|number|house|home|street|workplace|family|relatives|neighbours?)\b",
        "names, places and relatives lead to the person",
    ),
    (
        r"\b(?:trace|track|locate|record) (?:the |this |that |his |her |their )?(?:phone|call|caller|number)\b",
        "a traced call leads to the caller",
    ),
    (
        r"\b(?:post|publish|put|upload|tweet) (?:\w+ ){0,6}(?:on|to) (?:social media|facebook|twitter|x|telegram|the internet|instagram|tiktok)\b",
        "what is posted can be read by those whom the source fears",
    ),
)
_NOT = r"\b(?:never|not|no|don['’]t|do not|without|avoid\w*|instead of|nobody|must not|refuse|keep out|leave out|hide|protect\w*|rather than)\b[^.;!?]{0,60}$"


class MarkedPlanForm(WrittenForm):
    layer = "claims"
    longest = MAX

    def blocks(self, exercise, article) -> list[dict]:
        item = exercise.options["claim"]
        a, b = article.paragraphs[article.paragraph_of(item["start"]) - 1]
        body = [
            {"kind": "quote", "title": f"Paragraph {article.paragraph_of(item['start'])}", "text": article.text[a:b]},
            {"kind": "p", "text": f"Plan how to check this: “{item['text']}”"},
            {
                "kind": "note",
                "text": "You have no internet here, and you need none: a plan is marked, not a search. One or two sentences in each slot will do.",
            },
        ]
        fields = [{"id": i, "kind": "text", "label": title, "help": tip, "rows": 2, "maxlength": MAX} for i, title, tip, *_ in SLOTS]
        return [{"id": "plan", "heading": "Your plan", "body": body, "fields": fields}]

    def why_unreadable(self, exercise, article, value) -> str | None:
        fields = value.get("fields") if isinstance(value, dict) else None
        if not isinstance(fields, dict) or not all(isinstance(fields.get(i, ""), str) for i, *_ in SLOTS):
            return "The answer is not a plan in seven slots."
        long = next((title for i, title, *_ in SLOTS if len(fields.get(i, "")) > MAX), None)
        return f"“{long}” is longer than {MAX} characters." if long else super().why_unreadable(exercise, article, value)

    def parts(self, exercise, article, value) -> list[tuple[str, str]]:
        """Slot by slot for the teacher, the empty ones too; a step that looks unsafe is pointed out, the teacher decides."""
        told = []
        for slot, title, *_ in SLOTS:
            text = value["fields"].get(slot, "").strip()
            danger = unsafe(" ".join(text.split()), exercise.options.get("danger", []))
            told.append((f"{title} [Look here: “{danger[0]}”, {danger[1]}]" if danger else title, text or "(nothing)"))
        return told + [p for p in super().parts(exercise, article, value) if p[0].endswith(ASKED)]


class MarkedPlanKeys(WrittenKeys):
    def build_key(self, exercise, article, votes) -> dict:
        return super().build_key(exercise, article, votes) | {
            "danger": exercise.options.get("danger", []),
            "claim": exercise.options["claim"]["text"],
        }


class MarkedPlanScorer(WrittenScorer):
    def hints(self, exercise, key, fields) -> list:
        """Return a hint for each step: a warning, a copy and a text too short are named, all else is answered with a question, for no list can tell a good step."""
        outcomes = []
        for slot, *_ in SLOTS:
            text = " ".join(fields.get(slot, "").split())
            if not text:
                outcomes.append(ItemScore(slot, EMPTY))
            elif danger := unsafe(text, key["danger"]):
                outcomes.append(ItemScore(f"{slot}.safety", WRONG, given=danger))
            elif (changed := copied(key["claim"], text)) is not None or _bare(text) in _bare(key["claim"]):
                outcomes.append(ItemScore(slot, WRONG, given=(str(changed or 0),)))
            else:
                outcomes.append(ItemScore(slot, WRONG) if len(text.split()) < LEAST[slot] else question(slot, 1.0))
        return outcomes


class MarkedPlanExplainer(WrittenExplainer):
    def explain(self, exercise, article, key, item) -> Explanation:
        slot = item.id.removesuffix(".safety")
        _, title, tip, back, step = next(s for s in SLOTS if s[0] == slot)
        base = Explanation(title=title, field=slot, kind="info", word="Look again")
        if slot != item.id:
            words, why = item.given
            return replace(
                base,
                title=TITLE,
                word=CAREFUL,
                sentences=[
                    f"“{words}”: this step could put somebody in danger, because {why}.",
                    "Rule: no claim is worth a source. A person who speaks from a place where speaking is punished trusted the reporter.",
                ],
                next="Take the step out. Look for a trace that nobody needs to be asked for: a picture, a list, a public record.",
            )
        if item.outcome == ACCEPTED:
            return replace(asked(title, back), field=slot)
        if item.outcome == EMPTY:
            return replace(base, sentences=[f"Nothing here yet. {tip}"], next=step, word="Nothing here yet")
        return replace(base, sentences=[copy_said(item.given[0]) if item.given else "This is too short to act on."], next=step)


@lru_cache(maxsize=64)
def _watched(danger: tuple[str, ...]) -> list[tuple]:
    asked = [
        (
            rf"\b(?:ask|call|phone|contact|tell|show|interview|confront|write to|send \w+ to) (?:\w+ ){{0,4}}{re.escape(_small(name))}\b",
            "whoever is asked there starts to look for the one who spoke",
        )
        for name in danger
    ]
    return [(re.compile(pattern), why) for pattern, why in (*UNSAFE, *asked)]


def _small(text: str) -> str:
    """The text in small letters, one for one, so that places in it stay: looking there is several times faster than in either case."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def unsafe(text: str, danger: list[str]) -> tuple[str, str] | None:
    """Return the words that could lead somebody to a source, and why; None where there are none or the plan rules them out."""
    small = _small(text)
    for pattern, why in _watched(tuple(danger)):
        for hit in pattern.finditer(small):
            if not re.search(_NOT, text[: hit.start()], re.I):
                return re.split(r"[.;!?]", text[hit.start() :])[0][:80].strip(), why
    return None


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


TYPE = ExerciseType.of(MarkedPlanForm, MarkedPlanKeys, MarkedPlanScorer, MarkedPlanExplainer)
