"""Answers on which every exercise type is tried: right, half, wrong, unreadable, flag_all, flag_none. Made from the key, so that they fit any exercise."""

from __future__ import annotations

from helpers.articles import codebook
from helpers.exercises import Exercise, type_of
from helpers.exercises.types.evidence import inconsistent_figure, marked_plan, one_origin
from helpers.exercises.types.machine import list_entry, where_rules_break, word_list
from helpers.exercises.types.machine._listed import marks_of
from helpers.exercises.types.writing import heat_up, write_correction, write_repair

FIELD = "text"  # of an exercise with one text to write


def trial_answers(exercise: Exercise, article, key: dict) -> dict[str, dict]:
    """Return an answer by name; those of `flag_all` and `flag_none` take no reading, an `unreadable` one is refused."""
    kind = type_of(exercise.type)
    solved = kind.solved(exercise, key)
    if kind.shape == "spans":
        return _marks(kind, exercise, article, key, solved["spans"])
    own = OWN.get(exercise.type)
    made = _choices(kind, exercise, article, key, solved["fields"]) if "questions" in key else {}
    return {
        "right": solved,
        **made,
        "flag_none": {"fields": {}},
        **(_fields(own(kind, exercise, article, key, solved["fields"])) if own else {}),
    }


def _fields(given: dict) -> dict[str, dict]:
    return {name: {"fields": fields} for name, fields in given.items()}


# ---------------------------------------------------------------------------------------------------- marked words


