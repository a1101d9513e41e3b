"""Files and folders that appear whole or not at all: written beside their place, flushed to the disk, and put there in one step.

What a killed run left beside them is cleared by the next one; an unfinished file is never taken for the whole.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

MOST = 1000  # files of somebody else's that are taken along into a new folder
STALE = 3600  # seconds after which an unfinished file of another run is nobody's any more


@contextmanager
def whole_file(path: Path, mode: str = "w", private: bool = False, settle: bool = True, tidy: bool = True, **how: Any) -> Iterator[IO[Any]]:
    """Give a file to write, which appears under its name only when it is complete. Raise OSError where the disk does not take it.

    private: for this account alone; settle=False: the caller calls `sync_folder`; tidy=False: the caller sees to what killed runs left
    (where several computers share a folder, a process that is not alive here may be alive there); how: as for `open`.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if tidy:
        clear_leftovers(path)
    tmp = str(path.parent / f".{path.name[:60]}.{os.getpid()}.{os.urandom(5).hex()}.tmp")
    anew = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(tmp, anew, 0o600)
    try:
        if not private:
            os.chmod(tmp, 0o666 & ~_umask())
        with os.fdopen(handle, mode, **how) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        _put(tmp, path)
        if settle:
            sync_folder(path.parent)
    except BaseException as error:
        _named(error, path)
        with suppress(OSError):
            os.unlink(tmp)
        raise


def write_whole(path: Path, data: bytes, private: bool = False) -> None:
    """Write bytes whole or not at all. Raise OSError where the disk does not take them."""
    with whole_file(path, "wb", private) as out:
        out.write(data)


def write_whole_text(path: Path, text: str, **how: Any) -> None:
    """Write UTF-8 text whole or not at all, line ends as they are; `how`: as for `whole_file`. Raise OSError where the disk does not take it."""
    with whole_file(path, "w", **{"encoding": "utf-8", "newline": "", **how}) as out:
        out.write(text)


@contextmanager
def whole_folder(path: Path, ours: Callable[[Path], bool] = lambda file: True, replace: bool = True) -> Iterator[Path]:
    """Give a folder to write into, which takes the place of the one at `path` only when all is written.

    What lies in the old folder and is not `ours` is taken along; by itself all is, and goes. A folder that cannot be replaced (the
    one we stand in, a mount) gets the files one by one, each whole. replace=False: raise OSError where there is one that holds anything.
    """
    path = Path(path)
    if path.is_symlink():
        path = path.resolve()
    import tempfile  # not for those who write files only

    path.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(path)
    new = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name[:60]}.{os.getpid()}.", suffix=".tmp"))
    try:
        yield new
        _flush_all([*new.rglob("*"), new])
        os.chmod(new, 0o777 & ~_umask())
        if replace:
            _replace_folder(new, path, ours)
        else:
            os.rename(new, path)
            sync_folder(path.parent)
    except OSError as error:
        _named(error, path, new)
        raise
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _named(error: BaseException, path: Path, new: Path | None = None) -> None:
    """Have a refusal of the system name the file or folder that was to be made: it names none, or one that nobody has seen."""
    if isinstance(error, OSError) and (error.filename is None or new and str(error.filename2 or error.filename).startswith(str(new))):
        error.filename, error.filename2 = str(path), None


def _replace_folder(new: Path, path: Path, ours: Callable[[Path], bool]) -> None:
    if not path.exists():
        os.rename(new, path)
    elif path.is_dir() and not _stuck(path):
        others = [p for p in path.rglob("*") if p.is_symlink() or p.is_file() and not ours(p)]
        if len(others) <= MOST:
            _take_along(others, path, new)
            _exchange(new, path)
        else:
            _one_by_one(new, path)
    else:
        _one_by_one(new, path)
    sync_folder(path.parent)


def _one_by_one(new: Path, path: Path) -> None:
    for one in sorted(p for p in new.rglob("*") if p.is_file()):
        target = path / one.relative_to(new)
        target.parent.mkdir(parents=True, exist_ok=True)
        _put(str(one), target)
        sync_folder(target.parent)


def _stuck(path: Path) -> bool:
    """Whether a folder is where somebody stands, or a disk of its own."""
    here = Path.cwd()
    return path.resolve() in (here, *here.parents) or os.path.ismount(path)


def _take_along(others: list[Path], old: Path, new: Path) -> None:
    """Somebody else's files in the old folder: linked into the new one where the disk can, else copied."""
    for one in others:
        target = new / one.relative_to(old)
        if target.exists() or target.is_symlink():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(one, target, follow_symlinks=False)
        except OSError:
            shutil.copy2(one, target, follow_symlinks=False)


def _exchange(new: Path, path: Path) -> None:
    """Swap two folders in one step where the system can; elsewhere in two, and the old one is back if the second fails."""
    if _swap(os.fsencode(new), os.fsencode(path)):
        return
    old = new.with_name(f".{path.name[:60]}.{os.getpid()}.old.tmp")
    os.rename(path, old)
    try:
        os.rename(new, path)
    except OSError:
        os.rename(old, path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _swap(one: bytes, other: bytes) -> bool:
    import ctypes  # not for those who write files only: a notebook's first cell

    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            return libc.renameat2(-100, one, -100, other, 2) == 0  # AT_FDCWD, RENAME_EXCHANGE
        return sys.platform == "darwin" and libc.renamex_np(one, other, 2) == 0  # RENAME_SWAP
    except (OSError, AttributeError, TypeError):
        return False


def clear_leftovers(path: Path) -> None:
    """Remove what runs that were killed left beside a file or folder of this name; what a living process writes is left alone.

    A folder that was lost between two renames (only where the system cannot swap) is put back.
    """
    for left in sorted(path.parent.glob(f".{_glob(path.name[:60])}.*.tmp")):
        owner = left.name.removeprefix(f".{path.name[:60]}.").partition(".")[0]
        if owner.isdigit() and _alive(int(owner)) and not _old(left):
            continue
        if left.name.endswith(".old.tmp") and left.is_dir() and not path.exists():
            os.rename(left, path)
        elif left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):
                left.unlink()


def _glob(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _alive(process: int) -> bool:
    if os.name == "nt":  # there, asking for a signal ends the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > STALE
    except OSError:
        return False


def _put(tmp: str, path: Path) -> None:
    for wait in (0.01, 0.05, 0.2, None):  # Windows: a virus scanner may hold the file for a moment
        try:
            os.replace(tmp, path)
            return
        except PermissionError:
            if wait is None or os.name != "nt":
                raise
            time.sleep(wait)


def sync_folder(path: Path) -> None:
    """Have the disk keep the names in a folder, where the system can be asked for it: without it a new name can be lost with the power."""
    _flush(path)


def _flush(path: Path) -> None:
    """To the disk, where the system can be asked for it."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _flush_all(paths: list[Path]) -> None:
    if len(paths) > 64 and hasattr(os, "sync"):  # one wait instead of many
        os.sync()
        return
    for one in paths:
        _flush(one)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
