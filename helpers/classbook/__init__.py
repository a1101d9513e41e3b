"""A class: what was handed in, its marks, the report on it, a page for each learner. Nothing in a submission is executed."""
