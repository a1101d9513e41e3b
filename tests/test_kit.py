"""The kit as a whole: one environment in two files, releases in step, and nothing sealed in what students get."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile

import pytest

from helpers.__main__ import MODULES, parser
from helpers.course.bundle import bundle
from helpers.course.release import ROOT, answers_in_the_way, generate, open_keys, release, units
from helpers.errors import ExerciseError
from helpers.exercises import SPEC, key_of, read_unit


def texts(value):
    """Every string in nested data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from texts(one)


def notes_of(key) -> set[str]:
    """The explanations in a key: sentences, not labels or phrases of the article."""
    return {t for t in texts(key) if len(t) > 40 and " " in t}


@pytest.fixture(scope="module")
def folders():
    return [ROOT / "solutions" / name for name in units()] + [f.parent for f in (ROOT / "notebooks").glob(SPEC)]


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The unzipped bundle of all units."""
    out = tmp_path_factory.mktemp("bundle")
    _, archive = bundle(out / "made")
    with zipfile.ZipFile(archive) as z:
        z.extractall(out / "unzipped")
    return out / "unzipped" / "who-says-so"


def test_conda_gets_the_same_packages_as_pip():
    """environment.yml and pyproject.toml name the same packages at the same versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.sub(r"==", "=", d) for d in project["dependencies"] + project["optional-dependencies"]["teacher"]}
    listed = set(re.findall(r"^  - ([a-z0-9-]+=[^=<>\s]+)$", (ROOT / "environment.yml").read_text(), re.M))
    assert wanted == listed
    assert f"python{project['requires-python']}" in (ROOT / "environment.yml").read_text()


def pip_part() -> list[str]:
    """The lines that conda writes into a requirements file beside environment.yml, for pip to install."""
    text = (ROOT / "environment.yml").read_text()
    return re.findall(r"^      - (.+)$", text.split("  - pip:\n")[1], re.M)


def test_pip_accepts_its_part_of_the_conda_environment(tmp_path):
    """Read by pip’s own parser from a file, as conda does it: an option that only the command line knows stops everything."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [line.replace(".[", f"{ROOT}[").replace("-c ", f"-c {ROOT}/") for line in pip_part()]
    extras = set(re.search(r"\[(.*)\]", pip_part()[-1]).group(1).split(","))
    assert extras == set(project["optional-dependencies"]) - {"test", "cluster"}
    (tmp_path / "requirements.txt").write_text("\n".join(lines) + "\n")
    code = (
        "import sys; from pip._internal.network.session import PipSession; from pip._internal.req.req_file import parse_requirements; "
        "print(*(r.requirement for r in parse_requirements(sys.argv[1], PipSession())), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "requirements.txt")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert {f"{ROOT}[{','.join(sorted(extras))}]", "nbgrader==0.9.6"} <= {
        ",".join([x.split("[")[0] + "[" + ",".join(sorted(x.split("[")[1][:-1].split(","))) + "]"]) if "[" in x else x
        for x in done.stdout.split()
    }


def test_the_help_of_every_verb_shows_what_is_typed(capsys):
    """“usage: who-says-so grade …”, and neither “VERB” nor “…”, which nobody types."""
    for verb in MODULES:
        with pytest.raises(SystemExit):
            parser(verb).parse_args([verb, "--help"])
        assert capsys.readouterr().out.startswith(f"usage: who-says-so {verb} [-h]")


@pytest.mark.parametrize(("told", "verb"), [((3, 9, 2), "--help"), (None, "agreement")])
def test_a_python_without_the_kit_gets_one_sentence(told, verb):
    """Typed outside the environment, in an old Python (its number is put in its mouth) or a bare one: what to type instead, no traceback."""
    code = (
        f"import runpy, sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv[1:] = [{verb!r}, 'mosul-2016'][: 2 - {verb == '--help'}]; "
        f"sys.version_info = {told} or sys.version_info; runpy.run_module('helpers', run_name='__main__')"
    )
    done = subprocess.run([sys._base_executable, "-I", "-S", "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode and "Traceback" not in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert ".venv/bin/who-says-so" in done.stderr


def test_every_pin_is_in_the_constraints():
    """What pyproject pins, constraints.txt pins alike."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pins = set((ROOT / "constraints.txt").read_text().split())
    wanted = {d for group in (project["dependencies"], *project["optional-dependencies"].values()) for d in group}
    assert {w for w in wanted if w not in pins} == set()


def test_no_answers_stand_under_solutions_or_exercises():
    """They would reach every learner and replace theirs at marking (measured), or are somebody's work."""
    assert answers_in_the_way() == []


@pytest.mark.parametrize("top", ["solutions", "exercises"])
def test_release_refuses_while_answers_stand_in_the_way(tmp_path, top):
    (tmp_path / top / "01_x" / "answers").mkdir(parents=True)
    with pytest.raises(ExerciseError, match="Move that folder"):
        release(tmp_path)


def test_open_keys_are_in_step_with_the_votes(folders):
    """`make exercises` was run after the last change of votes or exercises."""
    for folder in folders:
        assert (folder / "open_keys.json").read_text(encoding="utf-8") == open_keys(folder), f"run make exercises ({folder.name})"


