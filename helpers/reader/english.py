"""Is this text English? An honest guess by small words, and a sentence that says so where it is not."""

from __future__ import annotations

import re
from collections import Counter

_SMALL = {
    "English": "the of and to in a is that for it was on with as be at by this have from or had not but are they his her he she we which will said were has their",
    "German": "der die das und ist nicht ein eine den dem des mit von zu auf für im sich auch es er sie wir wird als dass bei nach wie war sind",
    "French": "le la les des et est une un du dans que qui pour pas sur au avec il elle nous vous ce sont par plus ne se aux",
    "Spanish": "el la los las de y es en que un una por con para no se del al como más su lo pero fue son",
    "Italian": "il la di e che è un una per non con del della sono gli le nel da si al come più ha",
    "Dutch": "de het een en van is niet op dat te zijn met voor er aan ook als bij door maar hij zij wordt naar",
    "Portuguese": "o a os as de e que um uma em para não com do da no na por se mais foi são ao",
    "Swedish": "och det att en ett är som på av för med den inte till de har om var jag han hon vi",
    "Polish": "i w nie na się że z do jest to jak po ale od za przez tym dla są był",
    "Turkish": "ve bir bu da de için ile çok olarak gibi daha en ama olan sonra kadar ne var",
}
_SETS = {name: frozenset(words.split()) for name, words in _SMALL.items()}
_WORD = re.compile(r"[^\W\d_]+")
_READ = 20_000  # characters looked at


def guess(text: str) -> tuple[bool, str]:
    """Return (is English, what to tell the reader). Too few words to tell count as English, and the sentence says so."""
    words = [w.lower() for w in _WORD.findall(text[:_READ])]
    if len(words) < 8:
        return True, "The text is too short to tell its language; the reader reads it as English."
    counted = Counter(words)
    shares = {name: sum(counted[w] for w in small) / len(words) for name, small in _SETS.items()}
    best = max(shares, key=shares.get)
    if shares["English"] >= 0.15 and best == "English" or shares["English"] >= 0.12 and len(words) < 40 and best == "English":
        return True, "The text reads as English. What follows are a machine's suggestions, not a key."
    looks = f"looks like {best}" if best != "English" and shares[best] >= 0.12 else "does not look like English"
    return (
        False,
        f"This text {looks}. The machine reader is for English, so its suggestions mean nothing here; marking by hand works as ever.",
    )
