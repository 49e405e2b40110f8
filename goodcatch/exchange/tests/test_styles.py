"""Styles of writing a postmortem, and where their words belong."""

import subprocess
import sys
from pathlib import Path

import pytest

from goodcatch.exchange.readers import Document, NotAPostmortem, accounted, read
from goodcatch.exchange.readers.document import Kind, State, TitleSource
from goodcatch.exchange.readers.headings import reading

ROOT = Path(__file__).parents[3]


def whole(text: str, name: str = "") -> Document:
    document = read(text.encode(), name=name)
    account = accounted(document, text)
    assert account.whole, account
    return document


def texts(document: Document, kind: Kind) -> list[str]:
    return [part.text for part in document.of(kind)]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Timeline (all times PST) 10/14/2022 - 11/03/2022", Kind.TIMELINE),
        ("2. Root Cause Analysis:", Kind.FACTOR),
        ("What Didn’t Go So Well?", Kind.WENT_BADLY),
        ("Where did we get lucky", Kind.LUCKY),
        ("What surprised us", Kind.SURPRISED),
        ("Corrective and Preventative Measure", Kind.ACTION),
        ("How will we prevent this from happening again?", Kind.ACTION),
        ("Follow-up items", Kind.ACTION),
        ("Customer Impact", Kind.IMPACT),
        ("TL;DR", Kind.SUMMARY),
        ("Atendees", Kind.PEOPLE),
        ("Q&A", Kind.APPENDIX),
    ],
)
def test_a_heading_names_its_place(heading: str, kind: Kind) -> None:
    named = reading(heading)
    assert named is not None
    assert named.kinds[0] is kind


@pytest.mark.parametrize(
    "heading", ["Incident history", "Relevant Commit history", "CVE - Description of the flaw in X"]
)
def test_other_headings_name_none(heading: str) -> None:
    assert reading(heading) is None


LABELS = """# Search outage (incident #465)

**Date:** 2015-10-21
**Authors:** two of us
**Status:** Complete

**Summary:** Search was down for 66 minutes.

**Impact:** A billion queries lost.

**Root Causes:** Cascading failure.

**Trigger:** A latent bug.

**Detection:** Monitoring paged us.

**Action Items:**

| Action Item | Type | Owner | Due | Status |
|---|---|---|---|---|
| Update playbook | mitigate | Ann | 2015-11-01 | **DONE** |
| Balance load [#5](https://x.example/5) | prevent | Bea | | open |

## Timeline

2015-10-21 (*all times UTC*)

* 14:51 A sonnet is found
* 14:53 Traffic rises
"""


def test_bold_labels_stand_in_for_headings() -> None:
    document = whole(LABELS)
    assert [(field.label, field.text) for field in document.fields] == [("Date", "2015-10-21"), ("Status", "Complete")]
    assert texts(document, Kind.PEOPLE) == ["**Authors:** two of us"]
    assert texts(document, Kind.SUMMARY) == ["**Summary:** Search was down for 66 minutes."]
    assert texts(document, Kind.IMPACT) == ["**Impact:** A billion queries lost."]
    assert texts(document, Kind.FACTOR) == ["**Root Causes:** Cascading failure.", "**Trigger:** A latent bug."]
    assert texts(document, Kind.DETECTION) == ["**Detection:** Monitoring paged us."]
    assert [(a.owner_text, a.due_text, a.state) for a in document.actions] == [
        ("Ann", "2015-11-01", State.DONE),
        ("Bea", "", State.OPEN),
    ]
    assert [link.url for link in document.actions[1].links] == ["https://x.example/5"]
    assert [entry.occurred and entry.occurred.zone for entry in document.timeline] == ["UTC", "UTC"]


