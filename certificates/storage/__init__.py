"""Where issued files are kept: one port, an adapter for a folder and one for a bucket, one contract for both."""
