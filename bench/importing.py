"""How fast postmortems come in: the three vendored folders, read and imported, in this process."""

from __future__ import annotations

import time
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.ground import ground

FOLDERS = Path(__file__).resolve().parents[1] / "tests" / "data" / "postmortems"


def main() -> None:
    """Measure on the database of this process's environment, and keep the figures."""
    with ground():
        people = import_module("goodcatch.people.services")
        setup = import_module("goodcatch.kernel.refs").System("bench")
        unit = people.add_unit(by=setup, name="Measured", parent=None, zone="UTC")
        found = measure(unit)
        print(found, flush=True)
        import_module("bench.figures").keep("importing", found)


def measure(unit: Any) -> dict[str, float | int]:
    """Import every file of the folders, and say how long it took."""
    bringing = import_module("goodcatch.exchange.bringing")
    imported = import_module("goodcatch.exchange.terms").Status.IMPORTED
    begun, cpu = time.perf_counter(), time.process_time()
    account = bringing.bring_in(bringing.files_in([FOLDERS]), unit=unit)
    took, used = time.perf_counter() - begun, time.process_time() - cpu
    files = len(account.of(imported))
    return {
        "files": files,
        "seconds": round(took, 2),
        "files_a_second": round(files / took, 1),
        "processor_seconds": round(used, 2),
    }


if __name__ == "__main__":
    main()
