"""Signed PDFs: made (PAdES, stamps, proofs for later years), and examined."""
