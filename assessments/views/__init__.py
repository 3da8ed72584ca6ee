"""The pages of a quiz: its rules, the attempt, the result. Thin: each view calls one deed and shows a page."""
