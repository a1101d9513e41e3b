"""A teacher's own article on paper: what `publish` makes prints like the kit's own units, and its answers come back."""

from __future__ import annotations

from own_article import mark_shelter, root, shelter  # noqa: F401 — fixtures
from test_paper import comparable, plain

from helpers.__main__ import main
from helpers.authoring import publish as publishing
from helpers.course.paper.notation import sheet_of
from helpers.course.paper.pdf import CHOSEN
from helpers.course.paper.workbook import workbook
from helpers.exercises import key_of, read_unit, type_of


def test_units_of_an_own_article_print_and_come_back(shelter, root, monkeypatch, tmp_path, capsys):  # noqa: F811
    """All three units: a workbook, a booklet, and the key's own answers typed in and stored."""
    monkeypatch.setattr(publishing, "release", lambda *_: None)
    monkeypatch.setenv(CHOSEN, "")
    mark_shelter(shelter, "ana")
    names = publishing.publish("shelter").units
    assert names
    for name in names:
        folder = root.parent / "solutions" / name
        unit = read_unit(folder)
        assert "The city of Marrowick" in plain(workbook(unit))
        for more in ([], ["--answers"]):
            assert main(["print", str(folder), "--out", str(tmp_path / "out"), *more]) == 0
        form = tmp_path / "class" / f"{name}.txt"
        form.parent.mkdir(exist_ok=True)
        rows, bare = ["learner: Ana"], []
        for exercise in unit.exercises:
            solved = type_of(exercise.type).solved(exercise, key_of(unit, exercise))
            written = sheet_of(exercise).write(solved)
            assert comparable(sheet_of(exercise).read(written)) == comparable(solved), exercise.id
            bare += [exercise.id] * type_of(exercise.type).is_empty(solved)  # a written one without a model text
            rows += [exercise.id, *(row.replace("\n", "\n> ") for row in written)]
        form.write_text("\n".join(rows), encoding="utf-8")
        capsys.readouterr()
        assert main(["enter", str(folder), str(tmp_path / "class")]) == 0, capsys.readouterr().out
        left = f" Left open: {', '.join(bare)}." if bare else ""
        assert f"Ana: {len(unit.exercises) - len(bare)} of {len(unit.exercises)} exercises.{left}\n" in capsys.readouterr().out
        assert len(bare) < len(unit.exercises)
