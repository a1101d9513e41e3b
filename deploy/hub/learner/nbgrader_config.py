"""nbgrader for a learner's server: assignments come from the exchange and go back under the hub's name of the learner."""
import os

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "who-says-so"
c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]  # in a container everybody is the same user of the machine
c.Exchange.root = os.environ["WHO_SAYS_SO_EXCHANGE"]
c.Exchange.cache = os.environ["WHO_SAYS_SO_CACHE"]
# The answers folder goes along; what the learner's own run left behind does not.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*-hand-in.zip"]
