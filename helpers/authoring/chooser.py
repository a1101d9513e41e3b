"""What the three units share when they choose what to ask: which marks lie in practice and which in the part that counts, and what is left out and why."""

from __future__ import annotations

from collections import Counter

from helpers.articles import CORE, DECOY, Article, Item, Pass, items_of

from . import passages

MOST = 10  # questions in one exercise
LEAST = 3  # marks in a passage that counts


class Chooser:
    """The votes on an article, cut where practice and what counts meet. A mark that reaches over such a border belongs to neither side."""

    def __init__(
        self,
        article: Article,
        passes: tuple[Pass, ...],
        chosen: tuple[int, ...],
        keyed: bool,
        longest: int,
        desks: tuple = (),
        models: dict | None = None,
    ):
        self.article, self.passes, self.keyed, self.longest, self.desks, self.models = article, passes, keyed, longest, desks, models or {}
        self.chosen = tuple(n for n in chosen if 1 <= n <= len(article.paragraphs))
        self.sealed = passages.rest(article, self.chosen)
        self.english = article.about.get("language", "en").startswith("en")
        self.left_out: list[str] = []

    # ---- what is there
    def within(self, layer: str, run: tuple[int, int]) -> list[Item]:
        """Return items that count (core and decoys) in one stretch of paragraphs."""
        return [i for i in items_of(self.passes, layer, *self.article.passage(*run)) if i.tier in (CORE, DECOY)]

    def items(self, layer: str, where: str = "all") -> list[Item]:
        """Return such items in all practice, in all that counts, or in the article."""
        stretches = {"open": self.runs("open"), "sealed": self.runs("sealed"), "all": [*self.runs("open"), *self.runs("sealed")]}[where]
        return sorted((i for run in stretches for i in self.within(layer, run)), key=lambda i: (i.start, i.end))

    def runs(self, where: str) -> list[tuple[int, int]]:
        return passages.runs(self.chosen if where == "open" else self.sealed)

    def counting(self, layer: str) -> list[Item]:
        """Return where questions that count are taken from; without a key nothing counts, and all of it may be asked."""
        return self.items(layer, "sealed" if self.keyed else "all")

    def practising(self, layer: str) -> list[Item]:
        return self.items(layer, "open" if self.keyed else "all")

    # ---- what is asked
    def listed(self, chosen: list[Item], prefix: str) -> dict:
        return {"items": [self.entry(i, f"{prefix}{n}") for n, i in enumerate(chosen, 1)]}

    def pool(self, there: list[Item], prefix: str) -> dict:
        """Return, beside an exercise, all that it could ask about: `fair_items` chooses among them."""
        return {"pool": self.listed(there, prefix)["items"]} if self.keyed else {}

    def entry(self, item, name: str) -> dict:
        return {"id": name, "start": item.start, "end": item.end, "text": item.text}

    def one(
        self,
        kind: str,
        title: str,
        prompt: str,
        *,
        sealed: bool,
        points: float = 0.0,
        manual: float = 0.0,
        rubric: tuple = (),
        passage=None,
        options=None,
    ) -> dict:
        made = {"type": kind, "article": self.article.slug, "title": title, "prompt": prompt}
        if passage:
            made["passage"] = list(passage)
        if self.keyed and sealed:
            made |= (
                {"sealed": True}
                | ({"points": points} if points else {})
                | ({"manual_points": manual, "rubric": list(rubric)} if manual else {})
            )
        return made | ({"options": options} if options else {})

    def leave(self, title: str, because: str, to_have: str) -> None:
        self.left_out.append(f"{title}, because {because}; to have it: {to_have}.")

    def hints_read(self, title: str) -> bool:
        """Return whether the hints of a written exercise can read this language; else the exercise is left out, and this says so."""
        if not self.english:
            self.leave(title, "its hints read English only", "give it as a task on paper")
        return self.english

    def marking(self, kind: str, layer: str, what: str, practice: str, rest: str, points: float) -> list[dict]:
        """Return practice and counting parts of a marking exercise: one for each stretch of paragraphs that holds enough."""
        if not self.keyed:
            return [self.one(kind, what, practice, sealed=False)]
        made = []
        for run in self.runs("open"):
            title = f"{what} Practice" + ("" if len(self.runs("open")) == 1 else f": {passages.in_words(range(run[0], run[1] + 1))}")
            if any(i.tier == CORE for i in self.within(layer, run)):
                made.append(self.one(kind, title, practice, sealed=False, passage=run))
            else:
                self.leave(
                    title, f"nobody marked anything in {self.words(run)}", "mark something there, or let other paragraphs be practice"
                )
        counts = {run: sum(i.tier == CORE for i in self.within(layer, run)) for run in self.runs("sealed")}
        whole = sum(n for n in counts.values() if n >= LEAST)
        short = {run: n for run, n in counts.items() if n < LEAST}
        for run, there in counts.items():
            title = (
                what
                if not made and len(counts) == 1
                else f"{what} The rest of the article"
                if len(counts) == 1
                else f"{what} {self.words(run).capitalize()}"
            )
            if there >= LEAST:
                worth = max(1, round(points * there / whole))
                made.append(self.one(kind, title, rest, sealed=True, points=worth, passage=run))
            elif len(short) == 1:
                joined = passages.as_line([*self.chosen, *range(run[0], run[1] + 1)])
                other = (
                    f", or let {self.words(run)} be practice too (--open {joined})"
                    if len(counts) > 1
                    else f", or choose fewer paragraphs as practice (now {passages.as_line(self.chosen)})"
                    if self.chosen
                    else ""
                )
                self.leave(title, f"{_marks(there)} in {self.words(run)}, and at least {LEAST} are needed", f"mark more there{other}")
        if len(short) > 1:
            numbers = [n for a, b in short for n in range(a, b + 1)]
            self.leave(
                f"{what} {passages.in_words(numbers).capitalize()}",
                f"practice cuts them into {len(short)} pieces with fewer than {LEAST} marks each ({', '.join(map(str, short.values()))})",
                f"mark more there, or choose practice in one piece (for instance {passages.in_words(passages.by_default(self.article))}: --open {passages.as_line(passages.by_default(self.article))})",
            )
        if not self.sealed:
            self.leave(f"{what} The part that counts", "all paragraphs are practice", "leave some of them out of the practice (--open 1-3)")
        self._astride(layer)
        return made

    def _astride(self, layer: str) -> None:
        """Say which marks reach over a border: they are asked nowhere, since each side would give the other away."""
        whole = {m["start"]: m for p in self.passes for m in p.layer(layer)}
        inside = {
            m["start"]
            for run in [*self.runs("open"), *self.runs("sealed")]
            for p in self.passes
            for m in p.layer(layer, *self.article.passage(*run))
        }
        for at in sorted(set(whole) - inside):
            self.leave(
                f"The mark “{whole[at]['text'][:40]}”",
                "it reaches from practice into what counts",
                "mark each paragraph by itself, or choose both or neither as practice",
            )

    def words(self, run: tuple[int, int]) -> str:
        return passages.in_words(range(run[0], run[1] + 1))


