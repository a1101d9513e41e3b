"""Parallel forms: what a class could do before and after, told apart into learning, suspicion and trust. Never a learner by name."""
