"""Where ids and words can be slipped in besides the address itself: filters, ways to page on, fields of forms."""

from collections.abc import Iterator

from tests.whole_matter import WORD, Matter

LOOKING = [
    f"/in/cases/?words={WORD}",
    "/in/cases/?kind=concern",
    "/in/cases/?stage=shared",
    "/in/cases/?mine=on",
    f"/in/cases/export.csv?words={WORD}",
    "/in/lessons/?words=walks",
    "/in/lessons/?tag=hand-over",
    f"/in/lessons/?tag={WORD.lower()}+tag",
    "/in/lessons/?maturity=observed",
    "/in/actions/?state=verified",
    "/in/actions/?mine=on",
    "/in/actions/?strength=stronger",
    "/in/triage/?kind=not_right",
    "/in/reports/?all",
    "/in/people/everybody/?q=a",
]
"""Addresses with a filter set."""


def probes(visible: Matter, hidden: Matter) -> Iterator[tuple[str, str]]:
    """Give addresses in which an id of the hidden matter is slipped into a filter, or beside a visible one."""
    report, case = hidden.report.public_id, hidden.case.public_id
    yield "/in/triage/?older={}", report
    yield "/in/triage/answer/?report={}", report
    yield "/in/triage/group/?report={}", report
    yield "/in/cases/new/?report={}", report
    yield "/in/themes/new/?report={}", report
    yield "/in/reports/?after={}", report
    yield "/in/cases/?older={}", case
    yield "/in/reviews/?older={}", hidden.looked.review.public_id
    yield "/in/actions/?older={}", hidden.action.public_id
    yield "/in/lessons/?older={}", hidden.lesson.public_id
    yield "/in/notices/?before={}", case
    yield f"/in/cases/{visible.case.public_id}/reports/{{}}/part/", report
    yield f"/in/reviews/{visible.looking.review.public_id}/factor/{{}}/", hidden.looking.factor.public_id
    yield f"/in/cases/{visible.case.public_id}/questions/{{}}/", hidden.question.public_id


def slips(visible: Matter, hidden: Matter) -> Iterator[tuple[str, dict[str, str], str, str]]:
    """Give forms of a visible matter, what else is filled in, and the field into which an id of the hidden one goes."""
    case = visible.case.public_id
    joined = {"reason": "They are alike."}
    yield f"/in/cases/{case}/join/", joined, "case", hidden.case.public_id
    yield f"/in/cases/{case}/join/", joined, "theme", hidden.theme.public_id
    yield "/in/triage/", {"deed": "answer"}, "report", hidden.report.public_id
    yield "/in/triage/", {"deed": "thank"}, "report", hidden.report.public_id
    yield f"/in/triage/group/?report={visible.report.public_id}", {}, "case", hidden.case.public_id
    yield f"/in/lessons/{visible.lesson.public_id}/behind/", {}, "action", hidden.action.public_id
    yield f"/in/actions/propose/{case}/", {"title": "A", "owner": ""}, "review", hidden.looked.review.public_id
    yield f"/in/actions/propose/{case}/", {"title": "A", "owner": ""}, "factors", hidden.looked.factor.public_id
    yield f"/in/thanks/for/{case}/", {"text": "Thank you."}, "action", hidden.action.public_id
    yield "/in/notices/seen/", {}, "notice", hidden.case.public_id
