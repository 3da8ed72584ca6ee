"""Whether a certificate is what it says: by code, number and name, or file; with the academy or by itself."""
