"""A reading in the codebook's data form, as if the machine were one more annotator."""

from __future__ import annotations

from .records import Reading, Span

CODEBOOK = 2


def marks(reading: Reading, article_slug: str) -> dict:
    """Return one annotation pass (annotator "reader"). Fields that a machine cannot judge from form are left out; `tier` says how sure it is."""
    found = [_source(a) for a in reading.attributions if not a.inner]
    found += [_unattributed(u) for u in reading.unattributed]
    found += [
        {
            "layer": "language",
            **_place(m.span),
            "category": m.category,
            "strength": m.strength,
            "voice": m.voice,
            "tier": m.tier,
            "note": m.reason,
        }
        for m in reading.language
    ]
    found += [
        {
            "layer": "claims",
            **_place(c.span),
            "type": c.type,
            "checkable": c.checkable,
            "worth": c.worth,
            "record": "",
            "tier": c.tier,
            "note": c.reason,
        }
        for c in reading.claims
    ]
    found.sort(key=lambda m: (m["layer"], m["start"], m["end"]))
    return {"article": article_slug, "annotator": "reader", "codebook": CODEBOOK, "marks": found}


def _place(s: Span) -> dict:
    return {"start": s.start, "end": s.end, "text": s.quote}


def _source(a) -> dict:
    """The form knows one span of content: the first piece, or in hearsay what was passed on; further pieces stand in `content_more`."""
    first = a.passed_on or a.content[0]
    relay = {**_place(a.relays), "kind": a.relays_kind} if a.relays else None
    return {
        "layer": "sources",
        **_place(a.source or a.cue),
        "kind": a.kind,
        "person": a.person,
        "cue": _place(a.cue) if a.cue else None,
        "content": _place(first),
        "relays": relay,
        "depth": a.depth,
        "tier": a.tier,
        "note": a.reason,
        **({"stance": True} if a.stance else {}),
        **({"content_more": [_place(s) for s in a.content[1:]]} if len(a.content) > 1 and not a.passed_on else {}),
    }


def _unattributed(u) -> dict:
    return {
        "layer": "sources",
        **_place(u.span),
        "kind": "unattributed",
        "cue": None,
        "content": _place(u.span),
        "relays": None,
        "depth": 0,
        "tier": u.tier,
        "note": u.reason,
    }
