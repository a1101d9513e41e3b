"""What goes wrong, said so that a person can act on it.

KitError
├── ArticleError    the text, its header or its folder
├── MarksError      an annotation pass
├── ExerciseError   what is asked
└── AnswersError    what a learner saved
"""

from __future__ import annotations

import errno
from enum import Enum

_REFUSALS = {
    errno.EACCES: "this account may not read it",
    errno.EPERM: "this account may not read it",
    errno.ENOENT: "it is no longer there",
    errno.ELOOP: "it is a link",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EIO: "the disk reports a fault",
    errno.ENXIO: "it is not a plain file",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a file is where a folder should be",
    errno.EMFILE: "too many files are open at once",
}


_REFUSALS_TO_WRITE = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "there is no room for a file of this size",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "this folder is read-only",
    errno.EPERM: "this folder is read-only",
    errno.EEXIST: "a file of that name is in the way",
    errno.ENOTDIR: "a file of that name is in the way",
    errno.EISDIR: "a folder of that name is in the way",
}


def why_not(error: OSError) -> str:
    """Return what the system's refusal to open something means, in words for people."""
    return _REFUSALS.get(error.errno or 0, "the computer reports a fault with it")


def why_not_written(error: OSError) -> str:
    """Return what the system's refusal to write something means, in words for people."""
    return _REFUSALS_TO_WRITE.get(error.errno or 0, error.strerror or "unknown reason")


def nothing_written(error: OSError) -> str:
    """Return a sentence on a command that the system stopped at a file or folder, and what to do; empty where it says too little to act on."""
    where = error.filename2 or error.filename or "A file"
    if error.errno in (errno.EACCES, errno.EPERM):
        why = "cannot be used: this account may not read or write there, or another program holds it open. Close it there"
    elif error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        why = f"could not be written: {why_not_written(error)}. Make room"
    elif error.errno == errno.EROFS:
        return f"{where} could not be written: {why_not_written(error)}. Choose another place, and give the command again."
    else:
        return ""
    return f"{where} {why}, or choose another place, and give the command again."


class KitError(Exception):
    """One sentence that says what is wrong and where, and one that says what to do next."""

    def __init__(self, what: str, next_step: str = ""):
        super().__init__(f"{what} {next_step}".strip())
        self.what, self.next_step = what, next_step


class ArticleError(KitError):
    """An article is missing, incomplete, or not the text that the marks belong to."""


class MarksError(KitError):
    """An annotation pass breaks the codebook or does not fit its article."""


class ExerciseError(KitError):
    """An exercise asks for something that does not exist."""


class Reason(Enum):
    """Why something of a learner's cannot be used: what to ask for follows from it."""

    DAMAGED = "another copy may be whole"
    LOCKED = "a password is needed"
    NEWER_KIT = "it was saved by a newer version of the kit"
    WHOSE = "nobody can say whose work it is"
    KIT_FAILED = "the kit itself failed"


class AnswersError(KitError):
    """A saved answer cannot be read or written."""

    def __init__(self, what: str, next_step: str = "", reason: Reason = Reason.DAMAGED):
        super().__init__(what, next_step)
        self.reason = reason
