"""A JupyterHub for one class on one server, where every learner has an account of the machine. docs/jupyterhub.md says how to set it up.

What keeps the keys from learners is the file system alone: the teacher's course folder is closed to every other account, and learners
work with the bundle, which holds no sealed key. `set_up.sh` makes both folders.
"""

import grp
import os
import shutil
from pathlib import Path

c = get_config()  # noqa: F821

BASE = Path("/srv/who-says-so")
TEACHERS, LEARNERS = "wss-teachers", "wss-learners"  # groups of the machine

c.JupyterHub.bind_url = "http://127.0.0.1:8000"  # behind the server's own web server, which speaks https to the outside
c.JupyterHub.db_url = f"sqlite:///{BASE}/hub/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = f"{BASE}/hub/cookie_secret"
c.ConfigurableHTTPProxy.pid_file = f"{BASE}/hub/proxy.pid"

c.JupyterHub.authenticator_class = "pam"  # the machine's accounts and passwords
c.LocalAuthenticator.allowed_groups = {TEACHERS, LEARNERS}

c.JupyterHub.spawner_class = "localprocess"  # each server runs as its own account: the hub must run as root
c.Spawner.cmd = [str(BASE / "etc" / "start_server.sh")]
c.Spawner.default_url = "/lab"
c.Spawner.http_timeout = c.Spawner.start_timeout = 120


def prepare(spawner):
    """A learner works with the bundle, a teacher with the whole kit; each gets Jupyter's settings for the part they play."""
    teacher = spawner.user.name in grp.getgrnam(TEACHERS).gr_mem
    kit = BASE / ("course" if teacher else "bundle")
    spawner.notebook_dir = str(kit) if teacher else "~"
    spawner.environment = {
        **spawner.environment,
        "PATH": os.pathsep.join([str(Path(shutil.which("jupyterhub-singleuser")).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(kit),
        "WHO_SAYS_SO_ARTICLES": str(kit / "articles"),
        "WHO_SAYS_SO_LESSONS": "" if teacher else str(kit / "notebooks"),
        "JUPYTER_CONFIG_PATH": os.pathsep.join([str(BASE / "etc" / ("teacher" if teacher else "learner")), str(BASE / "etc")]),
    }


c.Spawner.pre_spawn_hook = prepare
