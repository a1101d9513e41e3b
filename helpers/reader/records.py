"""What the reader hands back: plain, frozen records. Offsets are code points into the text read, half open."""

from __future__ import annotations

from dataclasses import dataclass

SURE, LOOK = "sure", "worth_a_look"


@dataclass(frozen=True)
class Span:
    """Words at a place: `text[start:end] == quote`, always."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Attribution:
    """Somebody given as the origin of something. `content` may lie in pieces; `source` is None where nobody could be found.

    `kind` judges by the form of the phrase only; a pronoun takes the kind of the person it is chained to. `relays` is the inner
    speaker of hearsay and `passed_on` what they are said to have said;
    `inner` marks the inner telling, listed as well. `stance` marks a wish, thought or side taken rather than words spoken: the codebook
    counts it only where somebody is cited for it. `direct` tells whether quotation marks are part of the content.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: str
    person: str
    tier: str
    reason: str
    rule: str
    direct: bool = False
    relays: Span | None = None
    relays_kind: str | None = None
    passed_on: Span | None = None
    inner: bool = False
    stance: bool = False

    @property
    def depth(self) -> int:
        """0 direct, 1 passed on from another."""
        return int(self.relays is not None)


@dataclass(frozen=True)
class Loaded:
    """A word or phrase that does something beside naming, or a `fair` look-alike that a hasty reader would flag."""

    span: Span
    category: str
    strength: int | None
    voice: str
    tier: str
    reason: str

    @property
    def fair(self) -> bool:
        return self.category == "fair"


@dataclass(frozen=True)
class Claim:
    """Something that can be agreed or denied. Tier `sure` is what a reporter should check; `score` orders the claims of a text."""

    span: Span
    type: str
    checkable: str
    worth: int
    tier: str
    reason: str
    score: float


@dataclass(frozen=True)
class Unattributed:
    """A statement that might be disputed and for which the reader finds nobody cited: always only worth a look."""

    span: Span
    reason: str
    tier: str = LOOK


@dataclass(frozen=True)
class Reading:
    """One text as the machine reads it: suggestions to argue with, never the key."""

    text: str
    attributions: tuple[Attribution, ...]
    language: tuple[Loaded, ...]
    claims: tuple[Claim, ...]
    unattributed: tuple[Unattributed, ...]
    english: bool
    note: str


def span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])
