"""`who-says-so serve`: real connections, plain on this computer, secured in a room; what is served is the site and nothing beside it."""

from __future__ import annotations

import gzip
import http.client
import ssl
import threading

import pytest

from helpers.errors import KitError
from helpers.site.certificate import fingerprint, make_certificate
from helpers.site.server import open_server


@pytest.fixture
def small_site(tmp_path):
    """A folder that looks like a site, with a secret beside it."""
    folder = tmp_path / "site"
    (folder / "lab").mkdir(parents=True)
    (folder / "jupyter-lite.json").write_text("{}")
    (folder / "lab/index.html").write_text("<p>" + "lesson " * 500)
    (folder / "core.wasm").write_bytes(b"\0asm" * 900)
    (tmp_path / "marks.csv").write_text("secret")
    return folder


@pytest.fixture
def running(small_site):
    """Start servers; each is stopped after the test."""
    begun = []

    def start(room):
        server, address, mark = open_server(small_site, 0, room)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        begun.append(server)
        return server.server_port, address, mark

    yield start
    for server in begun:
        server.shutdown()
        server.server_close()


def get(connection, path, **headers):
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer, answer.read()


def test_on_this_computer(running):
    port, address, _ = running(room=False)
    assert address == f"http://127.0.0.1:{port}/"
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    answer, data = get(line, "/core.wasm", **{"Accept-Encoding": "gzip"})
    assert answer.getheader("Content-Type") == "application/wasm" and gzip.decompress(data) == b"\0asm" * 900
    assert answer.getheader("Cache-Control") == "no-cache"
    again, data = get(line, "/core.wasm", **{"Accept-Encoding": "gzip", "If-None-Match": answer.getheader("ETag")})
    assert (again.status, data) == (304, b"")
    plain, data = get(line, "/lab/")
    assert plain.status == 200 and data.startswith(b"<p>lesson") and plain.getheader("Content-Encoding") is None
    line.close()


@pytest.mark.parametrize(
    "path", ["/../marks.csv", "/..%2fmarks.csv", "/%2e%2e/marks.csv", "//../marks.csv", "/lab/../../marks.csv", "/nothing", "/."]
)
def test_nothing_beside_the_site(running, path):
    """Neither the folder above, nor a list of files."""
    port, _, _ = running(room=False)
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    answer, data = get(line, path, **{"Accept-Encoding": "gzip"})
    assert answer.status in (301, 404) and b"secret" not in data
    line.close()


def test_in_a_room(running):
    """Secured with a certificate that the browser's own library takes once it is told to trust it; without security one is sent to it."""
    port, address, mark = running(room=True)
    assert address.startswith("https://")
    pem = ssl.get_server_certificate(("127.0.0.1", port))
    assert fingerprint(pem) == mark
    line = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=ssl.create_default_context(cadata=pem))
    answer, data = get(line, "/lab/")
    assert answer.status == 200 and data.startswith(b"<p>lesson")
    line.close()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    answer, _ = get(line, "/lab/?path=x")
    assert (answer.status, answer.getheader("Location")) == (308, f"https://127.0.0.1:{port}/lab/?path=x")
    line.close()
    with pytest.raises(ssl.SSLCertVerificationError):
        http.client.HTTPSConnection("127.0.0.1", port, timeout=30).request("GET", "/")


def test_a_certificate_is_for_its_hosts_only(tmp_path):
    """Read by the system's own library: names and addresses, and no other."""
    pem, _ = make_certificate(["192.168.1.7", "laptop"])
    (tmp_path / "made.pem").write_text(pem)
    told = ssl._ssl._test_decode_cert(str(tmp_path / "made.pem"))
    assert told["subjectAltName"] == (("IP Address", "192.168.1.7"), ("DNS", "laptop"))


def test_what_is_no_site_is_said(tmp_path):
    with pytest.raises(KitError, match="is not a site"):
        open_server(tmp_path, 0, room=False)


def test_a_taken_port_is_said(small_site, running):
    port, _, _ = running(room=False)
    with pytest.raises(KitError, match=f"Port {port}"):
        open_server(small_site, port, room=False)
