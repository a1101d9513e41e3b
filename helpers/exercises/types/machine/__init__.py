"""Exercises on the machine reader of unit 6."""
