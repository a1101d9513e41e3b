"""The files of deploy/ fit the kit and one another. The whole way on a real hub: `deploy/try_hub.py` (root, two minutes)."""

from __future__ import annotations

import re

import pytest
from course import REPO
from traitlets.config.loader import PyFileConfigLoader

DEPLOY = REPO / "deploy"


def settings(path):
    return PyFileConfigLoader(path.name, str(path.parent)).load_config()


def test_learners_and_teacher_name_the_same_course_and_leave_the_same_files_out():
    """Under another name learners would submit to a course that nobody collects."""
    kit, hub = settings(REPO / "nbgrader_config.py"), settings(DEPLOY / "nbgrader_config.py")
    assert hub.CourseDirectory.course_id == kit.CourseDirectory.course_id
    assert set(hub.CourseDirectory.ignore) == set(kit.CourseDirectory.ignore)
    on_paper = (DEPLOY / "zero_to_jupyterhub.yaml").read_text(encoding="utf-8")
    assert f'course_id = "{kit.CourseDirectory.course_id}"' in on_paper
    assert f'Exchange.root = "{hub.Exchange.root}"' in on_paper and f"mountPath: {hub.Exchange.root} " in on_paper


def test_what_set_up_copies_is_there_and_what_the_hub_starts_is_copied():
    """`sh -e` would stop in the middle of a half-made server."""
    script = (DEPLOY / "set_up.sh").read_text(encoding="utf-8")
    named = re.findall(r"deploy/[\w./]+", script.replace("deploy/set_up.sh", ""))
    parts = re.search(r"for part in (.*?);", script)[1].split()
    assert named and all((REPO / name).is_file() for name in [*named, *parts] if "." in name)
    assert all((REPO / name).exists() for name in parts)
    started = settings(DEPLOY / "jupyterhub_config.py").Spawner.cmd[0]
    assert started == "/srv/who-says-so/etc/start_server.sh" and "deploy/start_server.sh" in named


@pytest.mark.parametrize("folder, mode", [("course", "-m 700"), ("hub", "-m 700"), ("exchange", "-m 1777")])
def test_the_modes_that_keep_learners_out_are_set(folder, mode):
    """Each of these was tried on a real hub; the course folder is closed before anything is put in."""
    lines = [
        line
        for line in (DEPLOY / "set_up.sh").read_text(encoding="utf-8").splitlines()
        if re.search(rf'install -d .*[/$]{folder}"\s*(#|$)', line)
    ]
    assert len(lines) == 1 and mode in lines[0]