LISTS = """---
title: "Database failover"
severity: SEV-2
---

<!-- reviewed -->

- **Status**: Resolved
- **Impact**: Logins failed
- **Timeline** (UTC+2):
  - 2021-03-04
    - 22:10 - Primary died
    - 00:05 - Done
  - 2021-03-05
    - 09:00: Review
- **Root cause**: a bad disk

#### Next steps

- [ ] Replace the disk (owner: Ops, due: 2021-04-01)
- [x] ~~Write a runbook~~
- Prevent:
  - [ ] alerts
- Communicate better — done
- Pair more - @bo

What surprised us
-----------------

Nobody was paged.
"""


def test_nested_lists_hold_a_whole_postmortem() -> None:
    document = whole(LISTS)
    assert (document.title, document.title_source) == ("Database failover", TitleSource.FRONT_MATTER)
    assert [field.label for field in document.fields] == ["title", "severity", "Status"]
    assert [entry.occurred and str(entry.occurred.instant) for entry in document.timeline] == [
        "2021-03-04 20:10:00+00:00",
        "2021-03-04 22:05:00+00:00",
        "2021-03-05 07:00:00+00:00",
    ]
    assert texts(document, Kind.FACTOR) == ["**Root cause**: a bad disk"]
    assert [(a.text.split(" (")[0], a.state, a.owner_text) for a in document.actions] == [
        ("Replace the disk", State.OPEN, "Ops"),
        ("~~Write a runbook~~", State.DONE, ""),
        ("alerts", State.OPEN, ""),
        ("Communicate better — done", State.DONE, ""),
        ("Pair more - @bo", State.UNKNOWN, "@bo"),
    ]
    assert texts(document, Kind.SURPRISED) == ["Nobody was paged."]


def test_a_timeline_is_known_by_its_times_under_any_heading() -> None:
    document = whole("# Outage\n\n## Der Ablauf\n\n- 2021-01-02 10:00 a\n- 10:05 b\n\n## Lessons\n\nMuch.\n")
    assert [entry.text for entry in document.timeline] == ["a", "b"]


def test_what_stands_between_timed_paragraphs_belongs_to_the_one_before() -> None:
    text = "# O\n\n## Timeline\n\n2021-01-02 10:00 UTC - a\n\nmore\n\n```\nlog\n```\n\n10:05 - b\n\n![graph](x.png)\n"
    document = whole(text)
    assert [entry.text for entry in document.timeline] == ["a\n\nmore\n\n```\nlog\n```", "b"]
    assert texts(document, Kind.UNPLACED) == ["![graph](x.png)"]


def test_surplus_cells_of_a_row_are_kept() -> None:
    rows = "| Time | Event |\n|---|---|\n| 2021-01-02 10:00 | ps | grep x |\n| 10:05 | b |\n"
    document = whole(f"# O\n\n## Timeline\n\n{rows}")
    assert document.timeline[0].text == "ps | grep x"


def test_causes_announced_in_a_summary_are_factors() -> None:
    document = whole("# O\n\n## Summary\n\nThis was caused by two factors:\n\n1. one\n2. two\n\n## Impact\n\nSmall.\n")
    assert texts(document, Kind.FACTOR) == ["one", "two"]


def test_introductions_of_lists_are_no_items() -> None:
    text = "# O\n\n## Summary\n\nBad.\n\n## What went well\n\nList of things that went well. For example,\n\n1. one\n"
    document = whole(text)
    assert texts(document, Kind.WENT_WELL) == ["one"]
    assert texts(document, Kind.UNPLACED) == ["List of things that went well. For example,"]


