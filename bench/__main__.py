"""`make bench`: every measurement on SQLite and on a durable PostgreSQL, into bench/results, and a table of them.

`python -m bench lists house` measures only those.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.figures import RESULTS
from bench.sealed import SLACK_MIB
from tests import postgres

MEASUREMENTS = ("house", "reports", "sealed", "inbox", "lists", "importing", "files", "vault")


def main() -> None:
    """Measure what is asked for, on both databases, and write the table."""
    asked = [name for name in sys.argv[1:] if name in MEASUREMENTS] or list(MEASUREMENTS)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GOODCATCH_")}
    for name in asked:
        _run(name, plain)
    with postgres.cluster(durable=True) as url:
        for name in asked:
            with postgres.database(url) as own:
                _run(name, {**plain, postgres.URL_VARIABLE: own, "GOODCATCH_SECRET_KEY": "measured " * 6})
    table = "\n".join(_table()) + "\n"
    (RESULTS / "README.md").write_text(table, encoding="utf-8")
    print(table)


def _run(name: str, environ: dict[str, str]) -> None:
    where = "PostgreSQL" if postgres.URL_VARIABLE in environ else "SQLite"
    print(f"== {name} on {where}", flush=True)
    subprocess.run([sys.executable, "-m", f"bench.{name}"], env=environ, check=True)


def _table() -> Iterator[str]:
    yield "# Measured"
    yield ""
    yield "Written by `make bench`; each row says its n, its day and machine stand in the JSON beside this page."
    yield ""
    yield "| what | database | figure |"
    yield "|---|---|---|"
    for path in sorted(RESULTS.glob("*.json")):
        name, _, vendor = path.stem.rpartition("-")
        figures = json.loads(path.read_text(encoding="utf-8"))
        for what, figure in ROWS[name](figures):
            yield f"| {what} | {vendor} | {figure} |"


def _house(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    starts = figures["starts_of_a_kept_house_s"]
    yield "first start of an empty house, to the first answer", f"{starts[0]} s"
    yield "later starts", ", ".join(f"{each} s" for each in starts[1:])
    yield "first start, the demo moved in", f"{figures['first_start_with_demo_s']} s"
    yield (
        f"memory of {figures['processes']} processes after {figures['pages_opened']} pages",
        f"{figures['pss_mib']} MiB PSS ({figures['rss_mib']} MiB RSS)",
    )


def _reports(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, row in figures["reports"].items():
        kind = "named reports" if name.startswith("named") else "reports with a slip"
        yield (
            f"{kind}, {row['clients']} client{'s' if row['clients'] > 1 else ''}",
            (
                f"{row['a_second']}/s; {row['sent']} sent, {row['stored']} stored, {row['failed']} failed; "
                f"p95 {row['p95_ms']} ms; {row.get('processor_ms_each', '?')} ms of processor each"
            ),
        )


def _sealed(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    sent = figures["submissions"]
    yield (
        f"sealed reports, {sent['clients']} clients",
        (
            f"{sent['a_second']}/s; {sent['sent']} sent, {sent['stored']} stored, {sent['failed']} failed; "
            f"p50 {sent['p50_ms']} ms, p95 {sent['p95_ms']} ms; {sent['processor_ms_each']} ms of processor each"
        ),
    )
    for name, what in (("quiet", "alone"), ("flooded", "under wrong receipts of another network")):
        row = figures["entry"][name]
        yield f"entering a receipt, {row['clients']} clients, {what}", f"p50 {row['p50_ms']} ms, p95 {row['p95_ms']} ms"
    flood = figures["flood"]
    yield (
        "the flood of wrong receipts",
        f"{flood['a_second']}/s, {flood['refused']} of {flood['sent']} refused at the door",
    )
    memory = figures["memory"]
    hashing, pages = memory["ceiling_mib"], memory.get("pages_mib", SLACK_MIB)
    ceiling = f"ceiling {hashing + pages} MiB: {hashing} for one Argon2id, {pages} for pages and threads"
    yield "memory taken by hashing, pages and threads at most", f"{memory['peak_growth_mib']} MiB ({ceiling})"
    if "guessed" in figures:  # not in those measured before there was such a figure
        yield from _guessed(figures["guessed"])


def _guessed(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, what in (("others_before", "before"), ("others", "while somebody guesses at another report")):
        row = figures[name]
        yield f"entering a receipt, {row['clients']} clients, {what}", f"p50 {row['p50_ms']} ms, p95 {row['p95_ms']} ms"
    for name, what in (("owner_before", "before"), ("owner", "while it is guessed at")):
        row = figures[name]
        took = f"p50 {row['p50_ms']} ms, p95 {row['p95_ms']} ms" if row["n"] else "never opened"
        yield (
            f"its owner, page and receipt, {what}",
            f"{took}; asked to try again {row['sent_away']} times (n={row['n']})",
        )
    row = figures["guesses"]
    away = f"{row['refused']} of {row['sent']} refused at the door, {row['sent_away']} because of another guess"
    yield "the guesses", f"{row['a_second']}/s, {away}"


def _inbox(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for reader in ("handler", "deputy", "last_reader"):
        for name, row in figures[reader].items():
            what = (
                f"sealed list of 25 among {figures['reports']:,}, {reader.replace('_', ' ')}: {name.replace('_', ' ')}"
            )
            yield what, f"{row['queries']} queries, p50 {row['p50_ms']} ms, p95 {row['p95_ms']} ms (n={row['n']})"


def _lists(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for size, found in figures["sizes"].items():
        for viewer in ("sees_all", "sees_three", "left_off_some"):
            for page in ("today", "list", "page"):
                row = found[viewer].get(page)
                if row is None:
                    continue  # measured before there was such a figure
                what = f"{'today' if page == 'today' else 'case ' + page} at {int(size):,}, {viewer.replace('_', ' ')}"
                yield what, f"{row['queries']} queries, p50 {row['p50_ms']} ms, p95 {row['p95_ms']} ms (n={row['n']})"


def _importing(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield f"import of {figures['files']} postmortems", f"{figures['files_a_second']}/s ({figures['seconds']} s)"


def _files(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, row in figures["cleaned"].items():
        yield (
            f"{name} looked into and cleaned ({row['kib']} KiB)",
            f"p50 {row['p50_ms']} ms, p95 {row['p95_ms']} ms (n={row['n']})",
        )
    yield "largest child among them", f"at most {figures['largest_child_mib']} MiB RSS"
    kept = figures["kept"]
    yield (
        f"sealed file of {kept['mib']} MiB, received, kept and read back",
        (f"{kept['received_mib_s']}, {kept['kept_mib_s']} and {kept['read_mib_s']} MiB/s"),
    )
    yield f"{kept['mib']} MiB on the way", f"{kept['grown_mib']} MiB more memory in the process"


def _vault(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for size in ("1000", "100000"):
        row = figures[f"inbox_among_{size}"]
        what = f"sealed inbox of 25 among {int(size):,}: keys and words"
        yield what, f"{row['queries']} queries, p50 {row['p50_ms']} ms, p95 {row['p95_ms']} ms (n={row['n']})"
    done = figures["resealing"]
    yield (
        f"re-sealing {done['things']:,} things to a new reader",
        f"{done['a_second']}/s ({done['seconds']} s), longest batch of 500 {done['longest_batch_ms']} ms",
    )
    sealed = "sealing a new thing in one transaction: four key blobs, six identity boxes, two envelopes"
    yield sealed, f"{figures['sealings_a_second']}/s"
    for word, rate in figures["envelopes_a_second"].items():
        yield f"{word.replace('_', ' ')}, without a database", f"{rate}/s"
    yield "key derivation (Argon2id, 64 MiB, t=3)", f"p50 {figures['key_derivation']['p50_ms']} ms"


ROWS = {
    "house": _house,
    "reports": _reports,
    "sealed": _sealed,
    "inbox": _inbox,
    "lists": _lists,
    "importing": _importing,
    "files": _files,
    "vault": _vault,
}

if __name__ == "__main__":
    main()