def _marks(n: int) -> str:
    return f"{n or 'no'} {'mark counts' if n < 2 else 'marks count'}"


def number(n: int) -> str:
    """Say a number: «none», «3»; in a sentence nobody counts to zero."""
    return str(n) if n else "none"


def some(n: int, what: str, many: str = "") -> str:
    """Return «no source», «1 source», «3 sources»."""
    return f"{n or 'no'} {what}" if n < 2 else f"{n} {many or what + 's'}"


def counted(n: int, what: str) -> str:
    """Return «no source is», «1 source is», «3 sources are»."""
    return f"{some(n, what)} {'is' if n < 2 else 'are'}"


def agreed(item: Item, name: str):
    """Return the value that most annotators of an item gave; None where it is missing or split."""
    count = item.values(name)
    value, votes = count.most_common(1)[0] if count else (None, 0)
    return value if 2 * votes > len(item.marks) else None


def balanced(there: list[Item], most: int, *names: str) -> list[Item]:
    """At most so many items, in order of preference, such that of one named field at least no value is commoner than all others together.

    With four items or more it stops where one more would make the commonest value of every field too common.
    """
    picked: list[Item] = []
    while len(picked) < most and len(picked) < len(there):
        commonest = lambda i: [Counter(agreed(x, n) for x in [*picked, i]).most_common(1)[0][1] for n in names]  # noqa: B023, E731
        best = min((i for i in there if i not in picked), key=lambda i: sum(commonest(i)))  # noqa: B023
        if len(picked) >= 4 and min(commonest(best)) > (len(picked) + 1) / 2:
            break
        picked.append(best)
    return picked


def voices(there: list[Item]) -> list[list[Item]]:
    """Return the items of each person, by the numbers that markers gave; markers number persons each in their own way, so only «same» and «other» count."""
    found: list[list[Item]] = []
    for item in there:
        home = next((v for v in found if any(_same(item, other) for other in v)), None)
        (home.append(item) if home else found.append([item]))
    return found


def _same(a: Item, b: Item) -> bool:
    said = Counter(
        a.marks[who]["person"] == b.marks[who]["person"]
        for who in set(a.marks) & set(b.marks)
        if a.marks[who].get("person") and b.marks[who].get("person")
    )
    return said[True] > said[False]
