"""Three postmortems of different styles, read line by line by a person and written down here."""

from datetime import UTC, date, datetime

from goodcatch.exchange.readers import read
from goodcatch.exchange.readers.document import Document, Kind, Precision, Span, State, TimelineEntry, TitleSource
from goodcatch.exchange.tests.counting import POSTMORTEMS


def document(name: str) -> Document:
    return read((POSTMORTEMS / name).read_bytes(), name=name)


def when(entry: TimelineEntry) -> datetime | date | None:
    """Return the instant of an entry, or its day where no time is written."""
    return (entry.occurred.instant or entry.occurred.day) if entry.occurred else None


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_table_with_a_day_left_open() -> None:
    read_in = document("dfds/PM2022-004 - Kafka metrics missing from Prometheus.md")
    assert (read_in.title, read_in.title_source) == ("Kafka metrics missing from Prometheus", TitleSource.HEADING)
    assert [(p.text, p.span) for p in read_in.summary] == [
        (
            "Kafka metrics missing from Prometheus due to kafka-exporter's /metrics endpoint being too slow to load.",
            Span(5, 5),
        )
    ]
    assert [(e.as_written, when(e), e.text, e.span.start) for e in read_in.timeline] == [
        (
            "2022-02-08 12:20",
            utc("2022-02-08 12:20"),
            "kafka-exporter's /metrics load time gets greater than Prometheus scrape timeout (10s).",
            13,
        ),
        ("2022-02-09 06:16", utc("2022-02-09 06:16"), "Developer asks if Prometheus is up.", 14),
        (
            "2022-02-09 08:03",
            utc("2022-02-09 08:03"),
            "**Discovery:** Developer explains that he sees no Kafka metrics in Grafana.",
            15,
        ),
        (
            "2022-02-09 08:27",
            utc("2022-02-09 08:27"),
            "We discover that Prometheus consider kafka-exporter down due to the 10s scrape timeout.",
            16,
        ),
        (
            "2022-02-09 08:40",
            utc("2022-02-09 08:40"),
            "**Recovery:** Prometheus scrape timeout raised to 30 seconds as a quick fix.",
            17,
        ),
        ("2022-02-09 08:45", utc("2022-02-09 08:45"), "Permanent fix added as Infrastructure as Code.", 18),
        (
            "2022-02-09 09:08",
            utc("2022-02-09 09:08"),
            "Root cause analysis showed that one capability created a large amount of unique Kafka consumergroups.",
            19,
        ),
        (
            "2022-02-09 09:25",
            utc("2022-02-09 09:25"),
            (
                "Contacted the capability members about their design choice and its impact. "
                "Advised them about alternative solution."
            ),
            20,
        ),
        (
            "2022-02-09 13:08",
            utc("2022-02-09 13:08"),
            "Upgraded the kafka-exporter to gain minor performance increase.",
            21,
        ),
        (
            "2022-02-?? ??:??",
            date(2022, 2, 1),
            "TBA: Problem will remain until the capability has reworked their consumergroup usage.",
            22,
        ),
    ]
    assert [e.occurred.precision for e in read_in.timeline if e.occurred][-2:] == [Precision.MINUTE, Precision.MONTH]
    assert {(e.occurred.zone, e.occurred.zone_assumed) for e in read_in.timeline if e.occurred} == {("UTC", False)}
    assert read_in.occurred == read_in.timeline[0].occurred
    assert [(p.text, p.span.start) for p in read_in.factors] == [
        ("Low knowledge about how to reset the topic's offset for consumergroups.", 26),
        ("We did not receve alerts on kafka-exporter' /metrics endpoint response times.", 27),
        ("Ongoing kube-prometheus-stack upgrade masked the issue.", 28),
    ]
    assert [(a.text, a.state, a.links, a.span.start) for a in read_in.actions] == [
        (
            "Check why did not get alert of kafka-exporter response times. An issue has been created for this.",
            State.UNKNOWN,
            (),
            32,
        ),
        (
            "Consider to setup an alert if a Kafka topic has a high number of consumergroups. (What 'high' is TBD).",
            State.UNKNOWN,
            (),
            33,
        ),
    ]
    assert [p.text for p in read_in.lessons] == [
        (
            "Consider that each capability that wants Kafka metrics should deploy their own instance of "
            "kafka-exporter, since there is currently no guardrails."
        )
    ]
    assert [p.text for p in read_in.people] == ["—", "—", "—"]
    assert [(f.label, f.text) for f in read_in.fields] == [
        ("Category", "Observability"),
        ("Time to detection", "19 hours 43 minutes."),
        ("Time to recovery", "20 hours 20 minutes."),
    ]
    assert read_in.unplaced == ()
    assert [(s.title, s.kind) for s in read_in.sections] == [
        ("Summary", Kind.SUMMARY),
        ("Timeline", Kind.TIMELINE),
        ("Contributing Factors", Kind.FACTOR),
        ("Action Items", Kind.ACTION),
        ("Lessons Learned", Kind.LESSON),
        ("Attendees", Kind.PEOPLE),
        ("Stats", Kind.FIELD),
    ]


