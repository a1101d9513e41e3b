"""The kernel: cells, and messages of widgets."""

import comm
from comm import BaseComm, get_comm_manager
from IPython.core.interactiveshell import InteractiveShell


class Comm(BaseComm):
    """A channel to the page."""

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        content = {"data": data or {}, "comm_id": self.comm_id, **keys}
        buffers = [b.tobytes() if hasattr(b, "tobytes") else b for b in buffers or []]
        InteractiveShell.instance().send_comm(msg_type, content, metadata or {}, self.topic, buffers)


comm.create_comm = Comm


class Kernel:
    def __init__(self):
        self.interpreter, self.comm_manager, self._parent_header = InteractiveShell.instance(), get_comm_manager(), {}
        self.interpreter.kernel = self

    def get_parent(self):
        return self._parent_header

    def comm_info(self, target_name=""):
        return {n: {"target_name": c.target_name} for n, c in self.comm_manager.comms.items() if target_name in ("", c.target_name)}

    async def run(self, code):
        await self.interpreter.run(code)
        error = self.interpreter.last_error
        return {"payload": [], **({"status": "error", **error} if error else {"status": "ok"})}

    def is_complete(self, code):
        import codeop

        try:
            return {"status": "complete" if codeop.compile_command(code) else "incomplete", "indent": "    "}
        except (SyntaxError, ValueError, OverflowError):
            return {"status": "invalid"}

    def complete(self, code, cursor_pos):
        import re
        import rlcompleter

        start = re.search(r"[\w.]*$", code[:cursor_pos]).start()
        completer, word, found = rlcompleter.Completer(self.interpreter.user_ns), code[start:cursor_pos], []
        while word and len(found) < 100 and (one := completer.complete(word, len(found))) is not None:
            found.append(one)
        return {"matches": found, "cursor_start": start, "cursor_end": cursor_pos, "metadata": {}, "status": "ok"}

    def inspect(self, code, cursor_pos, detail_level):
        return {"data": {}, "metadata": {}, "found": False, "status": "ok"}
