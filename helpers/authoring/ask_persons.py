"""Questions on people and chains: who is the same person, and who told whom."""

from __future__ import annotations

from helpers.articles import Item

from .chooser import LEAST, MOST, Chooser, agreed, number, some, voices

WHERE = "step 2, “More about each source”"


def _persons(c: Chooser) -> list[dict]:
    cited = [
        i
        for i in c.items("sources")
        if i.right and not set(i.right) & {"unattributed", "document", "observed"} and agreed(i, "kind") and i.values("person")
    ]
    by = voices(cited)
    asked = {i.start for i in (c.counting("sources"))}
    shown = cited[: MOST + 2]
    again = [i for v in by for n, i in enumerate(v) if n and i in shown and i.start in asked]
    new = [i for i in shown if i.start in asked and i not in again]
    new = new[len(new) % max(1, len(again)) :: max(1, len(new) // max(1, len(again)))][
        : len(again)
    ]  # no more than point back, or one answer fits all
    if len(shown) >= 4 and len(by) >= 3 and len(again) + len(new) >= LEAST:
        listed = c.listed(shown, "s")
        asked = {i.start for i in [*again, *new]}
        for one in listed["items"]:
            if one["start"] not in asked:
                one["ask"] = False
        return [
            c.one(
                "same_person",
                "Count people, not phrases",
                "One person can appear under several phrases. For each phrase: do its words point back to a voice that you have met before?",
                sealed=True,
                points=2,
                options=listed | {"people": False},
            )
        ]
    because = (
        f"{some(len(cited), 'phrase')} for cited people {'has' if len(cited) == 1 else 'have'} a person’s number, for {some(len(by), 'person', 'people')}, and in the part that counts "
        f"{number(len(again))} of them {'points' if len(again) == 1 else 'point'} back to somebody met before"
        if cited
        else "nobody has numbered the people who are cited yet"
    )
    c.leave(
        "Count people, not phrases",
        because,
        "number at least four phrases (step 2, “Which person?”), for three people, and two of the phrases in the part that counts pointing back",
    )
    return []


def _chain(c: Chooser) -> list[dict]:
    """Statements whose content is marked, some of them passed on. Where each voice stands goes into `keys`, which stays with the teacher."""
    title = "Who told whom?"
    cited = [i for i in c.items("sources") if not set(i.right) & {"unattributed"} and i.right]
    bounds = [c.article.passage(*run) for run in c.runs("sealed")]
    said = [
        (i, m)
        for i in c.counting("sources")
        if (m := _content(i, min(300, c.longest))) and any(a <= m["content"]["start"] and m["content"]["end"] <= b for a, b in bounds)
    ]
    passed = [(i, m) for i, m in said if m.get("relays")]
    if len(said) < LEAST or not passed or len(passed) == len(said):
        because = (
            f"in the part that counts, it is said of {some(len(said), 'statement')} whether somebody else is passed on, and {'of none' if not passed else f'of {len(passed)}'} that it is so; it needs {LEAST}, some passed on and some not"
            if said
            else f"nobody has said yet of a statement in the part that counts whether somebody else is passed on; it needs {LEAST}, some passed on and some not"
        )
        c.leave(title, because, f"write in {WHERE} whose words a source passes on")
        return []
    chosen = sorted([*passed[: MOST // 2], *[s for s in said if s not in passed][: MOST // 2]], key=lambda s: s[1]["content"]["start"])
    people, inner, places = [], [], {}
    for n, voice in enumerate(voices(cited), 1):
        name = max(voice[:1], key=lambda i: len(i.text)).text
        people.append({"id": f"v{n}", "name": f"{name} (paragraph {c.article.paragraph_of(voice[0].start)})"})
        places[f"v{n}"] = [[a, b] for i in voice for a, b in i.spans]
    for n, (_, mark) in enumerate(passed, 1):
        to = mark["relays"]
        home = next((v for v, at in places.items() if any(a < to["end"] and to["start"] < b for a, b in at)), None)
        if home:
            inner.append(next(p for p in [*people, *inner] if p["id"] == home))  # two may pass on one person whom nobody cites
        else:
            inner.append({"id": f"b{n}", "name": f"{to['text']} (paragraph {c.article.paragraph_of(to['start'])})"})
            places[f"b{n}"] = [[to["start"], to["end"]]]
    needed = {v for i, _ in chosen for v, at in places.items() if any(a < i.end and i.start < b for a, b in at)}
    outer = [p for p in people if p["id"] in needed] + [p for p in people if p["id"] not in needed][: max(0, MOST - len(needed))]
    behind = list({p["id"]: p for p in [*inner, *outer[:3]]}.values())
    items = [{"id": f"h{n}", **{k: m["content"][k] for k in ("start", "end", "text")}} for n, (_, m) in enumerate(chosen, 1)]
    return [
        c.one(
            "who_told_whom",
            title,
            "For each statement: who told the reporter, who told them, and how many steps of hearsay is that? Somebody who speaks for themselves is told directly: no step.",
            sealed=True,
            points=2,
            options={"voices": sorted(outer, key=lambda p: int(p["id"][1:])), "behind": behind, "items": items},
        )
        | {"keys": {"voices": places}}
    ]


def _content(item: Item, longest: int) -> dict | None:
    """The mark of an item that says what is attributed, in one paragraph and not at length, and whether it was passed on."""
    found = [
        m
        for m in item.marks.values()
        if m.get("depth") is not None
        and m.get("content")
        and m["kind"] != "unattributed"
        and "\n" not in m["content"]["text"]
        and len(m["content"]["text"]) <= longest
    ]
    return next((m for m in found if m.get("relays")), found[0] if found else None)
