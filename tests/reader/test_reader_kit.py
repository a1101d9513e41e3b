"""The reader in the kit: its data form, its word lists, its honesty about language, its lightness."""

import subprocess
import sys

import pytest

from helpers.articles import codebook
from helpers.articles.article import Article
from helpers.articles.marks import check_mark
from helpers.reader import lexicon, marks, read
from helpers.reader.wordlists import rows

TEXT = "The mayor slammed the plan. “It cost 3 million crowns,” he said.\nIt is understood that the pool will close. Nobody knows why.\n"
LISTS = ("cue_verbs.tsv", "cue_phrases.tsv", "nouns.tsv", "verb_forms.tsv", "loaded.tsv", "fair.tsv", "claim_words.tsv")

LANGUAGES = [
    ("The council said on Monday that the bridge would be closed for the rest of the year, and that a bus would run.", True, "English"),
    ("Der Stadtrat teilte am Montag mit, dass die Brücke bis zum Ende des Jahres gesperrt wird und ein Bus fährt.", False, "German"),
    ("Le conseil a annoncé lundi que le pont serait fermé pour le reste de l’année et que des bus seraient mis en place.", False, "French"),
    ("El consejo dijo el lunes que el puente estará cerrado por el resto del año y que habrá un autobús.", False, "Spanish"),
    ("", True, "too short"),
    ("اعلن المجلس يوم الاثنين ان الجسر سيغلق حتى نهاية العام وان حافلة ستعمل", False, "does not look like English"),
]


def test_a_reading_is_an_annotation_pass_of_the_codebook():
    """Every mark of the machine passes the check that people's marks must pass."""
    form = marks(read(TEXT), "pool")
    assert (form["article"], form["annotator"], form["codebook"]) == ("pool", "reader", codebook.VERSION)
    article = Article.__new__(Article)
    object.__setattr__(article, "slug", "pool")
    object.__setattr__(article, "text", TEXT)
    for mark in form["marks"]:
        check_mark(__import__("pathlib").Path("reader.json"), article, mark)
    assert {"sources", "language", "claims"} == {m["layer"] for m in form["marks"]}


@pytest.mark.parametrize(("text", "english", "says"), LANGUAGES)
def test_the_reader_says_which_language_it_can_read(text, english, says):
    """English or not, in a sentence."""
    reading = read(text)
    assert english is reading.english
    assert says in reading.note


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_of_a_word_list_has_its_reason(name):
    """The last column is a reason, and no entry stands twice."""
    table = rows(name)
    first = next(iter(table[0]))
    assert [r for r in table if len(r["why"].strip()) < 5] == []
    assert len({r[first] for r in table}) == len(table)


def test_categories_of_the_list_are_those_of_the_codebook():
    """A word list cannot invent a category."""
    assert {e.category for e in lexicon().entries} <= set(codebook.CATEGORIES)


def test_every_suggestion_gives_a_reason_in_one_go():
    """Plain English about these very words."""
    reading = read(TEXT)
    for thing in (*reading.attributions, *reading.language, *reading.claims, *reading.unattributed):
        assert thing.reason.endswith((".", "?")) and "“" in thing.reason, thing


def test_reading_needs_no_nltk():
    """A notebook starts quickly, and no data file is asked for."""
    code = (
        "import sys, helpers.reader as r; assert r.read('“No,” said Ann Lee. She left.').attributions; "
        "assert not {'nltk', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
