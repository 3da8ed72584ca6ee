"""The Digital Government Academy's learning management system."""

from academy.celery import app as celery_app

__all__ = ["celery_app"]
