"""Who told whom: the person who spoke to the reporter, the one behind them, and the steps in between.

An item with `"ask": ["outer"]` asks for the first alone: most statements are told directly, and three answers that are always the same test nothing.
"""

from __future__ import annotations

from .._base import ExerciseType
from ..writing._authored import repairs_of
from ._choice_keys import ChoiceKeys
from ._choices import ChoiceExplainer, ChoiceForm, ChoiceScorer

DIRECT = "direct"
PARTS = ("outer", "inner", "depth")
MOST = 100  # characters of the words that name a source and say that it spoke


class WhoToldWhomForm(ChoiceForm):
    def questions(self, exercise, article) -> list[dict]:
        voices = [(v["id"], v["name"], "") for v in exercise.options["voices"]]
        behind = [(DIRECT, "nobody: they speak for themselves", "The source passes on nobody else’s words.")] + [
            (v["id"], v["name"], "") for v in exercise.options["behind"]
        ]
        depth = [
            ("0", "0: told directly", "The source speaks of what they know or think themselves."),
            ("1", "1: one person in between", "The source passes on what another person knows or thinks."),
            ("2", "2: two people in between", "The source passes on what that other person has from somebody else."),
        ]
        asked = []
        for item in self.items(exercise, article):
            place = {"block": item["id"], "start": item["start"], "end": item["end"]}
            parts = {
                "outer": {"label": "Who told the reporter?", "options": voices},
                "inner": {"label": "And who told them?", "options": behind},
                "depth": {"label": "How many steps of hearsay?", "options": depth},
            }
            asked += [{"id": f"{item['id']}-{part}", **parts[part], **place} for part in _parts(item)]
        return asked


class WhoToldWhomKeys(ChoiceKeys):
    def ballots(self, exercise, article, votes) -> dict:
        cast: dict = {}
        places = _places(exercise, votes)
        for item in self.form.items(exercise, article):
            for one in votes.passes:
                mark = _saying(one, item)
                if mark is None:
                    continue
                relays = mark.get("relays")
                inner = _nearest(exercise.options["behind"], relays, places) if relays else DIRECT
                depth = max(mark.get("depth", 0), _steps(relays))
                for part, value in (("outer", _nearest(exercise.options["voices"], mark, places)), ("inner", inner), ("depth", str(depth))):
                    if part in _parts(item):
                        cast.setdefault(f"{item['id']}-{part}", []).append((one.annotator, value, mark.get("note")))
        return cast

    def build_key(self, exercise, article, votes) -> dict:
        """Return the key, with the phrase for whoever stands behind the person behind the source, where readers named one."""
        key = super().build_key(exercise, article, votes)
        for item in self.form.items(exercise, article):
            relays = [mark["relays"] for one in votes.passes if (mark := _saying(one, item)) and mark.get("relays")]
            cues = [_who_said(article, mark) for one in votes.passes if (mark := _saying(one, item)) and mark.get("cue")]
            if cues and (asked := key["questions"].get(f"{item['id']}-outer")):
                asked["cue"] = max(sorted(set(cues)), key=cues.count)
            named = [r["relays"]["text"] for r in relays if r.get("relays")]
            if named and (asked := key["questions"].get(f"{item['id']}-depth")):
                asked["last"] = max(named, key=named.count)
        return key


class WhoToldWhomExplainer(ChoiceExplainer):
    next_try = "Read backwards from the reporter: who spoke to the reporter? Did that person see it, or hear it from somebody?"

    def why(self, exercise, key, item, note: str) -> str:
        """Return the chain itself, which answers each of the three questions."""
        statement, part = item.id.rsplit("-", 1)
        chain = chains(exercise, key).get(statement)
        if chain is None:
            return ""
        if part == "outer":
            cue = key["questions"][item.id].get("cue")
            return (f"“{cue}” ties this to" if cue else "The words of saying belong to") + f" {chain['people'][1]}."
        said = f"From the reporter backwards: {' ← '.join(chain['people'])}."
        if part == "inner":
            return said if len(chain["people"]) > 2 else f"{said} Nobody else’s words are passed on."
        last = key["questions"][item.id].get("last")
        behind = f", {last}" if last else ""
        return {
            "0": f"{said} No step of hearsay.",
            "1": f"{said} The words were passed on once on their way.",
            "2": f"{said} Behind the last of them stands one more{behind}, so the words were passed on twice.",
        }.get(chain["depth"], said)


def chains(exercise, key) -> dict[str, dict]:
    """Return per statement the people it came through, from the reporter backwards, and its depth, as the key has them."""
    names = {v["id"]: v["name"] for v in [*exercise.options["voices"], *exercise.options["behind"]]}
    found = {}
    for item in exercise.options["items"]:
        outer, inner, depth = (key["questions"].get(f"{item['id']}-{part}", {}).get("right") for part in PARTS)
        if outer and _parts(item) == ["outer"]:
            found[item["id"]] = {"people": ["the reporter", names[outer[0]]], "depth": "", "text": item["text"], "start": item["start"]}
        elif outer and inner and depth:
            people = ["the reporter", names[outer[0]], *([names[inner[0]]] if inner[0] != DIRECT else [])]
            found[item["id"]] = {"people": people, "depth": depth[0], "text": item["text"], "start": item["start"]}
    return found


def _parts(item: dict) -> list[str]:
    return item.get("ask") or list(PARTS)


def _steps(relays: dict | None) -> int:
    """How many people stand between the source and what was first said: a relay may pass on another's words."""
    return 1 + _steps(relays.get("relays")) if relays else 0


def _saying(one, item: dict) -> dict | None:
    """The attribution whose content lies on the item's words."""

    def shared(m):
        c = m["content"]
        return max(0, min(c["end"], item["end"]) - max(c["start"], item["start"]))

    said = [m for m in one.layer("sources") if m.get("content") and m["kind"] != "unattributed"]
    best = max(said, key=shared, default=None)
    return best if best and 2 * shared(best) >= item["end"] - item["start"] else None


def _who_said(article, mark: dict) -> str:
    """Return the words by which somebody says something, such as «she said»; the verb alone where they stand far apart."""
    a, b = min(mark["start"], mark["cue"]["start"]), max(mark["end"], mark["cue"]["end"])
    near = b - a <= MOST and not set("“”\n") & set(article.text[a:b])
    return article.text[a:b] if near else mark["cue"]["text"]


def _nearest(voices: list[dict], span: dict, places: dict) -> str | None:
    return next(
        (v["id"] for v in voices if any(a < span["end"] and span["start"] < b for a, b in places.get(v["id"], v.get("at", ())))), None
    )


def _places(exercise, votes) -> dict:
    """Where each voice stands in the text: with the teacher for a sealed exercise, since it gives the answer away; else in what is asked."""
    return repairs_of(votes).get("voices", {}).get(f"{exercise.assignment}/{exercise.id}", {})


TYPE = ExerciseType.of(WhoToldWhomForm, WhoToldWhomKeys, ChoiceScorer, WhoToldWhomExplainer)
