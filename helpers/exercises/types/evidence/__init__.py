"""Exercises on evidence cards, verdicts and days."""
