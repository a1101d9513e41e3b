"""nbgrader for everybody on the hub: learners read this file alone; the teacher's course folder has the kit's own nbgrader_config.py as well."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "who-says-so"  # the same as in the kit's nbgrader_config.py, or learners see no assignment
c.Exchange.root = "/srv/nbgrader/exchange"
# The answers folder goes along. What lies about does not: nbgrader refuses to submit a folder of more than 100 MB.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*-hand-in.zip"]
