"""Keys, lists and openings in a browser without a script."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from goodcatch.kernel import clock
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person
from goodcatch.vault import services
from goodcatch.vault.models import Rehearsal, Resealing, Unlocked
from goodcatch.vault.terms import COOKIE, Purpose
from tests.cast import Cast, ClientOf
from tests.keyholders import Allowing, Holder, found_readers, holder, recovery, seal

pytestmark = pytest.mark.django_db
SCOPE, THING = Ref("channel", "CHANNE01"), Ref("matter", "MATTER01")


def send(client: Client, name: str, *args: str, status: int = 302, **words: object) -> str:
    """Fill in a page's form and send it; give the page that follows, or what the form says."""
    address = reverse(f"vault:{name}", args=args)
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    hidden |= {n: v for v, n in re.findall(r'<input type="hidden" value="([^"]*)" name="([^"]+)"', page)}
    answer = client.post(address, {n: unescape(v) for n, v in hidden.items()} | words, follow=status == 302)
    assert (answer.redirect_chain[0][1] if status == 302 else answer.status_code) == status, answer.content.decode()
    return answer.content.decode()


def soon() -> str:
    """Give tomorrow as a form takes it."""
    return (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")


def unlocked(client_of: ClientOf, held: Holder) -> Client:
    client = client_of(held.ring.person)
    send(client, "unlock", phrase=held.words)
    return client


def test_a_key_is_made_tried_unlocked_and_locked(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.handler)
    assert "Make your key" in client.get("/in/keys/").content.decode()
    page = send(client, "make", status=200, purpose="reader")
    words = re.findall(r"<li><strong>([a-z-]+)</strong></li>", page)
    assert len(words) == 6
    assert "never tried" in client.get("/in/keys/").content.decode()
    wrong = send(client, "unlock", status=422, phrase=" ".join(reversed(words)))
    assert "not the six words" in wrong
    assert not any(f'value="{w}' in wrong for w in words)
    address = f"/in/keys/unlock/?next={reverse('vault:lose')}"
    answer = client.post(address, {"phrase": "  " + "  ".join(words).upper(), "next": reverse("vault:lose")})
    assert answer.headers["Location"] == reverse("vault:lose")
    cookie = answer.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == ("/in/", True, "")
    assert "unlocked in this browser" in client.get("/in/keys/").content.decode()
    assert client.post("/in/keys/lock/").headers["Location"] == "/in/keys/"
    assert not Unlocked.objects.exists()


def test_signing_out_locks_the_key(cast: Cast, client_of: ClientOf) -> None:
    client = unlocked(client_of, holder(cast.handler))
    assert Unlocked.objects.count() == 2
    client.post("/in/account/logout/")
    client.force_login(cast.handler)
    assert "locked" in client.get("/in/keys/").content.decode()
    assert "unlocked in this browser" not in client.get("/in/keys/").content.decode()


def test_unlocking_leads_to_no_other_site(cast: Cast, client_of: ClientOf) -> None:
    held = holder(cast.handler)
    for elsewhere in ("https://example.org/in/", "//example.org", "/in/\\example.org", "/speak-up/", ""):
        answer = client_of(cast.handler).post("/in/keys/unlock/", {"phrase": held.words, "next": elsewhere})
        assert answer.headers["Location"].startswith("/in/"), elsewhere


def test_a_lost_key_is_ended_made_anew_signed_in_and_sealed_to(
    cast: Cast, client_of: ClientOf, keeper: Allowing
) -> None:
    lena, omar = holder(cast.handler), holder(cast.peer)
    found_readers(SCOPE, lena.ring, omar.ring)
    for number in range(3):
        seal(Ref("matter", f"MATTER{number:02}"), SCOPE, cast.handler, cast.peer)
    theirs = unlocked(client_of, omar)
    assert "has ended" in send(theirs, "lose")
    anew = holder(cast.peer)
    mine = unlocked(client_of, lena)
    assert "has a new key, to be signed in" in mine.get(reverse("vault:list", args=[SCOPE])).content.decode()
    send(mine, "admit", str(SCOPE), status=422, person=cast.peer.public_id, office="deputy")  # not compared
    send(mine, "admit", str(SCOPE), person=cast.peer.public_id, office="deputy", compared="on")
    assert services.keys_of_readers(ring=anew.ring, things=[THING]) == {}
    begun = send(mine, "begin", str(SCOPE), cast.peer.public_id)
    assert "It goes on" in begun
    done = mine.post(reverse("vault:reseal", args=[Resealing.objects.get().public_id])).content.decode()
    assert "Done: what lay here before" in done
    assert THING in services.keys_of_readers(ring=anew.ring, things=[THING])
    assert "Who reads" in send(mine, "let_go", str(SCOPE), cast.peer.public_id)
    assert services.keys_of_readers(ring=anew.ring, things=[THING]) == {}


def test_a_recovery_key_is_signed_in_and_rehearsed(cast: Cast, client_of: ClientOf) -> None:
    lena = holder(cast.handler)
    found_readers(SCOPE, lena.ring)
    client = unlocked(client_of, lena)
    key = recovery(SCOPE)
    assert "no recovery key" in send(client, "sign_recovery", str(SCOPE), status=422, line="bm90aGluZw==")
    assert "never rehearsed" in send(
        client, "sign_recovery", str(SCOPE), line=services.written(services.public_of(key))
    )
    page = send(client, "rehearse", str(SCOPE))
    riddle = re.search(r"<blockquote><code>(.+?)</code>", page)
    assert riddle
    row = Rehearsal.objects.get()
    assert "not what the riddle says" in send(client, "answer", row.public_id, status=422, answer="one two three")
    send(client, "answer", row.public_id, answer=services.answer_of(recovered=key, riddle=unescape(riddle.group(1))))
    assert services.rehearsed_at(scope=SCOPE)
    assert "rehearsed on" in client.get(reverse("vault:list", args=[SCOPE])).content.decode()


def test_custodians_are_proposed_signed_and_open_together(cast: Cast, client_of: ClientOf, keeper: Allowing) -> None:
    lena = holder(cast.handler)
    held = [holder(p, Purpose.CUSTODIAN) for p in (cast.curator, cast.auditor, cast.leader)]
    people: list[Person] = [h.ring.person for h in held]
    send(client_of(cast.administrator), "propose", custodians=[p.public_id for p in people])
    first, second, third = [unlocked(client_of, h) for h in held]
    assert "1 of two" in send(first, "sign", compared="on")
    assert "Waits for signatures" not in send(second, "sign", compared="on")
    found_readers(SCOPE, lena.ring)
    seal(THING, SCOPE, cast.handler, identity="Sam Økafor".encode())
    opening = services.ask_identity(by=lena.ring, thing=THING, reason="their safety")
    asker = unlocked(client_of, lena)
    assert "their safety" in third.get(reverse("vault:opening", args=[opening.public_id])).content.decode()
    send(third, "open_first", opening.public_id)
    assert "somebody else does so first" in send(third, "open_second", opening.public_id, status=422, until=soon())
    assert "Økafor" not in asker.get(reverse("vault:opening", args=[opening.public_id])).content.decode()
    send(second, "open_second", opening.public_id, until=soon())
    assert "Sam Økafor" in asker.get(reverse("vault:opening", args=[opening.public_id])).content.decode()
    assert "Økafor" not in first.get(reverse("vault:opening", args=[opening.public_id])).content.decode()
    assert keeper.told == [THING.id]


def test_whoever_stands_in_no_list_sees_none(cast: Cast, client_of: ClientOf) -> None:
    found_readers(SCOPE, holder(cast.handler).ring)
    for name in ("list", "admit", "sign_recovery", "rehearse"):
        address = reverse(f"vault:{name}", args=[SCOPE])
        assert client_of(cast.outsider).get(address).status_code == 404, name
    assert client_of(cast.guest).get("/in/keys/custodians/").status_code == 404
    assert client_of(cast.outsider).get("/in/keys/custodians/").status_code == 200, "strangers there would be noticed"
    assert client_of(cast.outsider).get("/in/keys/custodians/propose/").status_code == 404
    assert client_of(cast.administrator).get(reverse("vault:list", args=[SCOPE])).status_code == 200


def test_locked_keys_lead_to_unlocking_and_back(cast: Cast, client_of: ClientOf) -> None:
    found_readers(SCOPE, holder(cast.handler).ring)
    address = reverse("vault:admit", args=[SCOPE])
    answer = client_of(cast.handler).get(address)
    assert answer.headers["Location"].startswith("/in/keys/unlock/?next=%2Fin%2Fkeys%2Flists%2F")
    assert client_of(cast.handler).post(address).headers["Location"] == "/in/keys/unlock/"


def test_an_administrator_cannot_sign_anybody_in(cast: Cast, client_of: ClientOf) -> None:
    found_readers(SCOPE, holder(cast.handler).ring)
    priya = holder(cast.administrator)
    client = unlocked(client_of, priya)
    said = send(
        client, "admit", str(SCOPE), status=422, person=cast.administrator.public_id, office="handler", compared="on"
    )
    assert "Only somebody who reads here" in said
