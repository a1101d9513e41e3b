"""What was read from a file or a paste."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SourceText:
    """What was read: the text, what the file says about itself (title, date, byline, outlet), and what a person should know."""

    text: str
    about: dict = field(default_factory=dict)
    notes: tuple[str, ...] = ()
