"""Microsoft Teams: “Submitted files/<learner>/<task>/Version n/”; the newest version counts, “Working files” are nobody's hand-in."""

from __future__ import annotations

import re
from itertools import islice

LMS = "teams"
BY_CONTENT = "\0by content"
FEW = 20  # of what lies in a folder, looked at to tell whether it is a learner's
_VERSION = re.compile(r"(?i)(?:version|versión|versione|versão|versie|wersja) ?(\d+)")
_SUBMITTED = re.compile(
    r"(?i)submitted files|(?:eingereichte|übermittelte|abgegebene) dateien|fichiers (?:envoyés|remis|soumis)|archivos (?:enviados|entregados)"
    r"|file inviati|ingediende bestanden|(?:arquivos|ficheiros) (?:enviados|submetidos)|przesłane pliki"
)


_WORKING = re.compile(
    r"(?i)working files|arbeitsdateien|(?:dateien in )?bearbeitung|fichiers de travail|archivos de trabajo|file di lavoro|werkbestanden"
    r"|(?:arquivos|ficheiros) de trabalho|pliki robocze"
)


def wrapper(name: str) -> bool:
    return _SUBMITTED.fullmatch(name) is not None


def beside(name: str) -> bool:
    return _WORKING.fullmatch(name) is not None


def is_class(folders: list) -> bool:
    """Return whether every one of the first few has a task with versions in it."""
    seen = list(islice((f for f in folders if f.children), 3))  # the rest is not even listed
    return bool(seen) and all(any(_versions(task) for task in [f, *f.children[:FEW]]) for f in seen)


def parse_name(name: str, is_folder: bool = False, context: str = "") -> dict | None:
    """Return a learner for any name, once `is_class` has seen the versions; by itself a name says nothing."""
    if not is_folder or context != BY_CONTENT:
        return None
    return {"learner": name, "lms": LMS, "lms_id": "", "name": name}


def parts(container) -> list:
    found = []
    for task in [container, *container.children]:
        versions = _versions(task)
        if versions:
            found.append(versions[max(versions)])
        elif task is not container and not _versions(container):
            found.append(task)
    return found or [container]


def _versions(task) -> dict:
    return {int(m[1]): k for k in task.children if k.is_folder and (m := _VERSION.fullmatch(k.name))}
