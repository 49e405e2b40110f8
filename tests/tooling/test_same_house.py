"""A process that a test starts works on that test's database."""

import subprocess
import sys
from datetime import UTC, datetime

from django.contrib.sessions.models import Session

from tests import machine

WRITE = """
import django
django.setup()
from django.contrib.sessions.models import Session
print(Session.objects.filter(session_key="seen").update(session_data="by another process"))
"""


def test_a_further_process_reads_and_writes_the_same_rows(same_house: dict[str, str]) -> None:
    Session.objects.create(session_key="seen", session_data="", expire_date=datetime(2030, 1, 1, tzinfo=UTC))
    environ = {**same_house, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", WRITE], cwd=machine.ROOT, env=environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1"
    assert Session.objects.get(session_key="seen").session_data == "by another process"
