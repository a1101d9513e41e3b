"""The shell of this page."""


def get_ipython():
    """Return the shell, or None before there is one."""
    from .interactiveshell import InteractiveShell

    return InteractiveShell._instance
