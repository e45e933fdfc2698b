"""The WSGI application that granian serves; it refuses a database that would corrupt Japanese."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikkan.server.settings")
os.environ.setdefault("IKKAN_STATIC", "collected")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from ikkan.server import database

database.refuse_unfit()
