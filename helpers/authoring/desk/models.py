"""Step 4 on the page: the teacher's own cooler version of a heated sentence. It is the model of “Cool it down”, and stays with the teacher."""

from __future__ import annotations

from helpers.articles import read_pass
from helpers.notebook import ExerciseWidget

from ..ask_words import sentences_to_cool
from ..chooser import Chooser
from ..drafts import Draft
from ..models import REWRITE
from .marks import notes_form

MODELS = 4  # sentences for which a cooler version is asked


def model_form(draft: Draft) -> list[ExerciseWidget]:
    """Return the teacher's own cooler sentence, where “Cool it down” can be asked; it stays with the teacher until marking."""
    article = draft.article
    mine = read_pass(draft.pass_path, article) if draft.pass_path.is_file() else None
    if mine is None or not article.about.get("language", "en").startswith("en"):
        return []
    found = sentences_to_cool(Chooser(article, (mine,), (), True, 1000), "sealed")[:MODELS]
    if not found:
        return []
    blocks = [
        {
            "id": f"s{s['start']}",
            "heading": f"Paragraph {article.paragraph_of(s['start'])}",
            "body": [{"kind": "quote", "text": s["text"]}],
            "fields": [
                {
                    "id": f"{REWRITE}{s['start']}",
                    "kind": "text",
                    "label": "Your cooler version",
                    "rows": 3,
                    "maxlength": 600,
                    "optional": True,
                }
            ],
        }
        for s in found
    ]
    return [
        notes_form(
            draft,
            "own-models",
            "Your own cooler version",
            "If you like: one of these sentences is asked in “Cool it down”, and you mark it by hand. "
            "Your version is kept with you, as the model. Keep every name and number. Empty does no harm.",
            blocks,
        )
    ]
