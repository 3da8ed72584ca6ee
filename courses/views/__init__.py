"""What learners see. Thin: each view asks where the person stands, calls at most one deed, and shows a page."""
