"""nbgrader for the teacher's server: the course's own settings, and where its folder and the exchange are."""
import os

c = get_config()  # noqa: F821
load_subconfig("nbgrader_config.py", path=os.environ["WHO_SAYS_SO_COURSE"])  # noqa: F821

c.CourseDirectory.root = os.environ["WHO_SAYS_SO_COURSE"]
c.Exchange.root = os.environ["WHO_SAYS_SO_EXCHANGE"]
c.Exchange.cache = os.environ["WHO_SAYS_SO_CACHE"]
c.ExchangeCollect.check_owner = False  # every server writes as the same user of the machine; the name comes from the learner's server
