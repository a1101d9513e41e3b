"""A JupyterHub for one class on this machine, reached from this machine only: to try the whole way of an assignment before a real hub.

    python -m helpers bundle --out hub-data/dist         (what learners get: no sealed key is in it)
    WHO_SAYS_SO_HUB_PASSWORD=… jupyterhub -f deploy/hub/jupyterhub_config.py

Users and password are dummies and every server runs as the same user of the machine, so nothing here keeps learners apart:
docs/jupyterhub.md says what a real hub changes.
"""
import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821

KIT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("WHO_SAYS_SO_HUB_DATA", KIT / "hub-data")).resolve()
BUNDLE = Path(os.environ.get("WHO_SAYS_SO_HUB_BUNDLE", DATA / "dist" / "who-says-so")).resolve()
COURSE = Path(os.environ.get("WHO_SAYS_SO_HUB_COURSE", KIT)).resolve()
TEACHERS, LEARNERS = {"teacher"}, set(os.environ.get("WHO_SAYS_SO_HUB_LEARNERS", "ann,bo").split(","))
PORT = int(os.environ.get("WHO_SAYS_SO_HUB_PORT", "8000"))

c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{PORT + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
c.JupyterHub.db_url = f"sqlite:///{DATA / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(DATA / "cookie_secret")

c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["WHO_SAYS_SO_HUB_PASSWORD"]  # no default: a hub without a password is an open shell
c.Authenticator.allowed_users = TEACHERS | LEARNERS

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(DATA / "home" / "{username}")
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []  # in a container, say
c.Spawner.default_url = "/lab"
c.Spawner.http_timeout = c.Spawner.start_timeout = 120

EXCHANGE = DATA / "exchange"
for folder in (EXCHANGE, DATA / "home"):
    folder.mkdir(parents=True, exist_ok=True)
EXCHANGE.chmod(0o777)  # nbgrader asks for it; on a real hub the group of the course is enough


def prepare(spawner):
    """A learner works with the bundle, the teacher with the whole kit; each gets nbgrader's settings for the part they play."""
    teacher = spawner.user.name in TEACHERS
    home = DATA / "home" / spawner.user.name
    home.mkdir(exist_ok=True)
    spawner.notebook_dir = str(COURSE if teacher else home)
    spawner.environment.update({
        "PYTHONPATH": str(COURSE if teacher else BUNDLE),
        "JUPYTER_CONFIG_PATH": str(KIT / "deploy" / "hub" / ("teacher" if teacher else "learner")),
        "WHO_SAYS_SO_COURSE": str(COURSE),
        "WHO_SAYS_SO_EXCHANGE": str(EXCHANGE),
        "WHO_SAYS_SO_CACHE": str(home / ".nbgrader-cache"),
        "HOME": str(home),
        "PATH": os.environ["PATH"],
    })


c.Spawner.pre_spawn_hook = prepare

if token := os.environ.get("WHO_SAYS_SO_HUB_TOKEN"):  # for the test that plays teacher and learner
    c.JupyterHub.services = [{"name": "rehearsal", "api_token": token}]
    c.JupyterHub.load_roles = [{"name": "rehearsal", "services": ["rehearsal"], "scopes": ["admin:users", "admin:servers", "access:servers"]}]
