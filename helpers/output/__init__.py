"""What the kit writes out: files and folders whole or not at all, and words that any console takes."""

from __future__ import annotations

from . import whole
from .console import careful_output, visible
from .whole import sync_folder, whole_file, whole_folder, write_whole, write_whole_text

__all__ = [
    "careful_output",
    "sync_folder",
    "visible",
    "whole",
    "whole_file",
    "whole_folder",
    "write_whole",
    "write_whole_text",
]
