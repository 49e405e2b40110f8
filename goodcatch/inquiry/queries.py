"""Reads of inquiries, for whoever inquires. Words come from envelopes: every read of them takes opened keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goodcatch.files.terms import About
from goodcatch.inquiry import rules, words
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.terms import Kind, Leaf, Source, Standard, Verdict
from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, people_in
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.terms import LONGEST_KEPT
from goodcatch.standards.terms import Kept, months_later
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys, Keyring


@dataclass(frozen=True, slots=True)
class Row:
    """One inquiry in a list, with its title."""

    inquiry: Inquiry
    title: str


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview with everything that hangs on it."""

    leaf: Leaf
    second: str
    rights: Leaf | None
    notes: list[Leaf]
    opinions: list[tuple[str, str, date]]
    """Each with who holds it, and since when."""
    transcripts: list[Leaf]
    signature: Leaf | None

    @property
    def rights_on(self) -> date | None:
        """The day on which rights were read."""
        return date.fromisoformat(self.rights.said["day"]) if self.rights else None

    @property
    def signed_on(self) -> date | None:
        """The day on which the transcript was signed."""
        return date.fromisoformat(self.signature.said["day"]) if self.signature else None

    @property
    def heard(self) -> bool:
        """True once there are notes or a transcript of it."""
        return bool(self.notes or self.transcripts)


@dataclass(frozen=True, slots=True)
class Pair:
    """One allegation about one person, and what was found of it; earlier findings are kept below the last."""

    allegation: Leaf
    person: Leaf
    finding: Leaf | None
    earlier: int

    @property
    def verdict(self) -> str:
        """What was found, in words."""
        return str(Verdict(self.finding.said["verdict"]).label) if self.finding else ""


