"""A stand-in for IPython on course pages: showing things, and knowing that there is a notebook. The rest of IPython takes seconds to load in a browser."""

from .core.getipython import get_ipython

__version__ = "9.18.1"
version_info = (9, 18, 1)
__all__ = ["get_ipython"]
