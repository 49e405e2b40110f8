"""How a value of a column is written as JSON and read again, the same for both databases."""

from __future__ import annotations

import base64
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models


def written(value: Any) -> Any:
    """Give the value as JSON can hold it."""
    if isinstance(value, bytes | memoryview | bytearray):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def read(field: models.Field[Any, Any], value: Any) -> Any:
    """Give the value of this column that was written so."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    return field.to_python(value)
