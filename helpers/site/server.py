"""`who-says-so serve`: shows a site on this computer, or in the room. Nothing is written, and nothing but the site’s own files is read."""

from __future__ import annotations

import functools
import gzip
import os
import socket
import ssl
import sys
import tempfile
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from helpers.errors import KitError

from .certificate import fingerprint, make_certificate

TLS_HELLO = b"\x16"
PATIENCE = 60  # seconds for a browser that says nothing
TYPES = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".ipynb": "application/json",
}
PACKED = (".js", ".mjs", ".wasm", ".json", ".ipynb", ".html", ".css", ".svg", ".ttf")
HEADERS = {"Cache-Control": "no-cache"}  # asked again each time, answered “not modified”: a new site is seen at once


class Handler(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE

    def setup(self) -> None:
        """Begin a secure connection where the browser asks for one; a browser that does not is sent to the secure address."""
        context, self.plain = self.server.context, False
        if context:
            self.request.settimeout(PATIENCE)
            self.plain = self.request.recv(1, socket.MSG_PEEK) != TLS_HELLO
            if not self.plain:
                self.request = context.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        try:
            super().finish()
        finally:
            if self.server.context and not self.plain:
                self.request.close()  # the server knows the connection beneath it, which was handed over

    def do_GET(self) -> None:
        if self.plain:
            self._elsewhere()
        elif not self._packed():
            super().do_GET()

    def do_HEAD(self) -> None:
        self._elsewhere() if self.plain else super().do_HEAD()

    def _elsewhere(self) -> None:
        host = (self.headers.get("Host") or self.server.told).rsplit(":", 1)[0]
        self.send_response(308)
        self.send_header("Location", f"https://{host}:{self.server.server_port}{self.path}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _packed(self) -> bool:
        """Send a file packed, where the browser takes it; whether it was sent."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.partition("?")[0].endswith("/") else path
        if path.suffix not in PACKED or "gzip" not in self.headers.get("Accept-Encoding", "") or not path.is_file():
            return False
        mark = f'"{path.stat().st_mtime_ns:x}-{path.stat().st_size:x}"'
        if self.headers.get("If-None-Match") == mark:
            self.send_response(304)
            self.send_header("ETag", mark)
            self.end_headers()
            return True
        data = packed(path, path.stat().st_mtime_ns)
        self.send_response(200)
        for name, value in {"Content-Type": self.guess_type(str(path)), "Content-Encoding": "gzip", "ETag": mark}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        return True

    def list_directory(self, path):
        self.send_error(404)

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_) -> None:
        """Who opened what is nobody’s business."""


@functools.lru_cache(maxsize=600)
def packed(path: Path, _when: int) -> bytes:
    """Return a file packed; each is packed once."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class SiteServer(ThreadingHTTPServer):
    """`context`: how connections are secured, or None on this computer alone."""

    daemon_threads, request_queue_size = True, 128  # a class opens the page in the same minute

    def __init__(self, folder: Path, host: str, port: int, context: ssl.SSLContext | None = None):
        self.context, self.told = context, host
        super().__init__((host, port), functools.partial(Handler, directory=str(folder)))

    def handle_error(self, request, client_address) -> None:
        """Say nothing: a browser that went away, or refused the certificate, is no fault of the server’s."""


def open_server(folder: Path, port: int, room: bool) -> tuple[SiteServer, str, str]:
    """Return a server that is bound, the address to open, and in a room the fingerprint of its certificate. KitError where it cannot begin."""
    if not (folder / "jupyter-lite.json").is_file():
        raise KitError(f"{folder} is not a site.", "Build one first: who-says-so site --out site")
    host, context, mark = ("", *_secured()) if room else ("127.0.0.1", None, "")
    try:
        server = SiteServer(folder, host, port, context)
    except OSError as error:
        raise KitError(f"Port {port} cannot be used: {error.strerror}.", "Choose another: --port 8001") from None
    address = f"https://{own_address()}" if room else "http://127.0.0.1"
    return server, f"{address}:{server.server_port}/", mark


def own_address() -> str:
    """Return this computer’s address in the room’s network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def _secured() -> tuple[ssl.SSLContext, str]:
    hosts = list(dict.fromkeys([own_address(), "127.0.0.1", "localhost", socket.gethostname()]))
    certificate, key = make_certificate(hosts)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    handle, path = tempfile.mkstemp(suffix=".pem")  # ssl reads files only; nobody else may read this one, and it goes at once
    try:
        with os.fdopen(handle, "w") as out:
            out.write(certificate + key)
        context.load_cert_chain(path)
    finally:
        os.unlink(path)
    return context, fingerprint(certificate)


def serve(folder: Path, port: int, room: bool) -> None:
    """Serve until Ctrl+C."""
    server, address, mark = open_server(folder, port, room)
    print(f"Open {address} — stop with Ctrl+C.")
    if room:
        print(
            "The certificate was made here, and nobody vouches for it: browsers run the exercises where it is trusted, and say so where it is not "
            f"(docs/browser.md). Its fingerprint begins with {mark[:23]}."
        )
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("Stopped. Whoever has opened a page can go on with it.")
    finally:
        server.server_close()
