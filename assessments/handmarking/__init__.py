"""Marking by people: who may, the queue, claims, marks, what happens when the last one falls, and corrections."""
