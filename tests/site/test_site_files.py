"""The browser site as files: nothing sealed in it, nothing fetched from elsewhere, lists that hold what is there, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from course import REPO, all_exercises, key_for

from helpers.course import bundle_contents, units
from helpers.errors import KitError
from helpers.site import app, fetch_parts, parts
from helpers.site.build import site_files
from helpers.site.pages import IN_THE_BROWSER
from helpers.site.wheel import read_wheel


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def files(site: Path) -> list[Path]:
    return [p for p in site.rglob("*") if p.is_file()]


def inside(site: Path) -> dict[str, bytes]:
    """What the browser's Python has, by its path."""
    with zipfile.ZipFile(site / "static/pyodide/who_says_so-0.1.0-py3-none-any.whl") as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_learners_files_are_those_of_the_bundle(site):
    """Every page and list of the bundle is in the site, and nothing else of the kit; the sealed stay with the teacher."""
    bundle = bundle_contents(REPO, units())
    there = {p.relative_to(site / "files").as_posix() for p in files(site / "files")}
    assert there == {n for n in bundle if n.startswith(("notebooks/", "exercises/")) and not n.endswith(".png")}
    kit = {n for n in inside(site) if n.startswith(("helpers/", "articles/"))}
    assert kit == {n for n in bundle if n.startswith(("helpers/", "articles/")) and "/labextension/" not in n}


def test_no_page_speaks_of_files_on_a_disk(site):
    """There are none: answers are in the browser, and no other program can be started. What takes such sentences' place finds each one that it is for."""

    def told(folder: Path) -> str:
        notebooks = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.rglob("*.ipynb")) if p.stem != "07_your_own_article"]
        return "\n".join("".join(c["source"]) for n in notebooks for c in n["cells"] if c["cell_type"] == "markdown")

    here, kit = told(site / "files"), told(REPO / "notebooks") + told(REPO / "exercises")
    assert re.findall(r".*(?:\bdisk\b|`answers`|make notebook|lab/tree|beside this page).*", here) == []
    assert [sentence for sentence in IN_THE_BROWSER if sentence not in kit] == []
    assert all(instead in here for instead in IN_THE_BROWSER.values())


def test_no_sealed_explanation_is_anywhere(site):
    """Each sentence of each sealed key is searched for in every file, inside the Python package too."""
    sealed, open_ = set(), set()
    for unit, exercise in all_exercises():
        notes = {t for t in texts(key_for(unit, exercise)) if len(t) > 40 and " " in t}
        (sealed if exercise.sealed else open_).update(notes)
    public = "\n".join(p.read_text(encoding="utf-8") for p in (REPO / "articles").glob("*/article.txt"))
    asked = set(texts([json.loads(p.read_text()) for p in REPO.glob("*/*/exercises.json")]))
    secret = {note for note in sealed - open_ - asked if note not in public}
    assert len(secret) > 20
    everything = [p.read_bytes() for p in files(site)] + list(inside(site).values())
    found = [note for note in secret for data in everything if note.encode() in data or json.dumps(note)[1:-1].encode() in data]
    assert found == []


def test_lists_hold_what_is_there(site):
    """The page finds files by lists: each file stands in the list of its folder with its size, and no list names anything else."""
    listed = {}
    for path in sorted((site / "api/contents").rglob("all.json")):
        for one in json.loads(path.read_text())["content"]:
            if one["type"] != "directory":
                listed[one["path"]] = one["size"]
    assert listed == {p.relative_to(site / "files").as_posix(): p.stat().st_size for p in files(site / "files")}


def test_everything_comes_from_this_site(site):
    """No setting names another host; the browser's Python knows one package of code, and each file has the hash that is listed."""
    config = json.loads((site / "jupyter-lite.json").read_text())["jupyter-config-data"]
    assert not [t for t in texts(config) if re.search(r"https?://", t)]
    listed = json.loads((site / "static/pyodide/pyodide-lock.json").read_text())["packages"]
    for one in listed.values():
        assert hashlib.sha256((site / "static/pyodide" / one["file_name"]).read_bytes()).hexdigest() == one["sha256"]
    extensions = {e["name"]: e["load"] for e in config["federated_extensions"]}
    assert {"who-says-so", "anywidget", "@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension"} == set(extensions)
    assert all((site / "extensions" / name / load).is_file() for name, load in extensions.items())


