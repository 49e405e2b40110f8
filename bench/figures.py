"""Figures in a form that can be kept and compared: quantiles, the machine, the day."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import django
import psycopg

from tests import postgres
from tests.server import Server

RESULTS = Path(__file__).resolve().parent / "results"


def quantile(values: Sequence[float], share: float) -> float:
    """Give the value below which this share of the values lies (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, round(share * len(ranked) + 0.5) - 1))]


def milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    """Give n, p50, p95 and the largest, in milliseconds."""
    return {
        "n": len(seconds),
        "p50_ms": round(median(seconds) * 1000, 2),
        "p95_ms": round(quantile(seconds, 0.95) * 1000, 2),
        "max_ms": round(max(seconds) * 1000, 2),
    }


def processor(server: Server) -> float:
    """Seconds of processor that pages and worker have used, hashes included: says the same on a busy machine."""
    ticks = [Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[11:13] for pid in below(server)]
    return sum(int(tick) for each in ticks for tick in each) / os.sysconf("SC_CLK_TCK")


def below(server: Server) -> list[int]:
    """Give the processes that a server has begun: the one that serves the pages, and the worker."""
    children = Path(f"/proc/{server.pid}/task").glob("*/children")
    return [int(child) for path in children for child in path.read_text().split()]


def vendor() -> str:
    """Give the database that this process measures on."""
    return "postgresql" if os.environ.get(postgres.URL_VARIABLE) else "sqlite"


def machine() -> dict[str, str | int]:
    """Say on what this was measured, without naming the machine."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**30
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count() or 0,
        "memory_gib": memory,
        "load_before": " ".join(f"{value:.2f}" for value in os.getloadavg()),
        "python": platform.python_version(),
        "django": django.get_version(),
        "sqlite": sqlite3.sqlite_version,
        "psycopg": psycopg.__version__,
    }


def keep(name: str, figures: dict[str, Any]) -> None:
    """Write the figures of one measurement on this database to results/NAME-VENDOR.json."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}-{vendor()}.json"
    path.write_text(json.dumps({"machine": machine(), **figures}, indent=2, ensure_ascii=False) + "\n")
