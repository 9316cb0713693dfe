"""Signing in by guessing is slow, and nobody locks anybody else out by it.

Three measures, each over a quarter of an hour:
- one address, one account: after 5 wrong passwords the two have to wait for each other;
- one address (or network, for IPv6): after 50 wrong passwords over all accounts it has to wait;
- one account, from anywhere: after 30 wrong passwords only addresses from which its person has signed
  in during the last three months are let in; whoever attacks it has none of those.

The answer is the same for accounts that do not exist. A try is written down before it is counted, so
that a hundred at once do not all slip through.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.models import SignInAttempt, User
from core.requests.addresses import network

WITHIN = timedelta(minutes=15)
FOR_A_PAIR, FOR_AN_ADDRESS, FOR_AN_ACCOUNT = 5, 50, 30
PASSWORD, SECOND_STEP = "account", "second_step"
FAILURES_KEPT, SUCCESSES_KEPT = timedelta(days=1), timedelta(days=90)


@dataclass(frozen=True)
class Attempt:
    """A try that has begun; `wait` is how long to wait before the next one, zero when it may go on."""

    row: SignInAttempt
    wait: timedelta

    @property
    def minutes(self) -> int:
        """The wait in whole minutes, at least one."""
        return max(1, -(-int(self.wait.total_seconds()) // 60))

    def succeeded(self) -> None:
        """The password was right: the wrong ones of this pair are forgiven."""
        mine = {"account": self.row.account, "address": self.row.address}
        SignInAttempt.objects.filter(**mine, succeeded=False).exclude(pk=self.row.pk).delete()
        SignInAttempt.objects.filter(pk=self.row.pk).update(succeeded=True)


def sign_in_attempt(*, account: str, address: str, step: str = PASSWORD) -> Attempt:
    """Write a try down and say whether it may go on.

    It counts for the account that signing in would find, however its name was spelt. Each `step`
    has a count of its own: a right password forgives no wrong codes.
    """
    now = timezone.now()
    _forget_the_old(now)
    row = SignInAttempt.objects.create(
        account=_digest(step, _name_of(account).casefold()),
        address=_digest("address", network(address)),
        at=now,
    )
    wait = _wait(row, now)
    if wait:
        # A refused try counts for nothing, or whoever keeps trying would wait for ever.
        row.delete()
    return Attempt(row, wait)


def _name_of(spelt: str) -> str:
    """The user name that is meant: letters that look alike in capitals find the same account."""
    try:
        return str(User.objects.get_by_natural_key(spelt.strip()).username)
    except User.DoesNotExist:
        return spelt.strip()


def _digest(kind: str, value: str) -> str:
    """Tells equal values apart from others and says nothing else."""
    return salted_hmac(f"core.throttle.{kind}", value, algorithm="sha256").hexdigest()


def _wait(row: SignInAttempt, now: datetime) -> timedelta:
    wrong = SignInAttempt.objects.filter(succeeded=False, at__gt=now - WITHIN).exclude(pk=row.pk)
    by_account, by_address = wrong.filter(account=row.account), wrong.filter(address=row.address)
    waits = [
        _until_free(by_account.filter(address=row.address), FOR_A_PAIR, now),
        _until_free(by_address, FOR_AN_ADDRESS, now),
    ]
    if not _is_known(row):
        waits.append(_until_free(by_account, FOR_AN_ACCOUNT, now))
    return max(waits)


def _until_free(wrong: "QuerySet[SignInAttempt]", most: int, now: datetime) -> timedelta:
    """How long until fewer than `most` of these lie within the quarter of an hour."""
    latest = wrong.order_by("-at")[:most].values_list("at", flat=True)
    times = list(latest)
    return times[-1] + WITHIN - now if len(times) == most else timedelta(0)


def _is_known(row: SignInAttempt) -> bool:
    mine = SignInAttempt.objects.filter(account=row.account, address=row.address)
    return mine.filter(succeeded=True).exists()


def _forget_the_old(now: datetime) -> None:
    SignInAttempt.objects.filter(succeeded=False, at__lt=now - FAILURES_KEPT).delete()
    SignInAttempt.objects.filter(at__lt=now - SUCCESSES_KEPT).delete()
