"""nbgrader: a folder for each learner, `submitted/` around them, and folders of the exchange («alice+unit+time+random»)."""

from __future__ import annotations

LMS = "nbgrader"


def wrapper(name: str) -> bool:
    return name == "submitted"


def beside(name: str) -> bool:
    """The other folders of a course."""
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


def exchange(name: str, units: frozenset[str]) -> str:
    """The learner of a folder of the exchange, or empty."""
    parts = name.split("+")
    return parts[0] if len(parts) > 2 and parts[1] in units else ""
