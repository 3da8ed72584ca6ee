"""The CMS's screens of live conditions: when a quiz is open, from where, and for whom otherwise."""
