"""The certificate officers' desk: who is eligible and why not, requests, cohorts, holds and identity."""
