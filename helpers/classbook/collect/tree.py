"""A folder on disk and a class in one zip, looked at the same way: names only, one level at a time, nothing unpacked."""

from __future__ import annotations

import os
from functools import cached_property, wraps
from pathlib import Path

from helpers.errors import AnswersError

from .limits import DAMAGED, junk, kind_of
from .open_file import read_start
from .places import Place, class_zip
from .platforms import parse_lms_name


class OnDisk:
    """A file or folder."""

    def __init__(self, path: str, name: str, is_folder: bool, is_link: bool = False):
        self.path, self.name, self.is_folder, self.is_link = path, name, is_folder, is_link
        self.seen: dict = {}

    @property
    def is_zip(self) -> bool:
        return not self.is_folder and not self.is_link and kind_of(self.name) == "zip"

    @cached_property
    def children(self) -> list[OnDisk | InZip]:
        if not self.is_folder:
            return []
        try:
            with os.scandir(self.path) as listed:
                found = [OnDisk(e.path, e.name, e.is_dir(follow_symlinks=False), e.is_symlink()) for e in listed if not junk(e.name)]
        except OSError:
            return []
        return sorted(found, key=lambda node: node.name)

    def begins_with(self, sign: str) -> bool:
        """Return whether a file has a sign near its begin."""
        try:
            return sign.encode() in read_start(self.path, 1000)
        except (OSError, AnswersError):
            return False

    def place(self) -> Place:
        folder, name = os.path.split(self.path)
        return Place(folder, (name,))

    def opened(self) -> InZip | None:
        """Return the inside of a zip, or None for one that cannot be looked into."""
        try:
            return tree_of(self.path) if self.is_zip and os.path.isfile(self.path) else None
        except (AnswersError, *DAMAGED):
            return None


class InZip:
    """A member of a zip, or a folder of members."""

    is_link = False

    def __init__(self, path: str, name: str, member: str = ""):
        self.path, self.name, self.member = path, name, member
        self.below: dict[str, InZip] = {}
        self.seen: dict = {}

    @property
    def is_folder(self) -> bool:
        return not self.member

    @property
    def is_zip(self) -> bool:
        return bool(self.member) and kind_of(self.name) == "zip"

    @cached_property
    def children(self) -> list[InZip]:
        return sorted(self.below.values(), key=lambda node: node.name)

    def members(self) -> list[str]:
        return [self.member] if self.member else [m for node in self.below.values() for m in node.members()]

    def place(self) -> Place:
        return Place(self.path, tuple(sorted(self.members())), zipped=True)

    def begins_with(self, sign: str) -> bool:
        archive, members = class_zip(self.path)
        try:
            with archive.open(members[self.member]) as file:
                return sign.encode() in file.read(1000)
        except DAMAGED:
            return False

    def opened(self) -> None:
        """Return None: a zip in a class zip is a learner's, and is not looked into before it is read."""


def tree_of(path: str) -> InZip:
    top = InZip(path, Path(path).stem)
    for name in class_zip(path)[1]:
        parts = name.replace("\\", "/").split("/")
        if any(junk(p) for p in parts):
            continue
        outward = parts[0] == "" or ".." in parts
        parts = [p for p in parts if p not in ("", ".", "..")]
        if outward:  # it is refused on reading; its learner is listed all the same
            parts = parts[next((n for n, p in enumerate(parts) if parse_lms_name(p, True)), 0) :]
        at = top
        for part in parts[:-1]:
            at = at.below.setdefault(part, InZip(path, part))
            if at.member:
                break
        if parts and not at.member:
            at.below.setdefault(parts[-1], InZip(path, parts[-1], name))
    return top


Node = OnDisk | InZip


def once_a_node(look):
    """Return `look(node)` that remembers what it saw: a class of a thousand is looked at from several sides."""

    @wraps(look)
    def remembered(node: Node):
        if look.__name__ not in node.seen:
            node.seen[look.__name__] = look(node)
        return node.seen[look.__name__]

    return remembered
