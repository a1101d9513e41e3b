"""The shell: runs cells, and hands what they show to the page. What the page puts into it is named in `pyodide_kernel`."""

import builtins
import getpass
import sys
import traceback

from .formatters import DisplayFormatter


class _Publisher:
    """Where shown things go: the page sets the three functions before each cell."""

    display_data_callback = update_display_data_callback = clear_output_callback = None

    def publish(self, data, metadata=None, *, transient=None, update=False, **_):
        send = self.update_display_data_callback if update else self.display_data_callback
        if send:
            send(data, metadata or {}, transient or {})

    def clear_output(self, wait=False):
        if self.clear_output_callback:
            self.clear_output_callback(wait)


class _Hook:
    """The value of a cell’s last line."""

    publish_execution_result = None


class _Events:
    """Before and after each message of a widget; nobody listens here."""

    def trigger(self, name, *_):
        pass

    register = unregister = trigger


class InteractiveShell:
    _instance = None

    @classmethod
    def instance(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance

    def __init__(self):
        self.user_ns = {"__name__": "__main__", "__builtins__": builtins}
        self.display_pub, self.displayhook, self.display_formatter = _Publisher(), _Hook(), DisplayFormatter()
        self.events = _Events()
        self.execution_count, self.last_error, self.send_comm, self.kernel = 0, None, None, None
        self._input = self._getpass = None

    @property
    def input(self):
        return self._input

    @input.setter
    def input(self, ask):
        self._input = ask
        builtins.input = lambda *args: ask(*args)

    @property
    def getpass(self):
        return self._getpass

    @getpass.setter
    def getpass(self, ask):
        self._getpass = ask
        getpass.getpass = lambda *args: ask(*args)

    async def run(self, code):
        """Run one cell and show its last value; what went wrong is kept in `last_error`."""
        from pyodide.code import eval_code_async

        self.last_error = None
        self.execution_count += 1
        name = f"<cell {self.execution_count}>"
        _keep_lines(name, code)
        try:
            value = await eval_code_async(_plain(code), self.user_ns, filename=name)
        except BaseException:  # noqa: BLE001 SystemExit and KeyboardInterrupt too: the page goes on
            self.showtraceback()
            return
        if value is not None:
            self.user_ns["_"] = value
            data, metadata = self.display_formatter.format(value)
            if data and self.displayhook.publish_execution_result:
                self.displayhook.publish_execution_result(self.execution_count, data, metadata)

    def showtraceback(self, *_, **__):
        kind, error, trace = sys.exc_info()
        while trace and not trace.tb_frame.f_code.co_filename.startswith("<cell ") and trace.tb_next:
            trace = trace.tb_next  # what runs the cell is not the cell’s business
        lines = "".join(traceback.format_exception(kind, error, trace)).splitlines()
        self.last_error = {"ename": kind.__name__, "evalue": str(error), "traceback": lines}

    def register_magics(self, *_):
        """There are none here."""


def _keep_lines(name, code):
    import linecache

    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)


def _plain(code):
    """Lines that are no Python (`%magic`, `!command`) say so instead of stopping the cell."""
    lines = code.split("\n")
    if not any(line.lstrip().startswith(("%", "!")) for line in lines):
        return code
    said = 'print("Lines that begin with % or ! do nothing on this page.")'
    return "\n".join(line[: len(line) - len(line.lstrip())] + said if line.lstrip().startswith(("%", "!")) else line for line in lines)
