"""Zips: bombs, lies about sizes, endless tables of contents, paths that lead out."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib
from functools import lru_cache

from .kinds import FULL, GRADED, PARTLY, UNIT, UNREADABLE, kind, right_files, without, zipped


@lru_cache(maxsize=1)
def _table_of_contents(entries: int) -> bytes:
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 6, 0) + b"a.json"
    names = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(n), 0, 0, 0, 0, 0, 0) + n
        for n in (b"%x.json" % i for i in range(entries))
    )
    end = struct.pack("<4sIQ", b"PK\6\6", 0, 44)[:4] + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, entries, entries, len(names), len(head))
    place = struct.pack("<4sIQI", b"PK\6\7", 0, len(head) + len(names), 1)
    return head + names + end + place + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(names), len(head), 0)


@kind(UNREADABLE)
def zip_bomb(m, at):
    with zipfile.ZipFile(at.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{UNIT}/{UNIT}.ipynb", b"0" * 120_000_000)


@kind(UNREADABLE)
def zip_that_lies_about_its_sizes(m, at):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{UNIT}/answers/q2.json", b"0" * 40_000_000)
    data = bytearray(raw.getvalue())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(mark) + place, 50)
    at.with_suffix(".zip").write_bytes(data)


@kind(UNREADABLE)
def zip_in_zip_in_zip(m, at):
    data = b"{}"
    for _ in range(6):
        data = zipped({"more.zip": data})
    at.with_suffix(".zip").write_bytes(data)


@kind(UNREADABLE)
def zip_with_a_giant_table_of_contents(m, at):
    at.with_suffix(".zip").write_bytes(zipped({f"{n:0200}.json": b"" for n in range(15_000)}))


@kind(UNREADABLE)
def gzip_bomb_called_zip(m, at):
    at.with_suffix(".zip").write_bytes(gzip.compress(b"0" * 300_000_000, 1))


@kind(UNREADABLE)
def zip_with_200_000_entries(m, at):
    """Without file data: a table of contents that names the same empty file over and over."""
    at.with_suffix(".zip").write_bytes(_table_of_contents(200_000))


@kind(PARTLY, points=without("q2"))
def zip_with_a_member_of_five_gigabytes(m, at):
    """Truly five gigabytes of zeros when unpacked, in five megabytes: nothing in it lies."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = deflate.compress(b"0" * 10_000_000) + deflate.flush(zlib.Z_FULL_FLUSH)
    packed, real = part * 500 + deflate.flush(), 5_000_000_000
    raw = io.BytesIO(zipped({n: d for n, d in right_files(m).items() if not n.endswith("q2.json")}))
    name = f"{UNIT}/answers/q2.json".encode()
    with zipfile.ZipFile(raw, "a") as archive:
        at_byte = archive.start_dir
        archive.fp.seek(at_byte)
        archive.fp.write(
            struct.pack("<4s5H3I2H", b"PK\3\4", 45, 0, 8, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, len(name), 20)
            + name
            + struct.pack("<HHQQ", 1, 16, real, len(packed))
            + packed
        )
        info = zipfile.ZipInfo(name.decode())
        info.compress_type, info.file_size, info.compress_size, info.header_offset, info.CRC = (
            zipfile.ZIP_DEFLATED,
            real,
            len(packed),
            at_byte,
            0,
        )
        archive.filelist.append(info)
        archive.start_dir, archive._didModify = archive.fp.tell(), True
    at.with_suffix(".zip").write_bytes(raw.getvalue())


@kind(UNREADABLE)
def sparse_zip_of_five_gigabytes(m, at):
    """A whole zip behind five gigabytes of nothing."""
    with open(at.with_suffix(".zip"), "wb") as file:
        file.seek(5_000_000_000)
        file.write(zipped(right_files(m)))


@kind(UNREADABLE)
def cut_zip(m, at):
    data = zipped({f"{UNIT}/answers/{n}.json": json.dumps(r).encode() for n, r in m.right.items()})
    at.with_suffix(".zip").write_bytes(data[: len(data) // 2])


@kind(UNREADABLE)
def zip_of_noise(m, at):
    at.with_suffix(".zip").write_bytes(bytes(range(256)) * 12)


@kind(GRADED, points=FULL)
def zip_slip(m, at):
    at.with_suffix(".zip").write_bytes(
        zipped({**right_files(m), f"../../{m.outside.name}/slipped.json": b"{}", "..\\..\\slipped.ipynb": b"{}"})
    )


@kind(GRADED, points=FULL)
def absolute_paths(m, at):
    at.with_suffix(".zip").write_bytes(zipped({**right_files(m), str(m.outside / "absolute.json"): b"{}", "C:\\absolute.json": b"{}"}))


@kind(UNREADABLE)
def links_in_a_zip(m, at):
    at.with_suffix(".zip").write_bytes(zipped({f"{UNIT}/answers/q2.json": str(m.outside / "right" / "q2.json").encode()}, 0o777 | 0o120000))


@kind(GRADED, points=FULL)
def two_submissions(m, at):
    old = {n: {**r, "rev": 1, "answer": {"spans": [], "fields": {}}} for n, r in m.right.items()}
    m.folder(at, old)
    inner = at / UNIT / "again.zip"
    inner.write_bytes(zipped(right_files(m)))