@pytest.mark.nbgrader
def test_exercises_are_what_nbgrader_derives_from_solutions(tmp_path):
    """Byte for byte; a release that was edited by hand, or forgotten, fails here."""
    generate(ROOT, units(), tmp_path)
    for name in units():
        made = {p.name: p.read_bytes() for p in (tmp_path / name).iterdir()}
        kept = {p.name: p.read_bytes() for p in (ROOT / "exercises" / name).iterdir() if p.name != ".ipynb_checkpoints"}
        assert sorted(made) == sorted(kept)
        assert [n for n in made if made[n] != kept[n]] == [], f"run make exercises ({name})"


def test_no_note_of_a_sealed_exercise_is_in_the_bundle(folders, packed):
    """Every explanation of every sealed key is searched for in every file that students get."""
    sealed, open_ = set(), set()
    for folder in folders:
        unit = read_unit(folder)
        for exercise in unit.every:
            (sealed if exercise.sealed else open_).update(notes_of(key_of(unit, exercise)))
    read = {p: p.read_text(encoding="utf-8", errors="replace") for p in packed.rglob("*") if p.is_file()}
    secret = sealed - open_ - {t for folder in folders for t in texts(json.loads((folder / SPEC).read_text()))}
    public = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "articles").glob("*/article.txt"))
    secret = {note for note in secret if note not in public}  # a claim of a key is a quotation of the article
    assert len(secret) > 20
    found = [
        (p.relative_to(packed).as_posix(), note)
        for p, text in read.items()
        for note in secret
        if note in text or json.dumps(note)[1:-1] in text
    ]
    assert found == []


def test_no_votes_and_no_sealed_keys_are_in_the_bundle(folders, packed):
    """Folders of votes, verdicts and teacher notes stay; open keys hold open exercises only."""
    names = {p.name for p in packed.rglob("*")}
    assert names.isdisjoint({"marks", "desk", "verdicts.json", "claims.json", "evidence.json", "teacher_notes.md", "solutions"}) and not [
        p for p in packed.rglob("answers") if p.parent.name != "helpers"
    ]
    for folder in folders:
        place = packed / ("notebooks" if folder.name == "notebooks" else f"exercises/{folder.name}")
        sealed = {e.id for e in read_unit(folder).every if e.sealed}
        assert sealed.isdisjoint(json.loads((place / "open_keys.json").read_text()))


def test_no_model_answer_stands_in_what_is_asked(folders):
    """exercises.json goes to learners: a model text there would be handed out with the task (it was, once)."""
    for folder in folders:
        for exercise in read_unit(folder).every:
            assert not (exercise.sealed and {"model", "safe", "right", "answer", "answers", "solution"} & set(exercise.options)), (
                folder.name,
                exercise.id,
            )


def test_a_bundle_has_the_same_bytes_each_time(tmp_path):
    first, second = bundle(tmp_path / "a")[1], bundle(tmp_path / "b")[1]
    assert first.read_bytes() == second.read_bytes()


def test_nothing_is_fetched_at_run_time(packed):
    """No CDN, no fonts or scripts from the web, no nltk data, in anything that students run."""
    for path in [*packed.rglob("*.py"), *packed.rglob("*.js"), *packed.rglob("*.css"), *packed.rglob("*.ipynb")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"nltk\.download\(|https?://(cdn|unpkg|esm\.sh|fonts\.)|@import|\bimport\(\s*['\"]http|word_tokenize\(|sent_tokenize\(|pos_tag\(",
            text,
        ), path


def test_the_readme_names_only_what_exists():
    """Each `make` target and each verb that the README shows is there."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", readme, re.M)) <= targets
    from helpers.__main__ import parser

    verbs = set(parser()._subparsers._group_actions[0].choices)
    assert set(re.findall(r"who-says-so ([a-z][a-z-]*)", readme)) <= verbs


def test_commands_in_the_documents_can_be_typed(capsys):
    """Each line of who-says-so in README and docs/, as it is printed: a shell takes it apart, and the verb takes every word of it."""
    refused, known = [], parser()
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        code = re.findall(r"^ *```\w*\n(.*?)^ *```|`([^`\n]+)`", path.read_text(encoding="utf-8"), re.M | re.S)
        lines = [line for block, inline in code for line in (block or inline).splitlines()]
        for typed in re.findall(r"^ *(?:\.venv/bin/)?who-says-so (.*)", "\n".join(lines), re.M):
            try:
                assert not re.search(r"[()<>;&|]", typed.split(" #")[0]), "a shell reads this sign itself"
                words = shlex.split(typed, comments=True)
                if len(words) > 1:  # a verb alone only names it
                    known.parse_args(words)
            except (SystemExit, ValueError, AssertionError) as error:
                if error.args != (0,):  # --help
                    refused.append(f"{path.name}: who-says-so {typed}: {capsys.readouterr().err[-200:] or error}")
    assert refused == []


def test_solutions_ship_no_stray_files():
    """Everything beside a source notebook goes to learners: only the unit's own three files may stand there."""
    for name in units():
        assert {p.name for p in (ROOT / "solutions" / name).iterdir()} == {SPEC, "open_keys.json", f"{name}.ipynb"}


def test_make_places_what_pip_places():
    """An editable install has no shared data: the Makefile copies each part of it to the same place, and each part is there to copy."""
    given = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    made = (ROOT / "Makefile").read_text().replace("$(LABEXTENSION)", "helpers/notebook/labextension")
    assert len(given) == 2
    for source, target in given.items():
        assert (ROOT / source).exists()
        assert re.search(rf"^\tcp (-R )?{re.escape(source)}(/\.)? \$\(VENV\)/{re.escape(target)}$", made, re.MULTILINE), target
