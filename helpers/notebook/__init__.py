"""All that a notebook shows: widgets, pictures, saved answers, handing in."""

from __future__ import annotations

from helpers import late_names

# Looked up when asked for, so that a first cell stays light.
__getattr__ = late_names(
    __name__,
    {
        ".finishing": ("lock_of",),
        ".display": ("NBGRADER_ENV", "article_html", "not_running_html", "show_errors"),
        ".figures": ("show_can_do", "show_figure"),
        ".handing_in": ("hand_in_bundle",),
        ".own_copy_box": ("bring",),
        ".reader_desk": ("precision_recall", "suggestions"),
        ".plots": ("FAINT", "INK", "OKABE_ITO", "PAPER", "Picture", "WIDTH", "box", "canvas"),
        ".plots.reading": ("kinds_of_sources", "strip"),
        ".when_saved": ("after_save",),
        ".session": ("progress", "session_of"),
        ".which_article": ("choice_box", "place"),
        ".widgets": ("ExerciseWidget", "Guard"),
    },
)