def test_it_fits(site):
    """What a first visit can fetch at most, packed as servers pack it: at most 12 MB."""
    import zlib

    named = [p for p in files(site) if p.suffix in (".js", ".mjs", ".wasm", ".json", ".html", ".css")]
    assert sum(len(zlib.compress(p.read_bytes(), 6)) for p in named) + sum(p.stat().st_size for p in files(site) if p not in named) < 11.5e6


def test_what_is_left_out_is_there_to_be_left_out(site):
    """Each name of a part that stays out is one of the pinned wheel's: with another version of JupyterLite they have to be looked up again."""
    packed = read_wheel(fetch_parts(REPO).wheels["jupyterlite-core"])
    with tarfile.open(fileobj=io.BytesIO(next(d for n, d in packed.items() if n.endswith(".tgz")))) as inner:
        names = {n.removeprefix("package/") for n in inner.getnames()}
    for one in app.NOT_FETCHED:
        assert one in names or any(n.startswith(f"{one}.") for n in names), one
    assert not [p for p in files(site) if p.name.partition(".")[0] in app.ONLY_THEIRS["mermaid"]]
    chunks = "".join(p.read_text() for p in files(site) if p.parent.name in ("build", "lab") and p.suffix == ".js")
    for one, words in {"mermaid": "elk.algorithm", "vega": "vega-bind-name"}.items():
        assert words not in chunks, one


def test_the_same_bytes_every_time(site, tmp_path):
    """Built again in another process, with another order of sets: every file is the same."""
    code = "import sys; from pathlib import Path; from helpers.site import build_site; build_site(Path(sys.argv[1]), include_article=True)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "again")], check=True, cwd=REPO, env={**os.environ, "PYTHONHASHSEED": "7"})
    first = {p.relative_to(site).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files(site)}
    assert first == {
        p.relative_to(tmp_path / "again").as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files(tmp_path / "again")
    }


@pytest.fixture(scope="module")
def public(site):
    """The files of a site as it is built without being told otherwise."""
    return site_files(REPO, units())


class TestRights:
    """Somebody else's article: its text is in a site only where the teacher says so."""

    def test_the_text_is_nowhere(self, public):
        """What is left is what questions quote: no more than 40 words in a row, and in no file more than a quarter of the article."""
        words = (REPO / "articles/mosul-2016/article.txt").read_text(encoding="utf-8").split()
        whole = {n: d for n, d in public.items() if n.endswith((".json", ".ipynb", ".txt", ".html"))}
        wheel = zipfile.ZipFile(io.BytesIO(public["static/pyodide/who_says_so-0.1.0-py3-none-any.whl"]))
        whole |= {n: wheel.read(n) for n in wheel.namelist()}
        assert "articles/mosul-2016/article.txt" not in wheel.namelist() and "files/articles/mosul-2016/own_copy.json" in public
        for name, data in whole.items():
            text = " ".join(data.decode("utf-8", "replace").replace("\\n", " ").replace('\\"', '"').split())
            quoted = {m for n in range(len(words) - 11) if " ".join(words[n : n + 12]) in text for m in range(n, n + 12)}
            runs = "".join("x" if n in quoted else " " for n in range(len(words))).split()
            assert max(map(len, runs), default=0) <= 40 and len(quoted) <= len(words) / 4, (name, sorted(map(len, runs)))

    def test_pages_ask_for_it_first(self, public):
        """Each page with a question on it has the box before its first question; other pages have none."""
        asking = 'bring("mosul-2016")'
        listed = {}
        for name in [n for n in public if n.startswith("files/") and n.endswith(".ipynb")]:
            cells = [c for c in json.loads(public[name])["cells"] if c["cell_type"] == "code"]
            sources = ["".join(c["source"]) for c in cells if "choose_article()" not in "".join(c["source"])]
            listed[name] = bool(sources) and asking in sources[0]
        assert (
            listed["files/exercises/01_who_says_so/01_who_says_so.ipynb"]
            and not listed["files/exercises/06_machine_reader/06_machine_reader.ipynb"]
        )

    def test_the_quiet_road_needs_no_copy(self, public):
        """Where a page has the choice of the article it comes before the box, and the box says that it is for one of both."""
        page = json.loads(public["files/exercises/01_who_says_so/01_who_says_so.ipynb"])
        sources = ["".join(c["source"]) for c in page["cells"]]
        assert "choose_article()" in sources[1] and "Whoever has chosen the other article" in sources[2] and "bring(" in sources[3]
        quiet = site_files(REPO, ["01_who_says_so"], quiet=True)
        assert quiet["files/exercises/01_who_says_so/which_article.txt"] == b"quiet\n"
        assert not [n for n in public if n.endswith("which_article.txt")]


