"""Exam day: thousands start within half a minute, answer for some minutes, and submit."""
