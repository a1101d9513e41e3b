"""Exercises with sentences to judge or to write."""
