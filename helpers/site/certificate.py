"""A certificate made on the spot, for a server in a room: an RSA key and a self-signed X.509 certificate, by the standard library alone.

Browsers keep a site’s storage and workers for https and for the computer itself only. Nobody vouches for such a certificate, so each browser asks
once; what it guards is that the page is complete, not that the teacher’s laptop is the teacher’s.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import secrets
from datetime import UTC, datetime, timedelta
from math import gcd

BITS, EXPONENT, DAYS = 2048, 65537, 365
_SMALL = [n for n in range(3, 2000, 2) if all(n % m for m in range(3, int(n**0.5) + 1, 2))]
_SHA256_RSA, _RSA, _NAME, _ALT = (1, 2, 840, 113549, 1, 1, 11), (1, 2, 840, 113549, 1, 1, 1), (2, 5, 4, 3), (2, 5, 29, 17)


def make_certificate(hosts: list[str], name: str = "Who says so?") -> tuple[str, str]:
    """Return a certificate for these host names and addresses, valid from yesterday for a year, and its key, both as PEM text."""
    p, q = _prime(), _prime()
    n, d = p * q, pow(EXPONENT, -1, (p - 1) * (q - 1))
    key = _sequence(*(_integer(v) for v in (0, n, EXPONENT, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))))
    algorithm = _sequence(_oid(_SHA256_RSA), _NULL)
    who = _sequence(_tlv(0x31, _sequence(_oid(_NAME), _tlv(0x0C, name.encode()))))
    now = datetime.now(UTC)
    valid = _sequence(_time(now - timedelta(days=1)), _time(now + timedelta(days=DAYS)))
    public = _sequence(_sequence(_oid(_RSA), _NULL), _tlv(0x03, b"\0" + _sequence(_integer(n), _integer(EXPONENT))))
    names = _tlv(0xA3, _sequence(_sequence(_oid(_ALT), _tlv(0x04, _sequence(*map(_host, hosts))))))
    body = _sequence(_tlv(0xA0, _integer(2)), _integer(secrets.randbits(120) | 1), algorithm, who, valid, who, public, names)
    certificate = _sequence(body, algorithm, _tlv(0x03, b"\0" + _signed(body, n, d)))
    return _pem("CERTIFICATE", certificate), _pem("RSA PRIVATE KEY", key)


def fingerprint(pem: str) -> str:
    """Return what a browser shows of a certificate: its SHA-256, in pairs."""
    digest = hashlib.sha256(base64.b64decode("".join(pem.splitlines()[1:-1]))).hexdigest().upper()
    return ":".join(digest[i : i + 2] for i in range(0, 64, 2))


def _signed(body: bytes, n: int, d: int) -> bytes:
    """PKCS #1 v1.5."""
    digest = _sequence(_sequence(_oid((2, 16, 840, 1, 101, 3, 4, 2, 1)), _NULL), _tlv(0x04, hashlib.sha256(body).digest()))
    size = BITS // 8
    padded = b"\0\1" + b"\xff" * (size - 3 - len(digest)) + b"\0" + digest
    return pow(int.from_bytes(padded, "big"), d, n).to_bytes(size, "big")


def _prime() -> int:
    while True:
        one = secrets.randbits(BITS // 2) | 3 << (BITS // 2 - 2) | 1  # two top bits, so that the product has all its bits
        if all(one % small for small in _SMALL) and gcd(one - 1, EXPONENT) == 1 and _is_prime(one):
            return one


def _is_prime(n: int, rounds: int = 20) -> bool:
    """Miller and Rabin."""
    twos = ((n - 1) & -(n - 1)).bit_length() - 1
    odd = (n - 1) >> twos
    for _ in range(rounds):
        x = pow(secrets.randbelow(n - 3) + 2, odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def _tlv(tag: int, data: bytes) -> bytes:
    if len(data) < 128:
        return bytes([tag, len(data)]) + data
    size = len(data).to_bytes((len(data).bit_length() + 7) // 8, "big")
    return bytes([tag, 128 | len(size)]) + size + data


_NULL = _tlv(0x05, b"")


def _sequence(*parts: bytes) -> bytes:
    return _tlv(0x30, b"".join(parts))


def _integer(n: int) -> bytes:
    return _tlv(0x02, n.to_bytes(n.bit_length() // 8 + 1, "big"))


def _oid(numbers: tuple[int, ...]) -> bytes:
    found = [bytes([numbers[0] * 40 + numbers[1]])]
    for n in numbers[2:]:
        chunk = [n & 127]
        while n := n >> 7:
            chunk.insert(0, n & 127 | 128)
        found.append(bytes(chunk))
    return _tlv(0x06, b"".join(found))


def _time(when: datetime) -> bytes:
    return _tlv(0x17, when.strftime("%y%m%d%H%M%SZ").encode())


def _host(name: str) -> bytes:
    try:
        return _tlv(0x87, ipaddress.ip_address(name).packed)
    except ValueError:
        return _tlv(0x82, name.encode("idna"))


def _pem(what: str, data: bytes) -> str:
    text = base64.b64encode(data).decode()
    return "\n".join([f"-----BEGIN {what}-----", *(text[i : i + 64] for i in range(0, len(text), 64)), f"-----END {what}-----", ""])
