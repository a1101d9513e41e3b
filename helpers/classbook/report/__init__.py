"""What a teacher and each learner get to see of a marked class."""
