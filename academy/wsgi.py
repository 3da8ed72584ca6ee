"""The web server's way in."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from certificates.keyring.keys import refuse_development_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings.base")
application = get_wsgi_application()
refuse_development_key(settings)