def test_words_of_a_pasted_commit_are_no_labels() -> None:
    text = "# O\n\n## Summary\n\nBad.\n\n## Impact\n\nSmall.\n\n## History\n\ncommit 1\nAuthor: X\nDate: 2021-01-01\n"
    document = whole(text)
    assert (document.fields, document.people) == ((), ())
    assert texts(document, Kind.UNPLACED) == ["commit 1\nAuthor: X\nDate: 2021-01-01"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("MIT License\n\nPermission is hereby granted, free of charge, to any person", "licence"),
        ("# Tool\n\n## Installation\n\nRun it.\n\n## Usage\n\nRun it again.\n", "none of the sections"),
        ("# {{ name }}\n\n## Summary\n\nLorem ipsum\n\n## Timeline\n\n- HH:mm Thing 1 happened\n", "template"),
        ("# Outage\n\n## Summary\n\n## Timeline\n\n## Action items\n\n-\n", "empty"),
        ('{"reports": ["2021-01-02 10:00"]}', "none of the sections"),
    ],
)
def test_what_is_no_postmortem_is_named_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NotAPostmortem, match=reason):
        read(text.encode(), name="2021-01-02-postmortem.md")


EVENTS = """# Incident on 2023-09-18 - no disk space

- **Key events**
  - First detected: 2023-09-18 13:42
  - Resolved 2023-09-20 19:18
- **Time to repair**: 4h 12m
- **Impact**: Several nodes had no space
- **Context**:
  - 2023-09-18 13:42 The team noticed
  - 2023-09-18 14:03 A user reported
- **Review actions**:
  - Back up the nodes
  - Alert earlier
"""


def test_events_that_end_with_their_time_are_entries() -> None:
    document = whole(EVENTS)
    assert [(entry.as_written, entry.text) for entry in document.timeline] == [
        ("2023-09-18 13:42", "First detected: 2023-09-18 13:42"),
        ("2023-09-20 19:18", "Resolved 2023-09-20 19:18"),
        ("2023-09-18 13:42", "The team noticed"),
        ("2023-09-18 14:03", "A user reported"),
    ]
    assert [action.text for action in document.actions] == ["Back up the nodes", "Alert earlier"]
    assert [(field.label, field.text) for field in document.fields] == [("Time to repair", "4h 12m")]


def test_people_named_under_a_label_go_on_below_it() -> None:
    document = whole("# O\n\n## Summary\n\nBad.\n\n__Involved Parties__:\nA: one\n\nB: two\n\n## Impact\n\nSmall.\n")
    assert texts(document, Kind.PEOPLE) == ["A: one", "B: two"]


def test_a_zone_written_once_holds_for_what_follows() -> None:
    document = whole("# O\n\n## Timeline\n\n- 2022-01-02 16:59 PST a\n- 17:07 b\n")
    assert [entry.occurred and entry.occurred.zone for entry in document.timeline] == ["PST", "PST"]


def test_reading_needs_no_framework() -> None:
    code = "import sys, goodcatch.exchange.readers; sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_lines_in_italics_and_headings_of_one_fact_are_fields() -> None:
    text = (
        "# O\n\n*Author: Cy*\n*Date: 2020-03-17*\n\n## Severity\n\nSEV-1\n\n## What caused the outage?\n\nA log file.\n"
    )
    document = whole(text)
    assert texts(document, Kind.PEOPLE) == ["*Author: Cy*"]
    assert [(field.label, field.text) for field in document.fields] == [("Date", "2020-03-17"), ("Severity", "SEV-1")]
    assert texts(document, Kind.FACTOR) == ["A log file."]


def test_a_table_of_lessons_with_their_actions_gives_actions() -> None:
    table = "| Lesson | Action | Owner |\n|---|---|---|\n| Test more | Add tests | QA |\n"
    document = whole(f"# O\n\n## Impact\n\nSmall.\n\n## Lessons learnt / Action items\n\n{table}")
    assert [(a.text, a.owner_text) for a in document.actions] == [("Add tests | Lesson: Test more", "QA")]


def test_a_time_column_keeps_what_is_no_time() -> None:
    rows = "| Time | Event |\n|---|---|\n| 2021-01-02 10:00 | a |\n| later that day | b |\n"
    document = whole(f"# O\n\n## Timeline\n\n{rows}")
    assert [(e.as_written, e.occurred is None) for e in document.timeline] == [
        ("2021-01-02 10:00", False),
        ("later that day", True),
    ]
