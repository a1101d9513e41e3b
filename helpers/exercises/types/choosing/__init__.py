"""Exercises with questions and options on words, sources and claims."""
