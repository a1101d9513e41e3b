"""A stand-in for the Python half of JupyterLite’s kernel (0.8.6): the same names for its page, without IPython.

The page (the worker of jupyterlite-pyodide-kernel) asks for `kernel_instance`, `stdout_stream`, `stderr_stream`, and on the kernel for `run`,
`complete`, `inspect`, `is_complete`, `comm_info`, `comm_manager` and `interpreter`; it sets the functions that publish and `send_comm`.
"""

import os
import sys
import types
from pathlib import Path

for _name in ("fcntl", "termios", "resource"):  # there is none of them in a browser; code that asks for the module alone finds it
    sys.modules.setdefault(_name, types.ModuleType(_name))

DRIVE = "/drive/articles"


def keep_what_is_brought() -> None:
    """An article whose text learners bring lies where the browser keeps files, not in this Python, which ends with the page."""
    listed, articles = Path(__file__).with_name("brought.txt"), Path(__file__).parents[1] / "articles"
    for slug in listed.read_text().split() if listed.is_file() else ():
        articles.mkdir(exist_ok=True)
        if not (articles / slug).is_symlink():
            os.symlink(f"{DRIVE}/{slug}", articles / slug)


keep_what_is_brought()
from .kernel import Kernel  # noqa: E402
from .streams import Stream  # noqa: E402

stdout_stream, stderr_stream = Stream("stdout"), Stream("stderr")
kernel_instance = Kernel()
sys.stdout, sys.stderr = stdout_stream, stderr_stream