def _marks(kind, exercise, article, key, solved: list[dict]) -> dict[str, dict]:
    """Half of the loaded words are more than full marks ask for: there “half” is the first third."""
    labels, everything = list(kind.form.labels()), kind.baseline_answers(exercise, article, key)
    core = [i for i in key["items"] if i["tier"] == "core"]
    misnamed = [{**s, "label": next(x for x in labels if x not in i["right"])} for s, i in zip(solved, core)]
    nowhere = [{"start": a, "end": b, "label": labels[0], "attrs": {}} for a, b in key["quiet"]]
    few = solved[: max(1, len(solved) // 3)] if exercise.type in ("mark_language", "machine_missed") else solved[::2]
    return {
        "right": {"spans": solved},
        "half": {"spans": few},
        "wrong": {"spans": nowhere or misnamed[:1]},
        "unreadable": {"spans": [{"start": -5, "end": 10**9, "label": "nonsense"}]},
        "flag_all": everything[0] if everything else {"spans": []},
        "flag_none": {"spans": []},
    }


# ---------------------------------------------------------------------------------------------------- questions


def _choices(kind, exercise, article, key, solved: dict) -> dict[str, dict]:
    wrong = {f: next((o for o in q["options"] if o not in q["right"]), None) for f, q in key["questions"].items() if q["right"]}
    suspicious = _suspicious(kind, exercise.type, key["questions"])
    return {
        "half": {"fields": dict(list(solved.items())[::2])},
        "wrong": {"fields": {f: v for f, v in wrong.items() if v is not None}},
        "unreadable": {"fields": {f: ["nonsense"] for f in solved}},
        "flag_all": {"fields": suspicious} if suspicious else kind.baseline_answers(exercise, article, key)[0],
    }


def _suspicious(kind, name: str, questions: dict) -> dict:
    """What somebody answers who thinks the worst of everything."""
    worst = {
        "when_checkable": lambda f, q: next((o for o in q["options"] if o in ("no", "nothing", "0", "value")), q["options"][-1]),
        "grade_evidence": lambda f, q: "5" if f.endswith("-item") else "E",
        "inconsistent_figure": lambda f, q: inconsistent_figure.CLASH if f.endswith("-fit") else "plain",
        "one_origin": lambda f, q: one_origin.ONE,
        "which_rule": lambda f, q: "sense",
    }.get(name, lambda f, q: next((o for o in q["options"] if o in kind.suspicious_options), None))
    return {f: v for f, q in questions.items() if (v := worst(f, q))}


def _same_person(kind, exercise, article, key, solved) -> dict[str, dict]:
    last = {f: q["options"][-1] for f, q in key["questions"].items() if q["options"]}
    return {"flag_all": last | {"people_min": 1, "people_max": 1}}


def _evidence_desk(kind, exercise, article, key, solved) -> dict[str, dict]:
    wrong = {f: next(v for v in codebook.VERDICTS if v not in q["right"]) for f, q in key["questions"].items() if "later" not in q}
    half = {f: v for f, v in solved.items() if not f.endswith("-sure")}
    return {
        "half": dict(list(half.items())[::2]),
        "wrong": wrong,
        "unreadable": {next(iter(wrong)): "perhaps"},
        "flag_all": kind.baseline_answers(exercise, article, key)[9]["fields"],
    }


def _order_disclosure(kind, exercise, article, key, solved) -> dict[str, dict]:
    order = solved["order"]
    return {
        "half": {"order": order[len(order) // 2 :] + order[: len(order) // 2]},
        "wrong": {"order": order[::-1]},
        "unreadable": {"order": order[:1] * 3},
        "flag_all": kind.baseline_answers(exercise, article, key)[0]["fields"],
    }


# ---------------------------------------------------------------------------------------------------- texts


def _slots(kind, exercise, article, key, solved) -> dict[str, dict]:
    slots = [s[0] for s in kind.form.SLOTS]
    return {
        "half": {s: solved.get(s, "") for s in slots[:3]},
        "wrong": {slots[0]: "Ask Dr Salim, aged 41, at Number 9."},
        "unreadable": {slots[0]: 7},
        "flag_all": dict.fromkeys(slots, "Lies."),
    }


def _marked_plan(kind, exercise, article, key, solved) -> dict[str, dict]:
    slots = [s[0] for s in marked_plan.SLOTS]
    return {
        "half": {s: solved.get(s, "") for s in slots[:4]},
        "wrong": dict.fromkeys(slots, "Made up."),
        "unreadable": {slots[0]: 7},
        "flag_all": dict.fromkeys(slots, "All lies."),
    }


def _write_attribution(kind, exercise, article, key, solved) -> dict[str, dict]:
    return {
        "half": {FIELD: "A resident of the city said on the phone that something had changed."},
        "wrong": {FIELD: "It was said."},
        "unreadable": {FIELD: 7},
        "flag_all": {FIELD: "Fake news!"},
    }


def _write_repair(kind, exercise, article, key, solved) -> dict[str, dict]:
    do, ids = write_repair.DO, list(key["facts"])
    bare = {k: v for i in ids for k, v in ((i + do, write_repair.REPAIR), (i, "Somebody said something about it, it seems."))}
    return {
        "half": {**bare, **{k: v for k, v in solved.items() if k.removesuffix(do) in ids[: len(ids) // 2]}},
        "wrong": {ids[0] + do: write_repair.REPAIR, ids[0]: "It was said, by Dr Salim, aged 41."},
        "unreadable": {ids[0]: 7},
        "flag_all": bare,
    }


def _write_correction(kind, exercise, article, key, solved) -> dict[str, dict]:
    which = write_correction.WHICH
    other = next(i["id"] for i in exercise.options["items"] if i["id"] != solved.get(which))
    return {
        "half": {which: solved.get(which, other), FIELD: "We were wrong, our article was bad."},
        "wrong": {which: other, FIELD: "Unfortunately for us, 77 people in Atlantis misled everybody: nobody could have known."},
        "unreadable": {FIELD: 7},
        "flag_all": {FIELD: "All of it is wrong."},
    }


def _cool_down(kind, exercise, article, key, solved) -> dict[str, dict]:
    source = half = exercise.options["sentence"]["text"]
    for item, cool in zip(key["loaded"][: max(1, len(key["loaded"]) // 2)], exercise.options.get("plain", ["said"] * 9)):
        half = half.replace(item["text"], cool)
    return {"half": {FIELD: half}, "wrong": {FIELD: "Something was said."}, "unreadable": {FIELD: 7}, "flag_all": {FIELD: source}}


def _heat_up(kind, exercise, article, key, solved) -> dict[str, dict]:
    other = next(i for i, _ in heat_up.SAYS if i != solved[heat_up.FACTS])
    first, misjudged = kind.form.slots(exercise)[0]["id"], {**solved, heat_up.FACTS: other}
    return {"half": {first: "1"}, "wrong": misjudged, "unreadable": {first: ["x"]}, "flag_all": misjudged}


# ---------------------------------------------------------------------------------------------------- the machine


def _list_entry(kind, exercise, article, key, solved) -> dict[str, dict]:
    return {
        "half": {i: solved[i] for i in (list_entry.WORD, list_entry.WHY, list_entry.HOT)},
        "wrong": {list_entry.WORD: "!"},
        "unreadable": {list_entry.WORD: 7},
        "flag_all": dict.fromkeys(solved, "slam"),
    }


def _where_rules_break(kind, exercise, article, key, solved) -> dict[str, dict]:
    yes, no = where_rules_break.YES, where_rules_break.NO
    return {
        "half": dict(list(solved.items())[::2]),
        "wrong": {k: no if v == yes else yes for k, v in solved.items()},
        "unreadable": dict.fromkeys(solved, "maybe"),
        "flag_all": dict.fromkeys(solved, yes),
        "flag_none": dict.fromkeys(solved, no),
    }


def _word_list(kind, exercise, article, key, solved) -> dict[str, dict]:
    add, tiers = word_list.ADD, lambda tier: [i["text"] for i in key["items"] if i["tier"] == tier]
    core, fair = tiers("core"), tiers("decoy")
    return {
        "half": {add: "\n".join(core[: len(core) // 2])},
        "wrong": {add: "\n".join(fair or ["the"])},
        "unreadable": {add: 7},
        "flag_all": kind.baseline_answers(exercise, article, key)[2]["fields"],
        "flag_none": {word_list.DROP: sorted({w.lower() for _, _, w in marks_of(key["text"], {})})},
    }


OWN = {
    "same_person": _same_person,
    "evidence_desk": _evidence_desk,
    "order_disclosure": _order_disclosure,
    "marked_plan": _marked_plan,
    "write_attribution": _write_attribution,
    "write_repair": _write_repair,
    "write_correction": _write_correction,
    "cool_down": _cool_down,
    "heat_up": _heat_up,
    "list_entry": _list_entry,
    "where_rules_break": _where_rules_break,
    "word_list": _word_list,
    "write_box": _slots,
    "audit_memo": _slots,
}
