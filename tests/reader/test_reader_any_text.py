"""The reader on any text at all: no crash, offsets exact, time linear."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.reader import marks, read

PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "''",
        "``",
        "«",
        "»",
        ",",
        ".",
        "?",
        "—",
        " - ",
        "(",
        ")",
        ":",
        ";",
        " ",
        "\n",
        "\r\n",
        "\u00a0",
        "\u2028",
        "👍",
        "👩‍👧",
        "قال الناس",
        "\u202e",
        "é",
        "said",
        "she said",
        " told him that ",
        "according to",
        "Sen. Lee",
        "the mayor",
        "who",
        "and",
        "“We lost,” said Lee.",
        "as saying",
        "quoted",
        "the report shows",
        "slammed",
        "3 per cent",
        "İ",
        "ß",
        "ﬀ",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join))


def spans(reading):
    for a in reading.attributions:
        yield from (s for s in (a.source, a.cue, a.relays, *a.content) if s)
    yield from (m.span for m in (*reading.language, *reading.claims, *reading.unattributed))


@given(TEXTS)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
def test_offsets_are_exact_on_any_text(text):
    """Every suggestion quotes the words at its offsets, none is empty, and the pass form keeps them."""
    reading = read(text)
    for s in spans(reading):
        assert s.quote == text[s.start : s.end] != ""
    for mark in marks(reading, "any")["marks"]:
        for part in (mark, mark.get("cue"), mark.get("content"), mark.get("relays")):
            if part:
                assert part["text"] == text[part["start"] : part["end"]]


@given(TEXTS)
@settings(max_examples=50, deadline=None, database=None)
def test_the_same_text_gives_the_same_reading(text):
    """Nothing is remembered from one reading to the next."""
    assert read(text) == read(text)


def test_time_grows_no_faster_than_the_text():
    """Four times the text takes at most about four times as long, on texts made to hurt."""
    for piece in ("“We lost,” he said. ", "he said ", "“a b c d ", "according to ", "Lee, the mayor, ", ". ", "a", "' \" "):
        small, large = piece * (8_000 // len(piece)), piece * (32_000 // len(piece))
        read(small)
        for more in (True, True, False):  # another process may have taken the cache meanwhile: what is quadratic is so each time
            start = time.process_time()
            read(small)
            middle = time.process_time()
            read(large)
            took, took_four = middle - start, time.process_time() - middle
            if took_four < 10 * took + 0.2:
                break
            assert more, (piece, took, took_four)
