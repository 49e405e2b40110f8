"""The one file that knows all rooms: addresses, navigation, slots, readers of the feed, job handlers, sights.

Everything is named by dotted path and loaded when first needed, so that lower rooms reach upper ones through
this table alone (architecture.md, rule 1).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROOMS = [
    "goodcatch.kernel",
    "goodcatch.ui",
    "goodcatch.record",
    "goodcatch.jobs",
    "goodcatch.people",
    "goodcatch.places",
    "goodcatch.notices",
    "goodcatch.standards",
    "goodcatch.vault",
    "goodcatch.files",
    "goodcatch.reports",
    "goodcatch.protection",
    "goodcatch.cases",
    "goodcatch.reviews",
    "goodcatch.actions",
    "goodcatch.lessons",
    "goodcatch.recognition",
    "goodcatch.inquiry",
    "goodcatch.casefile",
    "goodcatch.subjects",
    "goodcatch.home",
    "goodcatch.setup",
    "goodcatch.exchange",
]
"""Installed rooms, from the ground floor up."""

ADDRESSES: list[tuple[str, str]] = [
    ("in/account/kept/", "goodcatch.subjects.urls.own"),
    ("in/account/", "goodcatch.people.urls.account"),
    ("in/requests/", "goodcatch.subjects.urls.inside"),
    ("in/notices/", "goodcatch.notices.urls"),
    ("in/places/", "goodcatch.places.urls"),
    ("in/setup/", "goodcatch.setup.urls"),
    ("in/keys/", "goodcatch.vault.urls"),
    ("in/watched/", "goodcatch.protection.urls.inside"),
    ("in/", "goodcatch.reports.urls.inside"),
    ("in/", "goodcatch.standards.urls"),
    ("in/", "goodcatch.home.urls"),
    ("in/", "goodcatch.cases.urls"),
    ("in/", "goodcatch.casefile.urls"),
    ("in/reviews/", "goodcatch.reviews.urls"),
    ("in/actions/", "goodcatch.actions.urls"),
    ("in/lessons/", "goodcatch.lessons.urls.inside"),
    ("in/thanks/", "goodcatch.recognition.urls"),
    ("in/inquiries/", "goodcatch.inquiry.urls"),
    ("in/sources/", "goodcatch.exchange.urls"),
    ("lessons/", "goodcatch.lessons.urls.outside"),
    ("in/", "goodcatch.people.urls"),
    ("speak-up/watched/", "goodcatch.protection.urls.outside"),
    ("", "goodcatch.reports.urls.outside"),
]
"""Address → the urls module that serves it; most exact first."""

NAVIGATION: list[tuple[str | Promise, str]] = [
    (_("Today"), "home:today"),
    (_("Cases"), "cases:cases"),
    (_("Reviews"), "reviews:list"),
    (_("Actions"), "actions:board"),
    (_("Lessons"), "lessons:library"),
]
"""Word → url name, in the order of the story; shown to members."""

FACTS: dict[str, str] = {
    "house_name": "goodcatch.people.slots.house_name",
}
"""Fact of the house that any page may name (house_name) → the function `() -> object` of the room that knows it."""

OFFICES: dict[str, str] = {
    "reports.office": "goodcatch.reports.rules.channels.offices_held",
}
"""Office that somebody may hold in an upper room → the function `(gap for a person, name, columns of a unit) -> rows`
that gives what is read together with their roles."""

SLOTS: dict[str, list[str]] = {
    "case.understood": ["goodcatch.reviews.slots.understood", "goodcatch.exchange.slots.source"],
    "case.changed": ["goodcatch.actions.slots.changed"],
    "case.learned": ["goodcatch.lessons.slots.learned"],
    "case.thanks": ["goodcatch.recognition.slots.thanked"],
    "front": ["goodcatch.lessons.slots.front"],
    "review.changed": ["goodcatch.actions.slots.of_review"],
    "review.rail": ["goodcatch.exchange.slots.source_of_review"],
    "review.factor": ["goodcatch.actions.slots.on_factor"],
    "report_rail": ["goodcatch.cases.slots.report_rail"],
    "watched": ["goodcatch.protection.slots.watched"],
    "watch_over": ["goodcatch.protection.slots.watch_over"],
    "home.waiting": [
        "goodcatch.people.slots.waiting",
        "goodcatch.reports.slots.waiting",
        "goodcatch.protection.slots.waiting",
        "goodcatch.cases.slots.waiting",
        "goodcatch.reviews.slots.waiting",
        "goodcatch.actions.slots.waiting",
        "goodcatch.lessons.slots.waiting",
        "goodcatch.recognition.slots.waiting",
        "goodcatch.subjects.slots.waiting",
        "goodcatch.setup.slots.waiting",
    ],
    "keys": ["goodcatch.protection.slots.menu", "goodcatch.inquiry.slots.menu"],
    "sealed_report": ["goodcatch.inquiry.slots.on_report"],
    "bar": ["goodcatch.notices.slots.bell"],
    "account": ["goodcatch.subjects.slots.from_account"],
    "demo": ["goodcatch.reports.slots.demo_keys"],
    "person_menu": [
        "goodcatch.reports.slots.menu",
        "goodcatch.vault.slots.menu",
        "goodcatch.people.slots.menu",
        "goodcatch.subjects.slots.menu",
        "goodcatch.places.slots.menu",
        "goodcatch.setup.slots.menu",
    ],
}
"""Slot named by a lower template → functions `(viewer, thing, request) -> str` of upper rooms that fill it."""

JOBS: dict[str, str] = {
    "inquiry.purge": "goodcatch.inquiry.tasks.purge",
    "jobs.tidy": "goodcatch.jobs.tasks.tidy",
    "protection.tend": "goodcatch.protection.tasks.tend",
    "reports.call_again": "goodcatch.reports.tasks.call_again",
    "reports.announce": "goodcatch.reports.tasks.announce",
    "reports.forget_drafts": "goodcatch.reports.tasks.forget_drafts",
    "reports.tend_clocks": "goodcatch.reports.tasks.tend_clocks",
    "subjects.forget": "goodcatch.subjects.tasks.forget",
    "reports.purge": "goodcatch.reports.tasks.purge",
    "vault.tidy": "goodcatch.vault.tasks.tidy",
    "vault.watch": "goodcatch.vault.tasks.watch",
}
"""Kind of job → its handler `(payload) -> None`, run in one transaction with marking the job done."""

ERRANDS: dict[str, str] = {
    "people.send_password_link": "goodcatch.people.tasks.send_password_link",
    "notices.send_at_once": "goodcatch.notices.tasks.send_at_once",
    "notices.send_digest": "goodcatch.notices.tasks.send_digest",
    "vault.write_anew": "goodcatch.vault.tasks.write_anew",
    "setup.examine": "goodcatch.setup.tasks.examine",
}
"""Kind of job that reaches beyond the database (mail) → `(payload) -> effect | None`: run without a transaction; the
effect it returns is called in the transaction that marks the job done."""

DAILY: dict[str, list[str]] = {
    "inquiry.purge": ["02:50"],
    "jobs.tidy": ["03:30"],
    "protection.tend": ["08:20"],
    "reports.announce": ["08:00", "14:00"],
    "reports.call_again": [f"{hour:02}:{minute}" for hour in range(24) for minute in (10, 25, 40, 55)],
    "reports.forget_drafts": ["03:40"],
    "reports.tend_clocks": ["08:10"],
    "reports.purge": ["02:20"],
    "subjects.forget": ["03:50"],
    "vault.tidy": [f"{hour:02}:20" for hour in range(24)],
    "vault.watch": ["02:10", "10:10", "18:10"],
    "vault.write_anew": ["02:40"],
    "setup.examine": ["04:10"],
}
"""Kind of job → the hours, in the house's zone, at which one is put down each day."""

