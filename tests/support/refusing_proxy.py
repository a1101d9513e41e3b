"""A proxy between a browser and Jupyter as a school may have one: pages pass, what matches `refused` gets a 403. Connections are real sockets."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading


class RefusingProxy:
    """`with RefusingProxy(port_of_jupyter) as proxy:` `proxy.url`; `proxy.refused`: words in a request's first line, or "" for none."""

    def __init__(self, port: int, refused: str = "/channels"):
        self.port, self.refused, self.asked = port, refused, 0
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                outer.pass_on(self.request)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler, bind_and_activate=True)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def pass_on(self, browser: socket.socket) -> None:
        first = browser.recv(65536)
        if self.refused and self.refused in first.split(b"\r\n")[0].decode("latin-1"):
            self.asked += 1
            browser.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)) as jupyter:
            jupyter.sendall(first)
            back = threading.Thread(target=_pump, args=(jupyter, browser), daemon=True)
            back.start()
            _pump(browser, jupyter)
            back.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
