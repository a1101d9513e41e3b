"""Fuzzed names, archives and notebooks: nothing crashes or hangs, nothing is written outside, and an honest learner's mark never moves.

python bench/fuzz_class.py [--runs 1000] [--seed 1]
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import shutil
import sys
import tempfile
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import make_class  # noqa: E402
from hostile_class import Maker, right_files  # noqa: E402

from helpers.classbook import grade_class  # noqa: E402
from helpers.errors import KitError  # noqa: E402

UNIT, SOLUTIONS = "01_who_says_so", str(make_class.KIT / "solutions")
BUDGET = 30.0  # seconds for one learner; the reader's own bound is lower
WORDS = (
    *(
        "honest",
        "ann",
        "answers",
        UNIT,
        "submitted",
        "Submitted files",
        "Version 2",
        "helpers",
        "exercises",
        "report",
        "feedback",
        ".git",
        "__MACOSX",
    ),
    *(
        "Hal_4000_assignsubmission_file_",
        "honestx_4000_77_x",
        "U_honest_attempt_2099-01-01-00-00-00",
        "1-2 - Hal - Nov 22, 2026",
        "Lee, Ann(honest)",
    ),
    *(
        "..",
        ".",
        "",
        "a:b",
        "CON",
        "\\",
        "%2e%2e",
        "\u202e",
        "é",
        "e\u0301",
        "报",
        "😀",
        "\n",
        " ",
        "q2",
        "q2 (1)",
        "q2.sync-conflict-1",
        "x" * 120,
        "-rf",
    ),
)
ENDINGS = (
    "",
    ".json",
    ".ipynb",
    ".zip",
    ".ipynb.txt",
    ".html",
    ".7z",
    ".pdf",
    ".ipynb (1)",
    ".JSON",
    ".json.txt",
    ".hidden",
    ".tar.gz",
    ".csv",
)


def name(rng: random.Random) -> str:
    return "".join(rng.choice(WORDS) for _ in range(rng.randint(1, 2))) + rng.choice(ENDINGS)


def spoiled(data: bytes, rng: random.Random) -> bytes:
    """Some bytes cut, repeated, swapped or overwritten."""
    for _ in range(rng.randint(0, 4)):
        at, to = sorted(rng.randrange(len(data) + 1) for _ in range(2))
        data = rng.choice(
            (
                data[:at],
                data[:at] + data[to:],
                data[:to] + data[at : at + 4000] * rng.randint(1, 20) + data[to:],
                data[:at] + rng.randbytes(min(to - at, 64)) + data[to:],
                data.replace(b'"', rng.choice((b"'", b'\\"', b"[")), rng.randint(1, 5)),
                b"\xff\xfe" + data.decode("utf-8", "ignore").encode("utf-16-le"),
            )
        )
    return data


def content(m: Maker, rng: random.Random, depth: int = 0) -> bytes:
    kind = rng.randrange(6)
    record = json.dumps({**rng.choice(list(m.right.values())), "rev": rng.choice((0, -1, 3, 2**53 - 1, 1e9, "x"))}).encode()
    if kind == 0 and depth < 3:
        return spoiled(archive(m, rng, depth + 1), rng)
    if kind < 3:
        return spoiled(m.notebook({n: {**r, "writer": f"{rng.randrange(3):012x}"} for n, r in m.right.items()}), rng)
    return spoiled(record, rng) if kind < 5 else rng.randbytes(rng.randrange(3000))


def archive(m: Maker, rng: random.Random, depth: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as packed:
        for inside in sorted({"/".join(name(rng) for _ in range(rng.randint(1, 4))) or "x" for _ in range(rng.randint(0, 6))}):
            info = zipfile.ZipInfo(inside)
            info.external_attr, info.create_system = rng.choice((0o644, 0o120777, 0o100644, 0o060600)) << 16, rng.choice((0, 3))
            packed.writestr(info, content(m, rng, depth))
    return out.getvalue()


def put(m: Maker, folder: Path, number: int, rng: random.Random) -> None:
    """One attacker: a folder, a zip or a file of a name of its own."""
    at = folder / f"z{number:04}"
    if rng.random() < 0.5:
        at.with_suffix(rng.choice((".zip", ".ipynb", ".json", ".7z", ""))).write_bytes(
            archive(m, rng) if rng.random() < 0.7 else content(m, rng)
        )
        return
    for _ in range(rng.randint(1, 4)):
        parts = [p.replace("/", "").replace("\0", "")[:100] for p in (name(rng) for _ in range(rng.randint(1, 4)))]
        path = at.joinpath(*[p for p in parts if p not in ("", ".", "..")] or ["x"])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content(m, rng))
        except OSError:
            continue  # no name for this disk, or a file where a folder is wanted
    if not at.exists():
        at.mkdir()


def fuzz(runs: int, seed: int, each: int = 20) -> list[str]:
    """What went wrong, over so many fuzzed hand-ins, `each` of them beside one honest learner."""
    m, wrong = Maker(make_class.read_course(SOLUTIONS, (UNIT,)), Path()), []
    for begin in range(0, runs, each):
        rng = random.Random(f"{seed}-{begin}")
        with tempfile.TemporaryDirectory() as top:
            folder = Path(top) / "in" / "class"
            for path, data in right_files(m).items():
                make_class._write(folder / "honest" / path, data)
            for number in range(each):
                put(m, folder, number, rng)
            given = folder
            if rng.random() < 0.3:
                given = Path(shutil.make_archive(str(Path(top) / "in" / "class"), "zip", folder))
            before, start = _seen(Path(top) / "in"), time.process_time()
            try:
                grade_class.grade([str(given)], Path(top) / "out" / "marks.csv", SOLUTIONS, (UNIT,))
            except KitError as error:
                wrong.append(f"{seed}-{begin}: the class was stopped: {error}")
                continue
            if time.process_time() - start > BUDGET:
                wrong.append(f"{seed}-{begin}: {time.process_time() - start:.0f} s")
            with open(Path(top) / "out" / "marks.csv", encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            honest = [(r["status"], float(r["points"] or -1)) for r in rows if r["learner"] == "honest"]
            if honest != [("graded", m.less())]:
                wrong.append(f"{seed}-{begin}: the honest learner has {honest}")
            wrong += [f"{seed}-{begin}: {r['learner']}: {r['sentence']}" for r in rows if "nobody foresaw" in r["sentence"]]
            if _seen(Path(top) / "in") != before or sorted(os.listdir(top)) != ["in", "out"]:
                wrong.append(f"{seed}-{begin}: something was written elsewhere")
            lost = {p.name.partition(".")[0] for p in folder.iterdir()} - {r["learner"].partition(".")[0] for r in rows}
            if lost and given == folder and not all(p.suffix == ".json" for n in lost for p in folder.glob(f"{n}*")):
                wrong.append(f"{seed}-{begin}: not listed: {sorted(lost)}")
    return wrong


def _seen(folder: Path) -> dict:
    return {str(p): (p.lstat().st_size, p.lstat().st_mtime_ns) for p in folder.rglob("*")}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.process_time()
    found = fuzz(options.runs, options.seed)
    print(f"{options.runs} fuzzed hand-ins, {len(found)} faults, {time.process_time() - started:.0f} cpu s")
    print("\n".join(found[:20]))