ROUNDS: list[str] = [
    "goodcatch.record.tasks.number_record",
    "goodcatch.record.tasks.tell_readers",
]
"""What every worker does about every half second: finds out cheaply whether there is anything to do."""

READERS: dict[str, str] = {
    "notices": "goodcatch.notices.services.note",
    "reports": "goodcatch.reports.tasks.follow_lists",
}
"""Name of a feed reader → its function `(entries) -> None`."""

SIGHTS: dict[str, str] = {
    "person": "goodcatch.people.directory.person_sight",
    "unit": "goodcatch.people.directory.unit_sight",
    "grant": "goodcatch.people.directory.grant_sight",
    "place": "goodcatch.places.queries.place_sight",
    "key": "goodcatch.vault.slots.key_sight",
    "readers": "goodcatch.vault.slots.readers_sight",
    "opening": "goodcatch.vault.slots.opening_sight",
    "law": "goodcatch.standards.slots.law_sight",
    "policy": "goodcatch.standards.slots.policy_sight",
    "report": "goodcatch.reports.slots.report_sight",
    "channel": "goodcatch.reports.slots.channel_sight",
    "office": "goodcatch.reports.slots.office_sight",
    "case": "goodcatch.cases.queries.case_sight",
    "theme": "goodcatch.cases.queries.theme_sight",
    "review": "goodcatch.reviews.slots.sight",
    "action": "goodcatch.actions.slots.sight",
    "lesson": "goodcatch.lessons.slots.sight",
    "recognition": "goodcatch.recognition.slots.sight",
    "examination": "goodcatch.setup.slots.examination_sight",
    "inquiry": "goodcatch.inquiry.slots.sight",
    "plan": "goodcatch.protection.slots.plan_sight",
    "watch": "goodcatch.protection.slots.day_sight",
    "request": "goodcatch.subjects.queries.request_sight",
    "source": "goodcatch.exchange.slots.sight",
}
"""Kind of thing → `(viewer, public_id) -> Sight | None`: its title and address for whoever may see it."""