def test_headings_as_a_timeline_and_a_checklist() -> None:
    read_in = document("mybinder/2018-03-26-no-space-left.md")
    assert read_in.title == '2018-03-26, "no space left on device"'
    assert [p.span for p in read_in.summary] == [Span(5, 6)]
    assert [(e.as_written, when(e), e.span) for e in read_in.timeline] == [
        ("2018-03-26 10:34", utc("2018-03-26 08:34"), Span(12, 14)),
        ("2018-03-26 10:55", utc("2018-03-26 08:55"), Span(16, 18)),
        ("2018-03-26 15:00", utc("2018-03-26 13:00"), Span(20, 35)),
    ]
    assert read_in.timeline[0].text == "Launch success metric reaches 0%."
    assert read_in.timeline[1].text == (
        "Cluster self-heals and everything returns to normal, launch success back to 100%."
    )
    assert read_in.timeline[2].text.startswith("Dip in log success metric noticed via grafana, investigation launched.")
    assert read_in.timeline[2].text.endswith("\nThe root cause is still unknown.")
    assert {(e.occurred.zone, e.occurred.zone_assumed) for e in read_in.timeline if e.occurred} == {("CEST", False)}
    assert [p.text for p in read_in.of(Kind.ZONE_NOTE)] == ["All times in CEST"]
    assert [(p.text.split("\n")[0], p.span) for p in read_in.went_well] == [
        ("Cluster noticed the issue and self-healed. Recovery took ~20 minutes.", Span(41, 41)),
        (
            "Investigation was not under pressure as the cluster was in a functioning state at the time.",
            Span(42, 42),
        ),
        (
            "Correlating VM logs in the google cloud console with grafana charts indicating an issue is",
            Span(43, 44),
        ),
    ]
    assert [(p.text, p.span) for p in read_in.went_badly] == [
        (
            (
                "Binder was unavailable, but nobody was notified.\n"
                "Only proactive checking of Binder status on Grafana revealed the issue."
            ),
            Span(48, 49),
        )
    ]
    assert [(a.text, a.state, [link.url for link in a.links]) for a in read_in.actions] == [
        (
            'Add log metric for "no space left on device" messages that seem correlated with problematic nodes',
            State.DONE,
            [],
        ),
        ('Add log metric for "Error creating user" message', State.DONE, []),
        ('Add metrics-based alert for "Error creating user" messages via stackdriver', State.DONE, []),
        (
            (
                "Enable SMTP for alerts from grafana metrics "
                "[GitHub Issue](https://github.com/jupyterhub/mybinder.org-deploy/issues/365)"
            ),
            State.OPEN,
            ["https://github.com/jupyterhub/mybinder.org-deploy/issues/365"],
        ),
        ('Investigate root cause of "no space left on device" messages', State.OPEN, []),
        ("Systematically cordon and cull nodes older than 3-5 days?", State.OPEN, []),
    ]
    assert (read_in.factors, read_in.lessons, read_in.lucky, read_in.unplaced) == ((), (), (), ())


def test_paragraphs_as_a_timeline_under_days_of_their_own() -> None:
    read_in = document("chia/2023-04/04-25-User_Account_Compromise.md")
    assert read_in.title == "Password compromise of an employees' Okta account."
    assert read_in.title_source is TitleSource.FIRST_WORDS
    # The clocks of that April show summer time, though the heading says PST.
    assert [(e.as_written, when(e), e.span) for e in read_in.timeline] == [
        ("11:12 AM", utc("2023-04-21 18:12"), Span(7, 7)),
        ("11:14 AM", utc("2023-04-21 18:14"), Span(9, 9)),
        ("11:18 AM", utc("2023-04-21 18:18"), Span(11, 11)),
        ("11:31 AM", utc("2023-04-21 18:31"), Span(13, 13)),
        ("11:36 AM", utc("2023-04-21 18:36"), Span(15, 15)),
        ("11:43 AM", utc("2023-04-21 18:43"), Span(17, 17)),
        ("11:55 AM", utc("2023-04-21 18:55"), Span(19, 19)),
        ("12:18 PM", utc("2023-04-21 19:18"), Span(21, 21)),
        ("12:26 PM", utc("2023-04-21 19:26"), Span(23, 23)),
        ("12:27 PM", utc("2023-04-21 19:27"), Span(25, 28)),
        ("1:31 PM", utc("2023-04-21 20:31"), Span(29, 30)),
        ("1:34 PM", utc("2023-04-21 20:34"), Span(31, 34)),
        ("2:57 PM", utc("2023-04-21 21:57"), Span(35, 35)),
        ("~9:00 AM", utc("2023-04-24 16:00"), Span(39, 39)),
        ("9:41 AM", utc("2023-04-25 16:41"), Span(43, 43)),
    ]
    occurred = [entry.occurred for entry in read_in.timeline if entry.occurred]
    assert {(o.zone, o.zone_assumed, o.day_assumed) for o in occurred} == {("PST", False, True)}
    assert [o.approximate for o in occurred] == [False] * 13 + [True, False]
    assert read_in.timeline[0].text == (
        "An email was received by the user from Okta about a login attempt from an unfamiliar IP address and location."
    )
    assert read_in.timeline[11].text.startswith("It was determined that the source of the message on LinkedIn")
    assert read_in.timeline[11].text.endswith("1Password master password was reset.")
    assert read_in.timeline[14].text == "SentinelOne installed and full disk scan was completed."
    assert [(p.text, p.span.start) for p in read_in.of(Kind.DATE_NOTE)] == [
        ("_4/21/23_", 5),
        ("_4/24/23_", 37),
        ("-4/25/23_", 41),
    ]
    assert [p.span for p in read_in.resolution] == [Span(47, 49)]
    assert [(p.kind, p.text) for p in read_in.parts][:2] == [
        (Kind.HEADING, "ISSUE NAME"),
        (Kind.TITLE, "Password compromise of an employees' Okta account."),
    ]
    assert (read_in.summary, read_in.factors, read_in.actions, read_in.unplaced) == ((), (), (), ())
