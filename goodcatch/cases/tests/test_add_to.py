"""Adding a report to a matter: chosen among the newest, or found by words of its title, without typing an id."""

import pytest

from goodcatch.cases.models import CaseReport
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.people import services as people
from goodcatch.reports.tests.outside import resend
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db


def test_the_newest_are_offered_and_one_is_chosen(cast: Cast, client_of: ClientOf) -> None:
    report = a_report(cast, a_channel(cast))
    other, wanted = a_case(cast, title="Two vans"), a_case(cast, title="Three pumps")
    client, at = client_of(cast.handler), f"/in/triage/group/?report={report.public_id}"
    page = client.get(at)
    assert [choice[1] for choice in page.context["form"].fields["case"].choices] == ["Three pumps", "Two vans"]
    assert resend(client, at, page, case=wanted.public_id).status_code == 302
    assert CaseReport.objects.get().case == wanted
    assert other != wanted


def test_words_find_an_older_one_and_so_does_its_id(cast: Cast, client_of: ClientOf) -> None:
    report = a_report(cast, a_channel(cast))
    old = a_case(cast, title="The red valve of Panel B")
    for number in range(11):
        a_case(cast, title=f"A van that is late, {number}")
    client, at = client_of(cast.handler), f"/in/triage/group/?report={report.public_id}"
    assert "red valve" not in client.get(at).content.decode()
    for words in ("valve red", old.public_id, f"{old.public_id[:4]}-{old.public_id[4:]}".lower()):
        page = client.get(f"{at}&words={words}")
        assert [choice[0] for choice in page.context["form"].fields["case"].choices] == [old.public_id]
    nothing = client.get(f"{at}&words=elephant").content.decode()
    assert "No matter that you look after has these words in its title" in nothing
    assert resend(client, at, client.get(at), case=old.public_id).status_code == 302, "a choice stands, listed or not"
    assert CaseReport.objects.get().case == old


def test_what_one_may_not_read_is_neither_offered_nor_taken(cast: Cast, client_of: ClientOf) -> None:
    report = a_report(cast, a_channel(cast))
    hidden = a_case(cast, by=cast.leader, title="Hidden valve", audience=people.named_people(cast.leader))
    client, at = client_of(cast.handler), f"/in/triage/group/?report={report.public_id}"
    page = client.get(f"{at}&words=valve")
    assert "Hidden valve" not in page.content.decode()
    refused = [resend(client, at, client.get(at), case=each) for each in (hidden.public_id, "ZZZZZZZZ")]
    assert [answer.status_code for answer in refused] == [422, 422]
    assert not CaseReport.objects.exists()
