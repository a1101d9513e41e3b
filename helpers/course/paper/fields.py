"""One question's answer as it is written on paper: letters for options, a number, or words."""

from __future__ import annotations

import re

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NONE = "none"


class Odd(ValueError):
    """A typed line that is no answer, as a sentence."""


def letter(n: int) -> str:
    """a to z, then aa, ab, …"""
    return LETTERS[n] if n < 26 else LETTERS[n // 26 - 1] + LETTERS[n % 26]


def until(letters) -> str:
    """Return «they go from a to f»"""
    return f"they go from a to {list(letters)[-1]}" if letters else "it has none"


def signs(things: list[dict]) -> dict[str, str]:
    """letter → id"""
    return {letter(n): one["id"] for n, one in enumerate(things)}


def written(field: dict, given) -> str:
    """Return what stands behind the question's number; the other way round from `read`."""
    kind = field["kind"]
    if kind in ("choice", "many", "order"):
        sign = {one: x for x, one in signs(field.get("options") or field.get("items")).items()}
        return sign[given] if kind == "choice" else " ".join(sign[one] for one in given)
    if kind == "groups":
        group = {g["id"]: n for n, g in enumerate(field["groups"], 1)}
        return " ".join(f"{x}{group[given[i]]}" for x, i in signs(field["items"]).items() if i in given)
    if kind in ("number", "scale"):
        return NONE if kind == "number" and given == (field.get("none") or {}).get("id") else str(given)
    return given


def read(field: dict, said: str):
    """Return the answer in what was typed, in the form that the page would send; Odd says what is wrong with it."""
    kind = field["kind"]
    if kind == "choice":
        return _letter(said, signs(field["options"]))
    if kind in ("many", "order"):
        known = signs(field.get("options") or field["items"])
        given = [_letter(x, known) for x in _apart(said, known)]
        if len(set(given)) < len(given):
            raise Odd("A letter stands there twice.")
        if kind == "order" and len(given) < len(known):
            raise Odd(f"An order needs all {len(known)} letters.")
        return given if kind == "order" else [one for one in known.values() if one in given]
    if kind == "groups":
        return _groups(field, said)
    return _number(field, said) if kind in ("number", "scale") else _text(field, said)


def _apart(said: str, known: dict[str, str]) -> list[str]:
    """«a c», «a, c» or «ac»"""
    parts = [x for x in re.split(r"[\s,;]+", said.lower()) if x]
    return [x for part in parts for x in ([part] if part in known or len(known) > 26 else part)]


def _letter(said: str, known: dict[str, str]) -> str:
    if said.lower() not in known:
        raise Odd(f"“{said[:20]}” is no letter of this question: {until(known)}.")
    return known[said.lower()]


def _groups(field: dict, said: str) -> dict:
    items, groups, given = signs(field["items"]), {str(n): g["id"] for n, g in enumerate(field["groups"], 1)}, {}
    for part in re.split(r"[\s,;]+", said.lower()):
        found = re.fullmatch(r"([a-z]+)(\d+)", part)
        if not found or found[2] not in groups:
            raise Odd(f"“{part[:20]}” is no letter with a number from 1 to {len(groups)}, as in “a2”.")
        given[_letter(found[1], items)] = groups[found[2]]
    return given


def _number(field: dict, said: str):
    if field.get("none") and said.lower() == NONE:
        return field["none"]["id"]
    if re.fullmatch(r"\d{1,3}(,\d{3})+", said):
        raise Odd(f"“{said[:20]}” can be read in two ways. Write thousands without a comma.")
    plain = said.removesuffix("%").replace(",", ".").strip()
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", plain):
        also = f", or “{NONE}”" if field.get("none") else ""
        raise Odd(f"“{said[:20]}” is no number{also}.")
    number = float(plain)
    low, high = field.get("min", 0), field.get("max", 100 if field["kind"] == "scale" else None)
    if number < low or (high is not None and number > high):
        raise Odd(f"{number:g} is not between {low} and {high}.")
    return int(number) if number.is_integer() else number


def _text(field: dict, said: str) -> str:
    if field.get("maxlength") and len(said) > field["maxlength"]:
        raise Odd(f"The text has {len(said)} characters; at most {field['maxlength']} can be kept.")
    return said
