"""Deeds on many certificates at once: ordered, run by the worker, gathered in a ZIP."""