@dataclass(frozen=True, slots=True)
class Bridge:
    """A de-identified text, whether somebody else looked at it, and where it was carried."""

    leaf: Leaf
    looked: Leaf | None
    carried: Leaf | None

    @property
    def changes(self) -> list[str]:
        """What should change, line by line."""
        return list(self.leaf.said.get("changes", []))

    def chosen(self, places: Iterable[int]) -> list[str] | None:
        """Give the lines at these places, in their order; None where one of them is not there."""
        wanted = sorted(set(places))
        inside = all(0 <= place < len(self.changes) for place in wanted)
        return [self.changes[place] for place in wanted] if inside else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence, and its files."""

    leaf: Leaf
    source: str
    files: list[About]


@dataclass(frozen=True, slots=True)
class Opened:
    """The whole file of an inquiry, opened."""

    inquiry: Inquiry
    leaves: list[Leaf]
    names: dict[str, str]

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.leaves[0].said["title"])

    @property
    def opening(self) -> Leaf:
        """What it is about, and the report it came from, if any."""
        return self.leaves[0]

    def some(self, kind: Kind) -> list[Leaf]:
        """Give the leaves of one kind."""
        return words.of(self.leaves, kind)

    def one(self, kind: Kind, number: int) -> Leaf | None:
        """Give the leaf of this kind with this number."""
        return next((leaf for leaf in self.some(kind) if leaf.number == number), None)

    @property
    def persons(self) -> list[Leaf]:
        """Whom it concerns."""
        return self.some(Kind.PERSON)

    @property
    def allegations(self) -> list[Leaf]:
        """What was alleged."""
        return self.some(Kind.ALLEGATION)

    @property
    def plan(self) -> Leaf | None:
        """The plan, once it was settled."""
        return next(iter(self.some(Kind.PLAN)), None)

    @property
    def standard(self) -> str:
        """The standard of proof, in words; empty before the plan."""
        return str(Standard(self.plan.said["standard"]).label) if self.plan else ""

    @property
    def steps(self) -> list[Leaf]:
        """The steps of the plan."""
        return self.some(Kind.STEP)

    @property
    def interviews(self) -> list[Interview]:
        """Whom it hears."""
        return [self._interview(leaf) for leaf in self.some(Kind.INTERVIEW)]

    def interview(self, number: int) -> Interview | None:
        """Give the interview with this number."""
        leaf = self.one(Kind.INTERVIEW, number)
        return self._interview(leaf) if leaf else None

    def heard(self, person: int) -> bool:
        """Tell whether a person concerned was heard: interviewed, with notes or a transcript."""
        return any(each.heard for each in self.interviews if each.leaf.said["person"] == person)

    @property
    def evidence(self) -> list[Evidence]:
        """What was gathered."""
        return [self._evidence(leaf) for leaf in self.some(Kind.EVIDENCE)]

    def files(self, leaf: Leaf) -> list[About]:
        """Give what is known of the files beside a leaf."""
        return [About.from_bytes(raw.encode()) for raw in leaf.said.get("files", [])]

    @property
    def pairs(self) -> list[Pair]:
        """Every allegation about every person it names, with what was found."""
        named = {person.number: person for person in self.persons}
        return [
            self._pair(allegation, named[number])
            for allegation in self.allegations
            for number in allegation.said["persons"]
        ]

    @property
    def lacking(self) -> list[Pair]:
        """What has no finding yet."""
        return [pair for pair in self.pairs if pair.finding is None]

    @property
    def memos(self) -> list[Leaf]:
        """What was written at closing, each time."""
        return self.some(Kind.MEMO)

    @property
    def bridges(self) -> list[Bridge]:
        """The de-identified texts."""
        return [self._bridge(leaf) for leaf in self.some(Kind.BRIDGE)]

    def bridge(self, number: int) -> Bridge | None:
        """Give the de-identified text with this number."""
        leaf = self.one(Kind.BRIDGE, number)
        return self._bridge(leaf) if leaf else None

    def who(self, leaf: Leaf) -> str:
        """Name who wrote a leaf."""
        return self.names.get(leaf.by, "")

    def _on(self, kind: Kind, number: int) -> list[Leaf]:
        return [leaf for leaf in self.some(kind) if leaf.said["of"] == number]

    def _interview(self, leaf: Leaf) -> Interview:
        on = leaf.number
        return Interview(
            leaf=leaf,
            second=self.names.get(leaf.said["second"], ""),
            rights=next(iter(self._on(Kind.RIGHTS, on)), None),
            notes=self._on(Kind.NOTES, on),
            opinions=[(str(each.said["text"]), self.who(each), each.on) for each in self._on(Kind.OPINION, on)],
            transcripts=self._on(Kind.TRANSCRIPT, on),
            signature=next(iter(self._on(Kind.SIGNATURE, on)), None),
        )

    def _evidence(self, leaf: Leaf) -> Evidence:
        return Evidence(leaf, str(Source(leaf.said["source"]).label), self.files(leaf))

    def _pair(self, allegation: Leaf, person: Leaf) -> Pair:
        about = allegation.number, person.number
        found = [leaf for leaf in self.some(Kind.FINDING) if (leaf.said["allegation"], leaf.said["person"]) == about]
        return Pair(allegation, person, found[-1] if found else None, max(len(found) - 1, 0))

    def _bridge(self, leaf: Leaf) -> Bridge:
        on = leaf.number
        return Bridge(leaf, next(iter(self._on(Kind.LOOK, on)), None), next(iter(self._on(Kind.CARRIED, on)), None))


def inquiry_for(viewer: Viewer, public_id: str) -> Inquiry | None:
    """Give the inquiry with this id, if the viewer inquires there."""
    found = Inquiry.objects.filter(rules.visible_to(viewer), public_id=public_id)
    return found.select_related("channel__unit", "audience").first()


def rows(viewer: Viewer, ring: Keyring) -> list[Row]:
    """Give the inquiries that the viewer inquires in, newest first; five queries, however many there are."""
    found = list(Inquiry.objects.filter(rules.visible_to(viewer)).order_by("-opened_on", "id")[:100])
    keys = vault.keys_of_readers(ring=ring, things=[inquiry.ref for inquiry in found])
    titles = {ref: str(leaf.said["title"]) for ref, leaf in words.first(keys).items()}
    return [Row(inquiry, titles[inquiry.ref]) for inquiry in found if inquiry.ref in titles]


def keys_for(viewer: Person, inquiry: Inquiry, ring: Keyring | None) -> DataKeys | None:  # noqa: ARG001  # it was given to a viewer
    """Give the keys of an inquiry; None while the viewer's own are locked. Raises RuleBroken where they fit no more."""
    return vault.keys_of_reader(ring=ring, thing=inquiry.ref) if ring else None


