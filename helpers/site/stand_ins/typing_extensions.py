"""A stand-in: this Python’s own `typing` has all of it."""

import typing


def __getattr__(name):
    return getattr(typing, name)
