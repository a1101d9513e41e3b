"""Every box, list and tick that the kit shows has a name of its own: without `description` a screen reader says “edit text” and no more.

Radio buttons are left out: ipywidgets ties no name to the group, and each button says its own words.
"""

import ast
from pathlib import Path

import pytest

HELPERS = Path(__file__).resolve().parents[2] / "helpers"
TAKES_A_NAME = {"Text", "Textarea", "IntText", "FloatText", "Dropdown", "Select", "Checkbox", "FileUpload", "Combobox"}  # fmt: skip
MADE = [
    pytest.param(call, id=f"{path.relative_to(HELPERS)}:{call.lineno}")
    for path in sorted(HELPERS.rglob("*.py"))
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in TAKES_A_NAME
    if isinstance(call.func.value, ast.Name) and call.func.value.id in ("w", "ipywidgets", "widgets")
]


@pytest.mark.parametrize("call", MADE)
def test_a_box_has_a_name(call):
    named = [k.value for k in call.keywords if k.arg == "description"]
    assert named and not (isinstance(named[0], ast.Constant) and not named[0].value)