KEEPERS: dict[str, str] = {
    "report": "goodcatch.reports.services.keeping",
    "inquiry": "goodcatch.inquiry.services.keeping",
    "checkin": "goodcatch.protection.services.keeping",
}
"""Kind of sealed thing → the room's word on it (goodcatch.vault.terms.Keeper): who may be given its keys, and how its
reporter is told that an identity was opened."""

PEPPERED: dict[str, list[str]] = {
    "receipt-pepper": [
        "goodcatch.reports.models.Slip",
        "goodcatch.reports.models.ReporterKey",
        "goodcatch.reports.models.SpentReceipt",
        "goodcatch.protection.models.PlanSlip",
    ],
    "vault-pepper": ["goodcatch.vault.models.Key", "goodcatch.vault.models.ShredKey"],
}
"""Name of a pepper's file → the tables that mean nothing without it: while one holds a row, no new pepper is made."""

NEAR: list[str] = ["goodcatch.cases.queries.near_report"]
"""Functions `(viewer, *, report) -> primary keys` of upper rooms: who else is in the line of a report."""

KEPT_BY: list[str] = ["goodcatch.cases.queries.kept_reports", "goodcatch.protection.queries.watched_reports"]
"""Functions `(viewer, *, reports) -> frozenset[str]` of upper rooms: which reports whose time has ended still stay."""

LET_GO: list[str] = ["goodcatch.cases.services.let_go_of_report", "goodcatch.protection.services.let_go"]
"""Verbs `(*, by, report) -> None` of upper rooms that let go of a report which is about to be deleted."""

TRACES: list[str] = [
    "goodcatch.people.traces.traces",
    "goodcatch.reports.traces.traces",
    "goodcatch.cases.traces.traces",
    "goodcatch.reviews.traces.traces",
    "goodcatch.actions.traces.traces",
    "goodcatch.lessons.traces.traces",
    "goodcatch.recognition.traces.traces",
    "goodcatch.protection.traces.traces",
]
"""Functions `(viewer, subject) -> traces` of rooms: what each keeps about whoever asks (people.terms.Trace)."""

HELD: list[str] = ["goodcatch.reports.queries.held_of", "goodcatch.cases.queries.held_of"]
"""Functions `(viewer, *, person) -> bool` of upper rooms: whether a hold stands on what somebody wrote or had a part
in, as far as it is neither sealed nor left to named people."""

CARRIED_TO = "goodcatch.cases.services.open_agreed"
"""The verb `(*, by, title, summary, kind, unit) -> matter` that opens a matter from what was agreed to leave a sealed
report; it learns nothing else of the report. The matter has a `ref` and a `path`."""

PROPOSED_TO = "goodcatch.actions.services.propose_line"
"""The verb `(*, by, case, review, line) -> action` that proposes what an inquiry's text without anybody in it asks to
change."""

CHECK_IN_ANSWERED = "goodcatch.protection.services.answered_by_report"
"""The function `(*, check_in) -> None` that notes the yes of a check-in once the sealed report that says it is sent."""

RECEIPTS = "goodcatch.protection.slots.open_receipt"
"""The function `(receipt) -> answer | None` that opens a receipt of an upper room. Raises TooBusy."""

REFUSED = "goodcatch.vault.services.tell_refusal"
"""The function `(refused, at_once) -> bool` that says a refusal of the vault, once the deed that met it is undone."""

SIGNING_OUT: list[str] = ["goodcatch.vault.unlocked.lock_here"]
"""Functions `(request) -> None` of upper rooms, called before somebody is signed out."""

