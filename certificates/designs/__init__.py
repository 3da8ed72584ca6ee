"""Designs of certificates that officers make: what they may say and look like, how they are kept, tried and set."""
