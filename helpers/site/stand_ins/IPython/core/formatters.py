"""How a value is shown: its own mime bundle, its HTML, or its name."""

METHODS = {
    "text/html": "_repr_html_",
    "text/markdown": "_repr_markdown_",
    "image/svg+xml": "_repr_svg_",
    "text/latex": "_repr_latex_",
    "application/json": "_repr_json_",
}


class DisplayFormatter:
    def format(self, value, include=None, exclude=None):
        """Return (data, metadata) of a value, by mime type."""
        data, metadata = {}, {}
        whole = _called(value, "_repr_mimebundle_", include=include, exclude=exclude)
        if isinstance(whole, tuple):
            data, metadata = dict(whole[0]), dict(whole[1])
        elif whole:
            data = dict(whole)
        for mime, name in METHODS.items():
            if mime not in data and (shown := _called(value, name)) is not None:
                data[mime] = shown
        data.setdefault("text/plain", repr(value))
        return data, metadata


def _called(value, name, **how):
    method = None if isinstance(value, type) else getattr(value, name, None)
    return method(**how) if callable(method) else None
