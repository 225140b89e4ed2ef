"""Scores readings against what articles are annotated to say."""
