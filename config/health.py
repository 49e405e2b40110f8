"""For operators: is the process alive, can it answer, does the work get done. No count here tells of a report."""

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from goodcatch.jobs import queries as jobs


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer that the process is alive; touches nothing else."""
    return JsonResponse({"alive": True})


def is_ready() -> bool:
    """Tell whether the database is reached and up to date."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False  # an answer, not a bug: whoever asks is to send people elsewhere


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer whether the database is reached and up to date."""
    ready = is_ready()
    return JsonResponse({"ready": ready}, status=200 if ready else 503)


class House(Collector):
    """What is measured of the house when somebody asks: readiness, and work that was given up.

    Work that waits is not counted here: a job more at an odd minute could tell that somebody spoke up.
    """

    def collect(self) -> Iterator[Metric]:
        ready = is_ready()
        yield GaugeMetricFamily("goodcatch_ready", "1 while the database is reached and up to date.", float(ready))
        if ready:
            given_up = len(jobs.given_up())
            yield GaugeMetricFamily("goodcatch_jobs_given_up", "Work tried again and again, at most 100.", given_up)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures of this process and house in Prometheus's text form."""
    registry = CollectorRegistry()
    registry.register(House())
    ProcessCollector(registry=registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
