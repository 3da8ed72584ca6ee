"""Open Badges 3.0: each certificate as a credential that machines verify without asking us."""
