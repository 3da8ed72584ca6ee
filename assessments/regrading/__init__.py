"""Regrading: marking a question of a quiz in another way, after learners have answered it."""