class TestParts:
    """What a site is made of: by hash, or not at all."""

    @pytest.fixture
    def registry(self, tmp_path, monkeypatch):
        """A registry that hands out another file than the one that is named."""
        folder = tmp_path / "registry" / "pyodide" / "-"
        folder.mkdir(parents=True)
        (folder / "pyodide-314.0.7.tgz").write_bytes(b"not the file")
        monkeypatch.setenv("NPM_CONFIG_REGISTRY", (tmp_path / "registry").as_uri())
        monkeypatch.setenv("WHO_SAYS_SO_PARTS", str(tmp_path / "parts"))
        monkeypatch.setattr(parts, "_fetch_wheels", lambda lock, folder: None)
        monkeypatch.setattr(parts, "PAUSE", 0)
        return tmp_path

    def test_another_file_is_refused_and_nothing_is_kept(self, registry):
        with pytest.raises(KitError, match="another file came"):
            fetch_parts(REPO)
        assert not list((registry / "parts").glob("*"))

    def test_no_network_is_a_sentence(self, registry, monkeypatch):
        monkeypatch.setenv("NPM_CONFIG_REGISTRY", "http://127.0.0.1:1")
        with pytest.raises(KitError, match="could not be fetched"):
            fetch_parts(REPO)

    def test_what_fails_once_is_fetched_again(self, monkeypatch):
        """The registry breaks off twice, and answers the third time."""
        answers = ["broke off", "broke off", ""]
        monkeypatch.setattr(parts, "PAUSE", 0)
        parts._again(lambda: answers.pop(0))
        assert answers == []

    def test_a_damaged_part_is_fetched_anew(self, site, tmp_path, monkeypatch):
        """One byte is changed in what is kept: it counts as not there."""
        import shutil

        kept = parts.kept_parts(REPO).core.parent
        shutil.copytree(kept, tmp_path / kept.name)
        monkeypatch.setenv("WHO_SAYS_SO_PARTS", str(tmp_path))
        assert parts.kept_parts(REPO)
        core = tmp_path / kept.name / "pyodide.tgz"
        core.write_bytes(core.read_bytes()[:-9] + b"other byte")
        assert parts.kept_parts(REPO) is None

    def test_every_line_of_the_lock_is_read(self):
        """Each package that pip would fetch is one that the builder knows by its hash; Pyodide's line is read too."""
        text = (REPO / "lock-site.txt").read_text()
        assert len(parts._WHEEL.findall(text)) == len(re.findall(r"^[a-z0-9-]+==", text, re.M)) and parts._NPM.search(text)
        constraints = (REPO / "constraints.txt").read_text().lower().replace("_", "-")
        ours = {(m["name"], m["version"]) for m in parts._WHEEL.finditer(text)}
        shared = {(n, v) for n, v in ours if f"{n}==" in constraints}
        assert len(shared) >= 5 and all(f"{n}=={v}\n" in constraints for n, v in shared)
