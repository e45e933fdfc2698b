"""The WSGI application that granian serves.

Decides: a database that would corrupt Japanese is refused before the first request, and the pack
in force is read before the first reader waits for it.
"""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikkan.server.settings")
os.environ.setdefault("IKKAN_STATIC", "collected")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from ikkan.server import database

database.refuse_unfit()
database.warm()
