"""Exercises in which words of the article are marked."""
