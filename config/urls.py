"""The address table of words.md, composed from config.house."""

from django.urls import include, path

from config import house
from config.health import healthz, metrics, readyz

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    *(path(address, include(module)) for address, module in house.ADDRESSES),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
