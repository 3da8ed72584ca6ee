"""The CMS screens of those who write courses."""
