"""Which version is best? One attribution, some repairs of it, and always the chance to leave it as it is.

Some attributions are already as full as safety allows: who repairs everything loses as surely as who repairs nothing.
"""
from __future__ import annotations

from ._authored import AuthoredType, card_parts

LEAVE, LETTERS = "leave", "abcdef"


class WriteChoose(AuthoredType):
    label = "Which version would you print?"
    flags = tuple(LETTERS)
    next_try = "Ask three things of each version: does it tell more, could it lead to anybody, does it claim what nobody said?"

    def choices(self, exercise, item) -> list[tuple]:
        found = [(LETTERS[n], f"{LETTERS[n].upper()}: {words}", f"version {LETTERS[n].upper()}") for n, words in enumerate(item["versions"])]
        return found + ([(LEAVE, "Leave it as it is", "to leave it as it is")] if item.get("leave", True) else [])

    def asked(self, item) -> str:
        return item.get("ask", self.label)

    def body(self, exercise, article, item) -> list[dict]:
        return super().body(exercise, article, item) + card_parts(article, item.get("cards", []))


TYPE = WriteChoose()
