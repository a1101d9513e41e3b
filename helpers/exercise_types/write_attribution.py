"""Write the missing attribution: repair one sentence as fully as safety allows.

The machine gives hints and no marks: it looks for a role, a way of knowing, a reason and for anything that could expose a person.
Word lists cannot judge a sentence, so the marks are the teacher's, by the rubric in `exercises.json`.
"""
from __future__ import annotations

import re

from ..score import RIGHT, WRONG, ItemScore
from ._base import ExerciseType

FIELD = "text"
MAX = 1200

ROLE = r"\b(resident|worshipper|shopkeeper|driver|teacher|nurse|doctor|officer|soldier|official|clerk|worker|employee|technician|engineer|student|" \
       r"parent|mother|father|neighbou?r|witness|man|woman|person|people|member|manager|owner|trader|farmer|relative|colleague|staff)s?\b"
KNOWING = r"\b(saw|seen|see|watched|heard|hear|was there|were there|attended|present|took part|counted|told (?:by|him|her|them)|read|was told|met|" \
          r"works?|worked|lives?|inside|in the (?:mosque|room|street|city)|with (?:his|her|their) own|passes|drives|by phone|reached by|spoke|interviewed|separately)\b"
REASON = r"\b(because|fear\w*|afraid|risk\w*|danger\w*|safety|safe|reprisal\w*|punish\w*|kill\w*|retaliat\w*|protect\w*|lose (?:his|her|their)|" \
         r"not (?:be |to be )?named|unnamed|anonym\w*|condition that|withh\w+|asked not|could be)\b"
EXPOSING = (
    (r"\b(?:Mr|Mrs|Ms|Dr|Sheikh|Captain|Colonel|Major|Abu|Umm)\.? [A-Z]\w+", "a personal name or title"),
    (r"\b(?:named|called|whose name is) [A-Z]\w+", "a personal name"),
    (r"\b(?:aged? \d+|\d+[- ]year[- ]old|, \d{2},)", "an age"),
    (r"\b\d{1,4} [A-Z]\w+ (?:Street|Road|Avenue|Lane)\b|\b(?:street|house|apartment|flat) (?:number )?\d+", "an address"),
    (r"\+?\d[\d\s/-]{6,}\d", "a telephone number"),
    (r"\b(?:only|sole) (?:\w+ )?(?:doctor|teacher|baker|imam|worshipper|resident|clerk|driver|officer)\b", "a description that fits one person only"),
    (r"\b(?:his|her) (?:brother|sister|wife|husband|father|mother|son|daughter)\b", "a family tie"),
)


class WriteAttribution(ExerciseType):
    manual = True

    def view(self, exercise, article) -> dict:
        item = exercise.options["sentence"]
        a, b = article.paragraphs[article.paragraph_of(item["start"]) - 1]
        field = {"id": FIELD, "kind": "text", "label": "Your sentence or two", "rows": 5, "maxlength": MAX,
                 "help": "Say who speaks as closely as is safe, how they know, and why there is no name."}
        body = [{"kind": "quote", "text": article.text[a:b]}, {"kind": "p", "text": f"Repair this: “{item['text']}”"}]
        if exercise.rubric:
            body.append({"kind": "note", "text": "Your teacher marks: " + "; ".join(exercise.rubric)})
        return {"blocks": [{"id": "write", "heading": "Write it better", "body": body, "fields": [field]}]}

    def problem(self, exercise, article, value) -> str | None:
        text = value.get("fields", {}).get(FIELD) if isinstance(value, dict) and isinstance(value.get("fields"), dict) else None
        if not isinstance(text, str):
            return "The answer is not a text."
        return f"The text is longer than {MAX} characters." if len(text) > MAX else None

    def is_empty(self, value) -> bool:
        return super().is_empty(value) or value.get("fields", {}).get(FIELD) in (None, "")

    def has_votes(self, exercise, votes) -> bool:
        return True

    def build_key(self, exercise, article, votes) -> dict:
        return {"safe": exercise.options.get("safe", ""), "facts": exercise.options.get("facts", [])}

    def target(self, exercise, article, votes, key) -> float:
        return 1.0

    def raw(self, exercise, key, value) -> tuple:
        text = value["fields"][FIELD]
        seen = [("role", ROLE), ("knowing", KNOWING), ("reason", REASON)]
        outcomes = [ItemScore(name, RIGHT if (hit := re.search(pattern, text, re.I)) else WRONG, credit=float(bool(hit)), given=(hit.group(0),) if hit else ())
                    for name, pattern in seen]
        exposed = [(hit.group(0), what) for pattern, what in EXPOSING if (hit := re.search(pattern, text))]
        outcomes.append(ItemScore("safety", WRONG if exposed else RIGHT, credit=float(not exposed), given=exposed[0] if exposed else ()))
        lost = [fact for fact in key["facts"] if not any(re.search(rf"\b{re.escape(form)}", text, re.I) for form in fact.split("|"))]
        outcomes.append(ItemScore("facts", WRONG if lost else RIGHT, credit=float(not lost), given=tuple(f.split("|")[0] for f in lost)))
        return sum(o.credit for o in outcomes) / len(outcomes), outcomes, {}

    def solved(self, exercise, key) -> dict:
        return {"fields": {FIELD: exercise.options.get("model", "")}}

    WORDS = {
        "role": ("Who speaks", "You say who speaks: “{0}”.", "No word here says what kind of person speaks.", "Add a role that many people share."),
        "knowing": ("How they know", "You say how the source knows: “{0}”.", "A reader cannot tell how this person knows.", "Did they see it, take part, or hear it from others? Say which."),
        "reason": ("Why no name", "You give the reason: “{0}”.", "Nothing says why the name is missing.", "One clause is enough: what could happen to the person?"),
        "safety": ("Nobody exposed", "Nothing here points to one person.", "“{0}” is {1}: it could lead to the person.", "Take it out, or make it fit many people."),
        "facts": ("The facts stay", "What was reported is still there.", "This is missing now: {0}.", "A repair adds; it does not drop what was reported."),
    }

    def explain(self, exercise, article, key, item) -> dict:
        title, good, bad, step = self.WORDS[item.id]
        given = list(item.given) + ["", ""] if item.id != "facts" else [", ".join(item.given)]
        said = [good.format(*given) if item.outcome == RIGHT else bad.format(*given)]
        return {"title": title, "quote": "", "sentences": said, "votes": "", "next": "" if item.outcome == RIGHT else step, "field": FIELD}

    def examples(self, exercise, article, key) -> dict:
        return {"right": self.solved(exercise, key), "half": {"fields": {FIELD: "A resident said it."}}, "wrong": {"fields": {FIELD: "It was said."}},
                "unreadable": {"fields": {FIELD: 7}}, "flag_all": {"fields": {FIELD: "Fake news!"}}, "flag_none": {"fields": {}}}


TYPE = WriteAttribution()
