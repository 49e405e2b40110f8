"""The WSGI door: what granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from config.env import env
from goodcatch.kernel.costly import POOL

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
POOL.fit(threads=env().threads)
