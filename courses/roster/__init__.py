"""The CMS's side of learners: who is enrolled, how far they are, and the report of completion."""
