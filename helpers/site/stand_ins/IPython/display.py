"""`display` and the plain things to show."""

import uuid

from .core.interactiveshell import InteractiveShell


class DisplayObject:
    mime = "text/plain"

    def __init__(self, data=None, **_):
        self.data = data

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {self.mime: self.data, "text/plain": f"<{type(self).__name__}>"}


class HTML(DisplayObject):
    mime = "text/html"


class Markdown(DisplayObject):
    mime = "text/markdown"


class SVG(DisplayObject):
    mime = "image/svg+xml"


class DisplayHandle:
    def __init__(self, display_id):
        self.display_id = display_id

    def update(self, value, **how):
        display(value, display_id=self.display_id, update=True, **how)


def display(*values, raw=False, display_id=None, update=False, metadata=None, **_):
    """Show values on the page; with `display_id`, a handle that can show something else in their place later."""
    shell = InteractiveShell.instance()
    name = uuid.uuid4().hex if display_id is True else display_id
    for value in values:
        data, more = (value, {}) if raw else shell.display_formatter.format(value)
        if data:
            transient = {"display_id": name} if name else {}
            shell.display_pub.publish(data, {**more, **(metadata or {})}, transient=transient, update=update)
    return DisplayHandle(name) if name and not update else None


def clear_output(wait=False):
    InteractiveShell.instance().display_pub.clear_output(wait)