NARROWED: list[str] = [
    "goodcatch.reviews.services.follow_case",
    "goodcatch.actions.services.follow_case",
    "goodcatch.lessons.services.follow_case",
    "goodcatch.recognition.services.follow_case",
]
"""Verbs `(*, case, by) -> None` of upper rooms that let what hangs on a case follow a change of who may read it."""

NARROWS = {
    "cases.change_audience",
    "reports.leave_to",
    "reports.leave_off",
    "reports.step_back",
    "reviews.follow_case",
    "actions.follow_case",
    "lessons.follow_case",
    "recognition.follow_case",
    "inquiry.hand_on",
    "inquiry.recuse",
}
"""Verbs after which fewer people may read their thing: notices of it are looked at again."""

EARLIER_DEED = "goodcatch.record.services.earlier_deed"
"""The function `(nonce) -> Ref | None` that tells whether a form was sent before, and to what its deed was done."""

NOTICE_WORDS: dict[str, str | Promise] = {
    "standards.adopt_law_pack": _("Another law holds from now on: {title}"),
    "reports.submit_report": _("Somebody spoke up: {title}"),
    "reports.announce": _("Something new has arrived: {title}"),
    "reports.announce_danger": _("Somebody may be in danger: {title}"),
    "reports.call_again": _("Nobody has looked yet, and somebody may be in danger: {title}"),
    "reports.tend_clocks": _("Look at the sealed reports today, whether or not there is anything: {title}"),
    "reports.call_next": _("Something that was promised to whoever spoke up is late: {title}"),
    "reports.propose_summary": _("A question of yours could help others: say whether it may be shared: {title}"),
    "reports.agree_to_matter": _("Whoever asked before acting lets a matter be opened of it: {title}"),
    "reports.reporter_writes": _("Somebody who spoke up wrote again: {title}"),
    "reports.write_to_reporter": _("There is an answer for you: {title}"),
    "reports.acknowledge": _("What you brought was received, with thanks: {title}"),
    "reports.close_with_answer": _("What you brought was answered: {title}"),
    "reports.tell_reporter": _("There is news of what you brought: {title}"),
    "reports.open_channel": _("A way to speak up was opened, and you handle what arrives: {title}"),
    "reports.change_channel": _("A way to speak up that you handle says something else now: {title}"),
    "reports.close_channel": _("A way to speak up that you handled was closed: {title}"),
    "reports.settle_retaliation": _("Where retaliation is told that follows a report was settled: {title}"),
    "protection.tend": _("A question waits for you"),
    "protection.name_witness": _("A question waits for you"),
    "reports.pause_channel": _("A sealed channel takes nothing new: the set-up needs a look: {title}"),
    "reports.resume_channel": _("A sealed channel takes reports again: {title}"),
    "setup.keep_examination": _("The set-up has a critical weakness: {title}"),
    "vault.found_list": _("You read what is sealed here; the first list of readers was signed: {title}"),
    "vault.admit": _("Who reads what is sealed has changed, by signature: {title}"),
    "vault.propose_custodians": _("Other custodians are proposed, and wait for signatures: {title}"),
    "vault.sign_custodians": _("A custodian signed who the custodians are: {title}"),
    "vault.begin_resealing": _("What was told before is being sealed to your key: {title}"),
    "vault.ask_identity": _("Custodians are asked to open who wrote a report: {title}"),
    "vault.open_first": _("A first custodian opened their half; a second one is needed: {title}"),
    "vault.open_second": _("Two custodians opened it, until an end time: {title}"),
    "vault.refuse_identity": _("A custodian refused to open it: {title}"),
    "vault.refuse": _("Something sealed is not as it was sealed or signed, and is refused: {title}"),
    "reports.propose_office": _("Somebody is proposed for an office on a sealed channel: {title}"),
    "reports.propose_office yours": _("You are proposed for an office on a sealed channel: {title}"),
    "reports.change_turn": _("Whose turn comes first in your office has changed: {title}"),
    "reports.end_office": _("An office on a sealed channel has ended: {title}"),
    "reports.end_office yours": _("Your office on a sealed channel has ended"),
    "people.place_in_unit": _("Somebody was placed in a unit you lead: {title}"),
    "people.place_in_unit yours": _("You were placed in a unit"),
    "people.take_out_of_unit": _("You no longer belong to a unit"),
    "people.describe_person": _("Your name or how you sign in was corrected"),
    "people.grant": _("Somebody was given a role that you hold: {title}"),
    "people.grant yours": _("You were given a role: {title}"),
    "people.end_grant": _("A role that you hold has ended for somebody: {title}"),
    "people.end_grant yours": _("A role of yours has ended: {title}"),
    "people.say_away yours": _("Somebody is away and named you to stand in for them: {title}"),
    "people.leave": _("Somebody of a unit you lead has left; what they held is to be handed over: {title}"),
    "people.set_unit_days": _("It was said on which days nobody works in a unit: {title}"),
    "people.move_unit": _("A unit was moved: {title}"),
    "people.offer_password": _("An administrator made a link to choose a password for {title}"),
    "people.offer_password yours": _(
        "An administrator made a link with which your password can be set anew. "
        "If you did not ask for it, speak to them now"
    ),
    "subjects.receive_request": _("Somebody asks what is kept about them; look for it, whatever there is: {title}"),
    "cases.open_case": _("A matter was opened: {title}"),
    "cases.join_report": _("Another report belongs to {title}"),
    "cases.weigh": _("It was weighed: {title}"),
    "cases.choose_response": _("How we learn from it, and by when, is settled: {title}"),
    "cases.make_safe": _("It was made safe: {title}"),
    "cases.own": _("A leader answers for it: {title}"),
    "cases.own_in_full": _("The full statement is there: {title}"),
    "cases.correct": _("Title or summary was corrected: {title}"),
    "cases.post_update": _("There is an update: {title}"),
    "cases.ask_question": _("Somebody asked about {title}"),
    "cases.answer_question": _("A question was answered: {title}"),
    "cases.take_part": _("Somebody was given a part in {title}"),
    "cases.end_part": _("Somebody laid down their part in {title}"),
    "cases.change_audience": _("Other people read it from now on: {title}"),
    "cases.place_hold": _("A hold stands on it, nothing of it is deleted: {title}"),
    "cases.lift_hold": _("The hold on it was lifted: {title}"),
    "cases.note_improving": _("The first change is agreed: {title}"),
    "cases.note_shared": _("The first lesson is published: {title}"),
    "cases.move_on": _("It has moved on: {title}"),
    "reviews.open_review": _("You are asked to facilitate a review: {title}"),
    "reviews.take_facilitation": _("Somebody took the review on: {title}"),
    "reviews.name_told": _("A review tells of you; you see it first: {title}"),
    "reviews.show_draft": _("A review tells of you; you see it first: {title}"),
    "reviews.see_draft": _("Somebody it tells of has read the draft: {title}"),
    "reviews.object_to": _("Somebody sees something differently: {title}"),
    "reviews.answer_objection": _("Your objection is answered: {title}"),
    "reviews.ask_peer": _("You are asked to look as a peer: {title}"),
    "reviews.answer_as_peer": _("A peer has looked: {title}"),
    "reviews.publish": _("The review is published: {title}"),
    "actions.propose_action": _("You are asked to own a change: {title}"),
    "actions.hand_over": _("Somebody is asked to own it: {title}"),
    "actions.agree_action": _("Its owner agreed: {title}"),
    "actions.answer_back": _("The person asked to own it answered back: {title}"),
    "actions.decline_action": _("It was decided not to do it: {title}"),
    "actions.start_action": _("It is under way: {title}"),
    "actions.note_progress": _("There is word on how it goes: {title}"),
    "actions.change_due": _("It has a new date: {title}"),
    "actions.put_in_place": _("The change is in place: {title}"),
    "actions.verify_effect": _("Somebody looked whether it works: {title}"),
    "inquiry.open_inquiry": _("You are asked to inquire: {title}"),
    "inquiry.identity_opened": _("Custodians opened an identity that is empty: {title}"),
    "inquiry.call_in": _("You are asked to inquire: {title}"),
    "inquiry.hand_on": _("You are asked to inquire: {title}"),
    "recognition.recognise": _("Somebody thanks you"),
    "recognition.accept_thanks": _("Your thanks were accepted"),
}
"""Verb → what its hearers are told, with the title of the thing as they see it."""

PASSED_ON: frozenset[str] = frozenset(
    {
        "people.leave leader",
        "cases.weigh to_own",
        "cases.choose_response deadline",
        "cases.take_part yours",
        "cases.ask_question question",
        "reviews.open_review facilitates",
        "reviews.object_to objection",
        "actions.propose_action asked_to_own",
        "actions.hand_over asked_to_own",
        "actions.note_progress stuck",
        "actions.change_due due",
    }
)
"""Verbs, each with a hearer's reason, that ask something of the hearer: while they are away, whoever stands in hears of
it too, if they may see it. Nothing of speaking up stands here: everybody who may read a report is told of it already,
and what concerns somebody's own person is nobody else's."""