def opened(viewer: Viewer, inquiry: Inquiry, keys: DataKeys) -> Opened:  # noqa: ARG001  # likewise
    """Give the whole file of an inquiry. Raises Refused where it is not as it was sealed."""
    leaves = words.read(inquiry, keys)
    ids = {leaf.by for leaf in leaves} | {str(leaf.said["second"]) for leaf in words.of(leaves, Kind.INTERVIEW)}
    named = Person.objects.filter(public_id__in=ids)
    return Opened(inquiry, leaves, {person.public_id: person.name for person in named})


def inquirers(viewer: Viewer, inquiry: Inquiry) -> list[Person]:  # noqa: ARG001  # likewise
    """Give who inquires."""
    return list(people_in(inquiry.audience_id).order_by("name", "pk"))


def could_join(viewer: Viewer, inquiry: Inquiry) -> list[Person]:
    """Give who reads on the channel and does not inquire here."""
    here = inquirers(viewer, inquiry)
    return [person for person in rules.readers(inquiry.channel) if person not in here]


def channels(viewer: Viewer) -> list[Channel]:
    """Give the sealed channels on which the viewer may open an inquiry."""
    found = Channel.objects.filter(sealed=True, closed_at__isnull=True).order_by("name", "pk")
    return [channel for channel in found if rules.may_open(viewer, channel)]


def channel_for(viewer: Viewer, public_id: str) -> Channel | None:
    """Give the channel with this id, if the viewer may open an inquiry there."""
    found = Channel.objects.filter(public_id=public_id).first()
    return found if found and rules.may_open(viewer, found) else None


def leads_here(viewer: Viewer) -> bool:
    """Tell whether the viewer has anything to do with inquiries: inquires, or reads on a sealed channel."""
    return Inquiry.objects.filter(rules.visible_to(viewer)).exists() or bool(channels(viewer))


def reports_to_inquire(viewer: Viewer, channel: Channel) -> list[Report]:
    """Give the reports on this channel that the viewer reads, newest first."""
    return list(reports.reports_for(viewer).filter(channel=channel).order_by("-day", "id")[:100])


def could_inquire(viewer: Viewer, channel: Channel, report: Report | None) -> list[Person]:  # noqa: ARG001  # likewise
    """Give who could inquire: readers of the channel; where a report led to it, those alone who read that one."""
    able = rules.readers(channel)
    if report is None:
        return able
    allowed = set(people_in(report.audience_id).values_list("pk", flat=True))
    return [person for person in able if person.pk in allowed]


def keep_until(viewer: Viewer, inquiry: Inquiry) -> date | None:
    """Give the last day on which a closed inquiry is kept, as reports of its channel that were taken up are."""
    if inquiry.closed_on is None:
        return None
    law = reports.law_of_channel(viewer, inquiry.channel)
    longest = law.pack.keep[Kept.HANDLED].months if law else LONGEST_KEPT
    return months_later(inquiry.closed_on, min(longest, inquiry.channel.keep_months or longest))


def due_to_go(viewer: System) -> list[Inquiry]:
    """Give the inquiries whose time of keeping has ended, and that nothing holds."""
    found = Inquiry.objects.filter(closed_on__isnull=False, held_on__isnull=True).select_related("channel__unit")
    return [each for each in found.order_by("id") if _is_over(keep_until(viewer, each))]


def ids_held(viewer: Person, ids: Iterable[str]) -> set[str]:
    """Give which of these inquiries the viewer inquires in."""
    found = Inquiry.objects.filter(rules.visible_to(viewer), public_id__in=list(ids))
    return set(found.values_list("public_id", flat=True))


def _is_over(day: date | None) -> bool:
    return day is not None and day < clock.today()
