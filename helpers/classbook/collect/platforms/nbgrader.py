"""nbgrader: a folder for each learner, `submitted/` around them, and folders of the exchange («alice+unit+time+random»)."""

from __future__ import annotations

from ...tables import cell

LMS = "nbgrader"
HEAD = ("assignment duedate timestamp student_id last_name first_name email raw_score late_submission_penalty score max_score").split()
SEVERAL_UNITS = True


def wrapper(name: str) -> bool:
    return name == "submitted"


def beside(name: str) -> bool:
    """Return the other folders of a course."""
    return name in (
        "source",
        "release",
        "solutions",
        "exercises",
        "autograded",
        "feedback",
        "helpers",
        "articles",
        "notebooks",
        "docs",
        "tests",
    )


def hand_ins(folder):
    """Return what learners handed in, in the folder of a whole course (which may be a copy of the kit), or None where it is no course."""
    names = {k.name for k in folder.children}
    submitted = next((k for k in folder.children if k.is_folder and wrapper(k.name) and k.children), None)
    return submitted if names & {"nbgrader_config.py", "gradebook.db"} or any(beside(n) for n in names) else None


def exchange(name: str, units: frozenset[str]) -> str:
    """Return the learner of a folder of the exchange, or empty."""
    parts = name.split("+")
    return parts[0] if len(parts) > 2 and parts[1] in units else ""


def write_marks(results: list[dict], roster, column: str, called: str) -> tuple[list, list, str]:
    """Return the columns of `nbgrader export`."""
    return HEAD, [_row(r) for r in results], ""


def _row(r: dict) -> list:
    score = "" if r["points"] is None else str(float(r["points"]))
    most = str(float(r["max_points"] + r["teacher_points"]))
    return [r["unit"], "", "", cell(r["learner"]), "", "", "", score, "" if score == "" else "0.0", score, most]


def without_bom(head: list[str]) -> bool:
    return True
